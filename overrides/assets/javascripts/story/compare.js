// The capture and the restored text side by side, scrolling together; a bar steps through what
// differs.

import { element } from "../search/element.js"
import { plain, t } from "../words.js"
import { legend, looks, whites } from "./apparatus.js"
import { Bar } from "./bar.js"
import { told } from "./summary.js"
import { Tip } from "./tip.js"

export async function open(apparatus, story) {
  const [left, right] = [captured(apparatus), restored(apparatus)]
  const close = element("button", { type: "button", class: "compare__close" }, t("close"))
  const panes = element("div", { class: "compare__panes" }, left, right)
  const dialog = element(
    "dialog",
    { class: "compare", "aria-labelledby": "compare-title" },
    element("div", { class: "compare__head" }, element("h2", { id: "compare-title" }, t("repairs.both")), close),
    panes,
  )
  document.body.append(dialog)
  new Tip(panes, "[data-pair]", mark => apparatus.edits[mark.dataset.pair])
  const lead = together(left, right)
  paired(dialog)
  if (apparatus.sentences && story.querySelector(".facsimile")) {
    const { show } = await import("./pages.js")
    show(apparatus, story, dialog, pane)
  }
  close.addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => dialog.remove())
  dialog.showModal()
  stepping(apparatus, dialog, lead)
  dialog.querySelector(".compare__pane:not([hidden])").focus()
}

// The bar below the panes: an edit is shown on both sides.
function stepping(apparatus, dialog, lead) {
  const panes = dialog.querySelector(".compare__panes")
  const order = [...new Set([...panes.querySelectorAll(".compare__made [data-pair]")].map(mark => mark.dataset.pair))]
  const places = white =>
    order
      .filter(number => white || !apparatus.edits[number].white)
      .map(number => [...panes.querySelectorAll(`[data-pair="${number}"]`)])
  const bar = new Bar(plain("repairs"), {
    tell: n => told(apparatus.edits[bar.places[n][0].dataset.pair]),
    idle: [legend(apparatus)],
    switches: whites(apparatus, white => {
      dialog.classList.toggle("compare--white", white)
      bar.show(places(white))
    }),
    shut: () => dialog.close(),
    reveal: place => {
      lead(null)
      for (const mark of place) mark.scrollIntoView({ block: "center", inline: "nearest" })
    },
  })
  bar.show(places(false))
  panes.after(bar.node)
  panes.addEventListener("click", event => {
    const at = bar.of(event.target.closest("[data-pair]"))
    if (at >= 0 && getSelection().isCollapsed) bar.choose(at)
  })
}

// The capture in its own order; each part knows the passage that it became.
function captured(apparatus) {
  const parts = apparatus.passages.flatMap(({ ranges }, n) => ranges.map(([from, to]) => ({ n, from, to })))
  parts.sort((a, b) => a.from - b.from)
  const replaced = apparatus.replaced()
  const made = []
  let done = 0
  for (const { n, from, to } of parts) {
    if (from > done) made.push(element("span", { class: "compare__other", "aria-hidden": "true" }))
    made.push(element("span", { "data-part": n }, given(apparatus, from, to, replaced)))
    done = to
  }
  return pane(t("capture"), "raw", made)
}

// Returns a span of the capture; what an editor gave up stands in a mark of its own.
function given(apparatus, from, to, replaced) {
  const nodes = []
  let [last, inside] = [null, null]
  for (let at = from; at < to; at++) {
    const { text, edit } = apparatus.piece(apparatus.raw[at])
    const node = text ?? side(edit, "del", edit.old)
    const change = replaced.get(at) ?? null
    if (!change) nodes.push(node)
    else if (change === last) inside.append(node)
    else nodes.push((inside = side(change, "del", node)))
    last = change
  }
  return nodes
}

function restored(apparatus) {
  const made = apparatus.published.map(passage => {
    const pieces = apparatus.pieces(passage)
    const nodes = pieces.map(({ text, edit, shown }) => text ?? side(edit, "ins", shown))
    const edited = pieces.some(({ edit }) => edit?.number >= apparatus.first)
    return element("p", { "data-part": passage.n ?? false, "data-edited": edited }, nodes)
  })
  return pane(t("repairs.after"), "made", made)
}

const side = (edit, tag, content) => element(tag, { class: looks(edit, content), "data-pair": edit.number }, content)

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
  return own => (leader = own)
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
