// The pane beside the form: the story as the site's page shows it, in the site's own style sheet,
// as wide as a phone or as the pane, light or dark.

import { readFile } from "./guard.js"
import { storyHtml } from "./story_html.js"
import { t } from "./words.js"

const STYLE = `
body { margin: 0; background: var(--paper); color: var(--ink); }
.looks { position: sticky; top: 0; z-index: 1; display: flex; gap: 8px; padding: 8px; background: var(--paper-deep); }
.looks button { min-height: 44px; padding: 0 12px; font: 16px/1.4 sans-serif; color: var(--ink); background: transparent; border: 1px solid var(--ink-soft); border-radius: 4px; }
.looks button[aria-pressed=true] { color: var(--paper); background: var(--ink); }
main { box-sizing: border-box; max-width: 40rem; margin: 0 auto; padding: 16px; }
.lost { color: var(--cinnabar); }
`
const PHONE = "390px"
const look = { phone: false, dark: null } // kept from form to form; null: as the editor
const pictures = new Map()

// The style sheets of the site's pages, as its first page names them.
export async function siteStyles() {
  const address = new URL("../", location.href)
  const answer = await fetch(address)
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  return [...page.querySelectorAll("link[rel=stylesheet]:not([media=print])")].map(link => new URL(link.getAttribute("href"), address).href)
}

export function makePreview(words) {
  return function Preview({ entry, document, window, getAsset }) {
    const values = entry.get("data").toJS()
    const picture = src => addressOf(src, getAsset, () => draw())
    const draw = () => show(document, storyHtml(values, { words, picture }))
    return globalThis.h("div", { ref: place => place && (frame(document, window, place), draw()) })
  }
}

function frame(document, window, place) {
  if (place.firstChild) return
  document.documentElement.lang = "zh-Hans"
  document.head.append(Object.assign(document.createElement("style"), { textContent: STYLE }))
  place.innerHTML = `<div class="looks" role="toolbar"></div><main class="md-typeset"></main>`
  const bar = place.querySelector(".looks")
  for (const [name, value] of [["wide", { phone: false }], ["phone", { phone: true }], ["light", { dark: false }], ["dark", { dark: true }]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: t(name) })
    button.onclick = () => dress(document, window, bar, Object.assign(look, value))
    button.dataset.look = name
    bar.append(button)
  }
  dress(document, window, bar, look)
}

function dress(document, window, bar, { phone, dark }) {
  const night = dark ?? globalThis.document.documentElement.dataset.theme === "dark"
  document.body.dataset.mdColorScheme = night ? "slate" : "default"
  Object.assign(window.frameElement.style, { width: phone ? PHONE : "100%", margin: "0 auto" })
  const pressed = { wide: !phone, phone, light: !night, dark: night }
  for (const button of bar.children) button.setAttribute("aria-pressed", pressed[button.dataset.look])
}

function show(document, html) {
  const main = document.querySelector("main")
  if (main && main.dataset.shown !== html) main.innerHTML = main.dataset.shown = html
}

// A picture of the open folder is read once; `again` draws anew when it is there.
function addressOf(src, getAsset, again) {
  if (!src.startsWith("/stories/") && !src.startsWith("/assets/")) return src
  if (!pictures.has(src)) {
    pictures.set(src, String(getAsset(src) ?? ""))
    readFile(`docs${src}`).then(file => file && (pictures.set(src, URL.createObjectURL(file)), again()))
  }
  return pictures.get(src)
}
