// The questions before a save, and notes after it. Each promises the button that was pressed.

import { diffComm } from "node-diff3"
import { t } from "./words.js"

const STYLE = `
.ask, .told { color: var(--sui-primary-foreground-color, CanvasText); background: var(--sui-primary-background-color, Canvas); font: 16px/1.6 var(--sui-font-family-default, sans-serif); }
.ask { box-sizing: border-box; width: min(60rem, 100vw - 1rem); max-width: none; max-height: calc(100dvh - 1rem); padding: 1rem; border: 1px solid GrayText; border-radius: 8px; overflow: auto; }
.ask::backdrop { background: rgb(0 0 0 / 50%); }
.ask h2 { margin: 0; font-size: 1.25rem; } .ask .quick { display: flex; flex-wrap: wrap; gap: .5rem; } .ask h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
.ask fieldset { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: .5rem; margin: 0; padding: 0; border: 0; }
.ask label { display: block; padding: .5rem .75rem; border: 1px solid GrayText; border-radius: 4px; cursor: pointer; }
.ask label:has(:checked) { outline: 2px solid var(--sui-primary-accent-color, Highlight); }
.ask pre { margin: .25rem 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
.ask mark { color: inherit; background: color-mix(in srgb, var(--sui-primary-accent-color, Highlight) 30%, transparent); }
.ask footer { position: sticky; bottom: -1rem; display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem -1rem -1rem; padding: 1rem; background: inherit; border-top: 1px solid GrayText; }
.ask button, .told button { min-height: 44px; padding: 0 1rem; font: inherit; color: inherit; background: transparent; border: 1px solid currentcolor; border-radius: 4px; cursor: pointer; }
.ask button:disabled { opacity: .5; cursor: default; }
.told { position: fixed; inset: 4.5rem 0 auto; z-index: 9999; width: fit-content; max-width: min(40rem, 100vw - 3rem); margin: 0 auto; padding: .5rem 1rem; border: 1px solid GrayText; border-radius: 8px; }
.told button { margin-inline-start: 1rem; border-color: transparent; text-decoration: underline; }
`

function element(tag, values = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), values)
  made.append(...inside)
  return made
}

function styled() {
  if (!document.getElementById("ask-style")) document.head.append(element("style", { id: "ask-style" }, STYLE))
}

function ask(title, more, inside, buttons) {
  styled()
  return new Promise(resolve => {
    const close = answer => (dialog.remove(), resolve(answer))
    const foot = buttons.map(([said, answer, set]) => {
      const button = element("button", { type: "button", textContent: said, onclick: () => close(typeof answer === "function" ? answer() : answer) })
      set?.(button)
      return button
    })
    const heading = element("h2", { id: "ask-title", textContent: title })
    const dialog = element("dialog", { className: "ask", oncancel: () => close("edit on") }, heading, element("p", { textContent: more }), ...inside, element("footer", {}, ...foot))
    dialog.setAttribute("aria-labelledby", "ask-title")
    dialog.addEventListener("keydown", event => event.stopPropagation()) // Sveltia has keys of its own
    document.body.append(dialog)
    dialog.showModal()
  })
}

// "again" or "edit on"
export const askGone = () => ask(t("gone"), t("gone_more"), [], [[t("edit_on"), "edit on"], [t("again"), "again"]])

// "beside" or "edit on"
export const askExists = path => ask(t("exists"), t("exists_more", { path }), [], [[t("edit_on"), "edit on"], [t("beside"), "beside"]])

// The side of each conflict, "beside" or "edit on"
export function askSides(conflicts) {
  const sets = conflicts.map(sides)
  const chosen = () => sets.map(set => set.querySelector(":checked")?.value)
  const every = side => sets.forEach(set => set.querySelector(`[value=${side}]`).click())
  const quick = ["mine", "file"].map(side => element("button", { type: "button", textContent: t(`all_${side}`), onclick: () => every(side) }))
  const places = conflicts.flatMap(({ label }, at) => [element("h3", { textContent: label }), sets[at]])
  function whenChosen(button) {
    button.disabled = true
    for (const set of sets) set.addEventListener("change", () => (button.disabled = chosen().includes(undefined)))
  }
  const buttons = [[t("edit_on"), "edit on"], [t("beside"), "beside"], [t("save"), chosen, whenChosen]]
  return ask(t("changed"), t("same_place"), [element("p", { className: "quick" }, ...quick), ...places], buttons)
}

function sides({ mine, file, label }, at) {
  const [one, other] = marked(mine, file)
  const choice = (side, text) => element("label", {}, element("input", { type: "radio", name: `side-${at}`, value: side }), ` ${t(side)}`, text)
  const set = element("fieldset", {}, choice("mine", one), choice("file", other))
  set.setAttribute("aria-label", label)
  return set
}

// Both texts, what differs in them marked.
function marked(mine, file) {
  const shown = [element("pre"), element("pre")]
  const parts = diffComm(...[mine, file].map(text => text.match(/[\p{sc=Han}]|[^\p{sc=Han}\s]+|\s+/gu) ?? []))
  for (const { common, buffer1, buffer2 } of parts) {
    ;[common ?? buffer1, common ?? buffer2].forEach((words, at) => words.length && shown[at].append(common ? words.join("") : element("mark", {}, words.join(""))))
  }
  for (const text of shown) if (!text.textContent) text.append(t("nothing"))
  return shown
}

export function tell(text) {
  styled()
  document.querySelector(".told")?.remove()
  const note = element("div", { className: "told", role: "status" }, text, element("button", { type: "button", textContent: t("close"), onclick: () => note.remove() }))
  document.body.append(note)
}
