// The search box in the header: suggests names as the reader types, which open their pages, and
// leads to the results. Keys: "/" goes to the box, the arrows choose, Enter opens what is chosen
// or searches, Escape leaves.

import { element } from "./element.js"

// The engine and the words, only for those who search.
const site = () => import("./site.js")
const words = () => import("../words.js")

const typing = target => target.closest?.("input, textarea, select, [contenteditable]")

for (const form of document.querySelectorAll("[data-search-box]")) suggest(form)
if (new URLSearchParams(location.search).has("q") && document.querySelector(".story__body")) import("./mark.js")

addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
  const box = document.querySelector("[data-search-page] input[name=q]") ?? visibleBox()
  if (!box) return
  event.preventDefault()
  box.focus()
  box.select()
})

function visibleBox() {
  const boxes = [...document.querySelectorAll("[data-search-box] input[name=q]")]
  return boxes.find(box => box.offsetParent !== null)
}

function suggest(form) {
  const input = form.querySelector("input[name=q]")
  const list = element("ul", { class: "suggestions", role: "listbox", id: `${input.id}-list`, hidden: true })
  form.append(list)
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off",
  })) input.setAttribute(name, value)
  let turn = 0

  const close = () => {
    list.hidden = true
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }

  const search = text => {
    input.value = text
    close()
    form.requestSubmit()
  }

  const open = (rows, typed, pageOf, { plain, t, tongue }) => {
    list.setAttribute("aria-label", plain("search.suggestions"))
    const values = rows.map(row => {
      const kind = element("small", {}, row.facet ? t(`facet.${row.facet}`) : t("search.mentioned"), ` ${row.total}`)
      const name = element("span", { lang: tongue(row.label) }, row.label)
      return option([name, kind], row.url ? () => location.assign(pageOf(row.url)) : () => search(row.label))
    })
    const whole = option([element("span", {}, t("search.full", { text: typed.trim() }))], () => search(typed))
    list.replaceChildren(...(values.length ? [...values, whole] : []))
    ;[...list.children].forEach((made, n) => (made.id = `${list.id}-${n}`))
    list.hidden = rows.length === 0
    input.setAttribute("aria-expanded", String(rows.length > 0))
    input.removeAttribute("aria-activedescendant")
  }

  const choose = step => {
    const options = [...list.children]
    const at = options.findIndex(o => o.getAttribute("aria-selected") === "true")
    const next = at + step < -1 ? options.length - 1 : at + step
    options.forEach((o, n) => o.setAttribute("aria-selected", String(n === next)))
    if (options[next]) input.setAttribute("aria-activedescendant", options[next].id)
    else input.removeAttribute("aria-activedescendant")
  }

  input.addEventListener("input", async () => {
    const mine = ++turn
    const typed = input.value
    if (!typed.trim() || typed.length > 60) return close()
    const [place, spoken] = await Promise.all([site(), words()])
    const rows = await place.suggested(typed).catch(() => null)
    if (rows && mine === turn) open(rows, typed, place.pageAt, spoken)
  })
  input.addEventListener("keydown", event => {
    if (event.isComposing) return
    const selected = list.querySelector("[aria-selected=true]")
    if (event.key === "Escape") close()
    else if (list.hidden) return
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(event.key === "ArrowDown" ? 1 : -1)
    else if (event.key === "Enter" && selected) selected.go()
    else return
    if (event.key !== "Escape") event.preventDefault()
  })
  input.addEventListener("blur", () => setTimeout(close, 150))
  form.addEventListener("submit", () => close())
  if (document.activeElement === input) input.dispatchEvent(new Event("input")) // typed before this came
}

// Returns an entry of the list, whose `go` does what it says.
function option(contents, go) {
  const made = element("li", { role: "option", "aria-selected": "false" }, contents)
  made.go = go
  made.addEventListener("pointerdown", event => {
    event.preventDefault()
    go()
  })
  return made
}
