// Two parts of the form that are ours. Neither has a value: nothing of them is in a file.

import { readBlocks } from "./blocks.js"
import { t } from "./words.js"

const BODY = 'section[data-key-path="body"] textarea'

// Below the text: a button for each picture, which puts its place where the cursor is.
export function PlaceFigures({ entry }) {
  const { figures = [], body = "" } = entry?.get("data").toJS() ?? {}
  const placed = new Set(readBlocks(body).map(({ figure }) => figure))
  const button = ({ caption = "" }, at) => {
    const said = `${t("figure", { number: at + 1 })} ${shortened(caption)}${placed.has(at + 1) ? t("figure_placed") : ""}`
    return h("button", { key: at, type: "button", disabled: placed.has(at + 1), onClick: () => insert(`[图${at + 1}]`) }, said)
  }
  return h("div", { className: "own-field" }, ...(figures.length ? figures.map(button) : [t("no_figures")]))
}

const h = (...parts) => globalThis.h(...parts)
const shortened = caption => (caption.length > 12 ? `${caption.slice(0, 12)}……` : caption)

// A paragraph of its own: blank lines around it, none of them twice.
export function withParagraph(text, at, paragraph) {
  const [before, after] = [text.slice(0, at).trimEnd(), text.slice(at).trimStart()]
  return { text: [before, paragraph, after].filter(Boolean).join("\n\n"), end: (before ? before.length + 2 : 0) + paragraph.length }
}

function insert(paragraph) {
  const area = document.querySelector(BODY)
  const { text, end } = withParagraph(area.value, lineEnd(area.value, area.selectionEnd), paragraph)
  area.value = text
  area.dispatchEvent(new InputEvent("input", { bubbles: true }))
  area.focus()
  area.setSelectionRange(end, end)
}

// No paragraph is cut in two: the place is behind the one with the cursor.
const lineEnd = (text, at) => (text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at))

// At the end: what the machine keeps for itself is shown when it is asked for. The page's style
// hides it (`overrides/admin.html`).
export function Notes() {
  const root = document.documentElement
  const said = () => t("notes" in root.dataset ? "hide_notes" : "show_notes")
  function turn({ currentTarget }) {
    root.toggleAttribute("data-notes")
    currentTarget.textContent = said()
    currentTarget.setAttribute("aria-expanded", "notes" in root.dataset)
  }
  return h("div", { className: "own-field" }, h("button", { type: "button", "aria-expanded": "notes" in root.dataset, onClick: turn }, said()))
}

// A new story's id is the editor's to give; later it stays as it is.
export function watchAddress() {
  const look = () => document.documentElement.toggleAttribute("data-new", /\/new(?:[/?]|$)/.test(location.hash))
  addEventListener("hashchange", look)
  look()
}
