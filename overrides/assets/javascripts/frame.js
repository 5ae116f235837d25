// The frame of every page: the button for colours, the menu of narrow screens, pages kept for
// reading without a network.

import { choice, choose } from "./kept.js"
import { start } from "./offline.js"
import { unfolding } from "./paper.js"

const ORDER = ["auto", "light", "dark"]

function palette(button) {
  const show = () => {
    for (const icon of button.querySelectorAll("[data-scheme]")) {
      icon.hidden = icon.dataset.scheme !== choice("scheme")
      if (!icon.hidden) button.title = icon.dataset.name
    }
    button.setAttribute("aria-label", button.title)
  }
  button.addEventListener("click", () => {
    choose("scheme", ORDER[(ORDER.indexOf(choice("scheme")) + 1) % ORDER.length])
    show()
  })
  show()
  button.hidden = false
}

function menu(details) {
  const close = () => (details.open = false)
  details.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !details.open) return
    close()
    details.querySelector("summary").focus()
  })
  document.addEventListener("click", event => details.contains(event.target) || close())
}

document.querySelectorAll("[data-palette]").forEach(palette)
document.querySelectorAll("[data-menu]").forEach(menu)
unfolding()
start()
