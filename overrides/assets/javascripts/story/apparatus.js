// 校勘记 in place: every edit of the ledger is one mark at its place in the text.
// The file: see aidstories.site.story.apparatus. A piece is a kept text or the number of an edit.

import { element } from "../search/element.js"
import { plain, t, tongue } from "../words.js"
import { summary } from "./summary.js"
import { Tip } from "./tip.js"

const loaded = new Map()

// Returns the apparatus at an address, fetched once.
export function load(address) {
  if (!loaded.has(address)) loaded.set(address, read(address))
  loaded.get(address).catch(() => loaded.delete(address))
  return loaded.get(address)
}

async function read(address) {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status} ${address}`)
  return new Apparatus(await response.json())
}

export class Apparatus {
  constructor({ raw, edits, passages, reasons, sentences }) {
    this.raw = raw
    this.sentences = sentences // by passage, where the pages can be seen
    this.passages = passages.map(([number, ranges]) => ({ number, ranges }))
    this.edits = edits.map(([old, made, kind, reason], number) => {
      const [name, why] = reasons[reason]
      return { number, old, made, kind, reason, name, why }
    })
  }

  // Returns the pieces of a passage as {text} or {edit}, in reading order.
  pieces({ ranges }) {
    return ranges.flatMap(([from, to]) => this.raw.slice(from, to)).map(piece => this.piece(piece))
  }

  piece(piece) {
    return typeof piece === "number" ? { edit: this.edits[piece] } : { text: piece }
  }

  text(passage) {
    return this.pieces(passage).map(({ text, edit }) => text ?? edit.made).join("")
  }
}

// The marks of a story's page: switched on, each passage is shown with them; its text stays.
export class Marks {
  constructor(story, apparatus) {
    this.apparatus = apparatus
    this.story = story
    this.on = false
    this.changed = []
    this.rest = null
  }

  toggle() {
    this.on = !this.on
    this.story.classList.toggle("story--marked", this.on)
    if (this.on) this.show()
    else this.hide()
  }

  show() {
    this.tip ??= new Tip(this.story, "[data-edit]", mark => this.apparatus.edits[mark.dataset.edit])
    const elsewhere = []
    for (const passage of this.apparatus.passages) {
      const place = this.story.querySelector(`[data-passage="${passage.number}"]`)
      if (place?.textContent === this.apparatus.text(passage)) this.replace(place, passage)
      else if (this.apparatus.pieces(passage).some(piece => piece.edit)) elsewhere.push(passage)
    }
    if (elsewhere.length) this.add(elsewhere)
  }

  replace(place, passage) {
    this.changed.push([place, [...place.childNodes]])
    place.replaceChildren(...(place.localName === "tr" ? this.cells(place, passage) : this.nodes(passage)))
  }

  // Passages that the page does not show as printed: statements, and what an editor rewrote.
  add(passages) {
    this.rest = element(
      "section",
      { class: "elsewhere", "aria-label": plain("repairs.elsewhere") },
      element("p", { class: "elsewhere__title" }, t("repairs.elsewhere.lead")),
      passages.map(passage => element("p", { lang: tongue(this.apparatus.text(passage)) }, this.nodes(passage))),
    )
    this.story.querySelector(".story__body").after(this.rest)
  }

  nodes(passage) {
    return this.apparatus.pieces(passage).map(({ text, edit }) => text ?? mark(edit))
  }

  // The cells of a row: a tab ends one, be it printed or an edit's.
  cells(row, passage) {
    const name = row.firstElementChild.localName
    const cells = [[]]
    for (const { text, edit } of this.apparatus.pieces(passage)) {
      const parts = (text ?? edit.made).split("\t")
      parts.forEach((part, number) => {
        if (number) cells.push([])
        if (part || (edit && parts.length === 1)) cells.at(-1).push(edit ? mark(edit) : part)
      })
    }
    return cells.map(nodes => element(name, {}, nodes))
  }

  hide() {
    for (const [place, before] of this.changed) place.replaceChildren(...before)
    this.changed = []
    this.rest?.remove()
    this.rest = null
    this.tip.close()
  }
}

// Returns the classes of a mark that shows `text`.
export function looks({ kind, reason }, text) {
  const blank = reason === "blank" ? " edit--blank" : ""
  return `edit edit--${kind}${blank}${text ? "" : " edit--empty"}`
}

function mark(edit) {
  const { title, what } = summary(edit)
  const attributes = {
    class: looks(edit, edit.made),
    role: "button",
    tabindex: "0",
    "data-edit": edit.number,
    "aria-label": [title, what].filter(Boolean).join("："),
  }
  return element("span", attributes, edit.made)
}
