// The capture and the restored text side by side, scrolling together.

import { element } from "../search/element.js"
import { t } from "../words.js"
import { looks } from "./apparatus.js"
import { Tip } from "./tip.js"

export async function open(apparatus, story) {
  const [left, right] = [captured(apparatus), restored(apparatus)]
  const close = element("button", { type: "button", class: "compare__close" }, t("close"))
  const dialog = element(
    "dialog",
    { class: "compare", "aria-labelledby": "compare-title" },
    element("div", { class: "compare__head" }, element("h2", { id: "compare-title" }, t("repairs.both")), close),
    element("div", { class: "compare__panes" }, left, right),
  )
  document.body.append(dialog)
  new Tip(dialog.querySelector(".compare__panes"), "[data-pair]", mark => apparatus.edits[mark.dataset.pair])
  together(left, right)
  paired(dialog)
  if (apparatus.sentences && story.querySelector(".facsimile")) {
    const { show } = await import("./pages.js")
    show(apparatus, story, dialog, pane)
  }
  close.addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => dialog.remove())
  dialog.showModal()
  dialog.querySelector(".compare__pane:not([hidden])").focus()
}

// The capture in its own order; each part knows the passage that it became.
function captured(apparatus) {
  const parts = apparatus.passages.flatMap(({ ranges }, n) => ranges.map(([from, to]) => ({ n, from, to })))
  parts.sort((a, b) => a.from - b.from)
  const made = []
  let done = 0
  for (const { n, from, to } of parts) {
    if (from > done) made.push(element("span", { class: "compare__other", "aria-hidden": "true" }))
    const pieces = apparatus.raw.slice(from, to).map(piece => apparatus.piece(piece))
    const nodes = pieces.map(({ text, edit }) => text ?? side(edit, "del", edit.old))
    made.push(element("span", { "data-part": n }, nodes))
    done = to
  }
  return pane(t("capture"), "raw", made)
}

function restored(apparatus) {
  const made = apparatus.passages.map((passage, n) => {
    const nodes = apparatus.pieces(passage).map(({ text, edit }) => text ?? side(edit, "ins", edit.made))
    return element("p", { "data-part": n }, nodes)
  })
  return pane(t("repairs.after"), "made", made)
}

const side = (edit, tag, text) => element(tag, { class: looks(edit, text), "data-pair": edit.number }, text)

const pane = (name, kind, nodes) =>
  element(
    "section",
    { class: `compare__pane compare__${kind}`, tabindex: "0", role: "region", "aria-labelledby": `compare-${kind}` },
    element("h3", { id: `compare-${kind}` }, name),
    element("div", { class: "compare__text", lang: "zh-Hans" }, nodes),
  )

// The pane that the reader moves leads; the other shows the same passage at the same height.
function together(left, right) {
  let leader = left
  for (const [own, other] of [[left, right], [right, left]]) {
    for (const sign of ["pointerenter", "pointerdown", "focusin", "keydown", "wheel", "touchstart"]) {
      own.addEventListener(sign, () => (leader = own), { passive: true })
    }
    own.addEventListener("scroll", () => leader === own && follow(own, other), { passive: true })
  }
}

function follow(own, other) {
  const end = own.scrollHeight - own.clientHeight
  if (own.scrollTop <= 0 || own.scrollTop >= end - 1) {
    other.scrollTop = own.scrollTop <= 0 ? 0 : other.scrollHeight
    return
  }
  const top = own.getBoundingClientRect().top
  const part = [...own.querySelectorAll("[data-part]")].find(p => p.getBoundingClientRect().bottom > top + 1)
  const twin = part && other.querySelector(`[data-part="${part.dataset.part}"]`)
  if (!twin) return
  const [here, there] = [part.getBoundingClientRect(), twin.getBoundingClientRect()]
  const share = Math.max(0, (top - here.top) / Math.max(1, here.height))
  other.scrollTop += there.top - other.getBoundingClientRect().top + share * there.height
}

// Pointing at an edit shows it on both sides.
function paired(dialog) {
  dialog.addEventListener("pointerover", event => {
    const number = event.target.closest?.("[data-pair]")?.dataset.pair
    for (const mark of dialog.querySelectorAll("[data-pair]")) {
      mark.classList.toggle("edit--paired", mark.dataset.pair === number)
    }
  })
}
