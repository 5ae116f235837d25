// Tibetan figures in place of Arabic ones, for a reader who wants them: in all that the interface
// says, never in the text of a story. A number that is part of a Latin name stays: EPUB 3.

import { choice, choose } from "./kept.js"

const FIGURES = "༠༡༢༣༤༥༦༧༨༩"
const NUMBER = /(?<![A-Za-z\d_./:-]|[A-Za-z] )\d+(?![A-Za-z\d_])/g
const TEXTS = ".story__body, .pair__side, .entry__excerpt, .hit__excerpt, .cite__text, code, kbd, pre, .digits"
const button = document.querySelector(".digits")
const said = new Map() // text nodes with what they say in Arabic figures
const on = () => choice("digits") === "bo"

const written = text => text.replace(NUMBER, number => number.replace(/\d/g, digit => FIGURES[digit]))

function write(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.currentNode; node; node = walker.nextNode()) if (node.nodeType === 3) one(node)
}

function one(node) {
  const held = node.parentElement
  if (!/\d/.test(node.data) || !held?.closest("body") || held.closest(TEXTS)) return
  if (held.closest("[lang]").lang !== "bo") return
  const arabic = node.data
  node.data = written(arabic)
  said.set(node, arabic)
}

function restore() {
  for (const [node, arabic] of said) if (node.data === written(arabic)) node.data = arabic
  said.clear()
}

const observer = new MutationObserver(records => {
  for (const { type, target, addedNodes } of records) {
    for (const node of type === "characterData" ? [target] : addedNodes) write(node)
  }
  observer.takeRecords() // of what was written here
})

function show() {
  observer.disconnect()
  if (on()) write(document.body)
  else restore()
  if (on()) observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  button.setAttribute("aria-pressed", String(on()))
}

button.addEventListener("click", () => choose("digits", on() ? "" : "bo"))
document.documentElement.addEventListener("digits", show)
button.hidden = false
show()
