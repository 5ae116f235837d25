// The frame of every page: the button for colours, the menu of narrow screens, the way to the other
// language, pages kept for reading without a network.

import { choice, choose } from "./kept.js"
import { start } from "./offline.js"
import { unfolding } from "./paper.js"

const root = document.documentElement
const ORDER = ["auto", "light", "dark"]

function palette(button) {
  const names = button.dataset.palette.split("|")
  const icon = document.createElement("span")
  const show = () => {
    icon.dataset.scheme = choice("scheme")
    button.title = names[ORDER.indexOf(choice("scheme"))]
    button.setAttribute("aria-label", button.title)
  }
  button.addEventListener("click", () => {
    choose("scheme", ORDER[(ORDER.indexOf(choice("scheme")) + 1) % ORDER.length])
    show()
  })
  show()
  button.append(icon)
  button.hidden = false
}

function menu(details) {
  const sheet = document.querySelector(".md-tabs")
  const close = () => (details.open = false)
  const escape = event => {
    if (event.key !== "Escape" || !details.open) return
    close()
    details.querySelector("summary").focus()
  }
  for (const part of [details, sheet]) part.addEventListener("keydown", escape)
  details.addEventListener("toggle", () => root.classList.toggle("menu-open", details.open))
  document.addEventListener("click", ({ target }) => details.contains(target) || sheet.contains(target) || close())
}

// The other language shows the same place of the same answer: query, filters and fragment.
function tongue(link) {
  const { origin, pathname } = new URL(link.href)
  const carry = () => (link.href = origin + pathname + location.search + location.hash)
  for (const name of ["pointerdown", "focus", "click", "contextmenu"]) link.addEventListener(name, carry)
  if (document.referrer.split("?")[0] === link.href) forgetPlace()
}

// Takes a fragment off the address that the page in the other language had and this one has not,
// unless the page leads on to the place.
function forgetPlace() {
  const { hash, pathname, search } = location
  const found = hash && (document.getElementById(hash.slice(1)) ?? document.querySelector(":target"))
  if (!found && !document.querySelector("[data-original]")) history.replaceState(history.state, "", pathname + search)
}

// What is made when it is asked for: the references of a list, the book of a story. Where that fails
// the link leads to what has more: all references, the book of several.
function taking(event) {
  const link = event.target.closest?.("a[data-references], a[data-book]")
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  link.ariaBusy = "true"
  const making = link.dataset.book ? import("./takeaway/book.js") : import("./takeaway/references.js")
  making
    .then(({ take }) => take(link))
    .catch(() => location.assign(link.href))
    .finally(() => (link.ariaBusy = null))
}

document.addEventListener("click", taking)
for (const named of document.querySelectorAll("[data-of]")) named.remove() // the script takes one story
document.querySelectorAll("[data-palette]").forEach(palette)
document.querySelectorAll("[data-menu]").forEach(menu)
if (document.querySelector(".digits")) import("./digits.js")
unfolding()
document.querySelectorAll("a[hreflang]").forEach(tongue)
start()
