// 校勘记 in place: every edit of the ledger, and every change of an editor's, is one mark at its
// place in the text. The file: see aidstories.site.story.apparatus.

import { element } from "../search/element.js"
import { plain, t, tongue } from "../words.js"
import { Bar } from "./bar.js"
import { summary, told } from "./summary.js"
import { Tip } from "./tip.js"

const IN_TEXT = new Set(["changed", "added"]) // what an editor did that the page's text shows
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
  constructor({ raw, edits, passages, reasons, sentences, changes = [], published }) {
    this.raw = raw
    this.sentences = sentences // by passage, where the pages can be seen
    this.passages = passages.map(([, ranges]) => ({ ranges }))
    const repairs = edits.map(([old, made, kind, reason, white]) => {
      const [name, why] = reasons[reason]
      return { old, made, shown: made, kind, reason, name, why, white: Boolean(white) }
    })
    const edited = changes.map(([how, old, made]) => {
      const shown = IN_TEXT.has(how) ? made : ""
      return { old, made, shown, kind: "editor", reason: how, name: plain(`editor.${how}`), why: "", white: false }
    })
    this.first = edits.length // the number of the first change
    this.edits = [...repairs, ...edited].map((edit, number) => ({ ...edit, number }))
    this.published = (published ?? passages.map(([index, ranges], n) => [index, n, ranges])).map(
      ([index, n, parts]) => ({ index, n, parts }),
    )
  }

  // Returns the pieces of a passage as it is published, in reading order: {text}, or {edit} with
  // the text that is `shown` of it. What a change replaced shows nothing of its own.
  pieces({ parts }) {
    return parts.flatMap(part => (Array.isArray(part) ? this.kept(part) : this.changed(part)))
  }

  kept([from, to]) {
    return this.raw.slice(from, to).map(piece => this.piece(piece))
  }

  piece(piece) {
    if (typeof piece !== "number") return { text: piece }
    const edit = this.edits[piece]
    return { edit, shown: edit.shown }
  }

  changed({ change, raw }) {
    const edit = this.edits[this.first + change]
    const under = raw.flatMap(range => this.kept(range)).filter(piece => piece.edit)
    return [...under.map(piece => ({ ...piece, shown: "" })), { edit, shown: edit.shown }]
  }

  text(passage) {
    return this.pieces(passage).map(({ text, shown }) => text ?? shown).join("")
  }

  // Returns the change that each piece of the capture was given up for, by the piece's place.
  replaced() {
    const found = new Map()
    for (const { parts } of this.published) {
      for (const { change, raw = [] } of parts) {
        for (const [from, to] of raw) {
          for (let at = from; at < to; at++) found.set(at, this.edits[this.first + change])
        }
      }
    }
    return found
  }
}

// The marks of a story's page: switched on, each passage is shown with them; its text stays.
// Those of white space are shown when they are asked for.
export class Marks {
  constructor(story, apparatus, after, closed) {
    Object.assign(this, { apparatus, story, after, on: false, white: false, changed: [], rest: null })
    this.bar = new Bar(plain("repairs"), {
      tell: n => told(this.edit(this.bar.places[n][0])),
      idle: [legend(apparatus)],
      switches: whites(apparatus, white => this.again(white)),
      shut: () => {
        this.hide()
        closed()
      },
    })
    story.addEventListener("click", event => this.chosen(event))
    story.addEventListener("keydown", event => this.pressed(event))
  }

  edit(mark) {
    return this.apparatus.edits[mark.dataset.edit]
  }

  toggle() {
    if (this.on) return this.bar.close()
    this.show()
    this.bar.open(this.after)
  }

  // Shows the marks anew, those of white space among them or not.
  again(white) {
    const at = this.bar.places[this.bar.at]?.[0].dataset.edit
    this.white = white
    this.hide()
    this.show()
    if (at) this.bar.choose(this.bar.of(this.story.querySelector(`[data-edit="${at}"]`)))
  }

  show() {
    this.on = true
    this.story.classList.add("story--marked")
    this.tip ??= new Tip(this.story, "[data-edit]", mark => this.edit(mark))
    const elsewhere = []
    for (const passage of this.apparatus.published) {
      const place = this.story.querySelector(`[data-passage="${passage.index}"]`)
      if (place?.textContent === this.apparatus.text(passage)) this.replace(place, passage)
      else if (this.apparatus.pieces(passage).some(({ edit }) => edit && this.marked(edit))) elsewhere.push(passage)
    }
    if (elsewhere.length) this.add(elsewhere)
    this.bar.show([...this.story.querySelectorAll("[data-edit]")].map(mark => [mark]))
  }

  marked(edit) {
    return this.white || !edit.white
  }

  replace(place, passage) {
    this.changed.push([place, [...place.childNodes]])
    place.replaceChildren(...(place.localName === "tr" ? this.cells(place, passage) : this.nodes(passage)))
  }

  // Passages that the page does not show as printed, such as statements.
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
    return this.apparatus.pieces(passage).map(({ text, edit, shown }) => text ?? this.mark(edit, shown))
  }

  mark(edit, shown) {
    return this.marked(edit) ? mark(edit, shown) : shown
  }

  // The cells of a row: a tab ends one, be it printed or an edit's.
  cells(row, passage) {
    const name = row.firstElementChild.localName
    const cells = [[]]
    for (const { text, edit, shown } of this.apparatus.pieces(passage)) {
      const parts = (text ?? shown).split("\t")
      parts.forEach((part, number) => {
        if (number) cells.push(["\t"], [])
        cells.at(-1).push(edit && !number ? this.mark(edit, part) : part)
      })
    }
    return cells.map((nodes, n) => (n % 2 ? "\t" : element(name, {}, nodes)))
  }

  hide() {
    this.on = false
    this.story.classList.remove("story--marked")
    for (const [place, before] of this.changed) place.replaceChildren(...before)
    this.changed = []
    this.rest?.remove()
    this.rest = null
    this.tip.close()
  }

  chosen(event) {
    const mark = event.target.closest("[data-edit]")
    if (mark && getSelection().isCollapsed) this.bar.go(this.bar.of(mark))
  }

  pressed(event) {
    const mark = event.target.closest("[data-edit]")
    if (!mark) return
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault()
      this.bar.go(this.bar.of(mark))
    } else if (this.bar.key(event)) this.bar.places[this.bar.at]?.[0].focus({ preventScroll: true })
  }
}

// Returns what the kinds of marks are called and how many there are of each.
export function legend(apparatus) {
  const counts = new Map()
  for (const { kind, white } of apparatus.edits) {
    if (!white) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const entries = [...counts].map(([kind, count]) =>
    element("span", { class: `bar__kind edit--${kind}` }, t(`repair.${kind}`), ` ${count}`),
  )
  return element("span", { class: "bar__legend" }, entries)
}

// Returns the switch of the marks of white space, where there are any.
export function whites(apparatus, act) {
  const count = apparatus.edits.filter(({ white }) => white).length
  if (!count) return []
  const made = element(
    "button",
    { type: "button", class: "bar__white", "aria-pressed": "false" },
    t("repairs.white"),
    element("span", { class: "count" }, String(count)),
  )
  made.addEventListener("click", () => {
    const on = made.getAttribute("aria-pressed") !== "true"
    made.setAttribute("aria-pressed", String(on))
    act(on)
  })
  return [made]
}

// Returns the classes of a mark that shows `text`.
export function looks({ kind, reason, white }, text) {
  const blank = reason === "blank" ? " edit--blank" : ""
  return `edit edit--${kind}${blank}${white ? " edit--white" : ""}${text ? "" : " edit--empty"}`
}

function mark(edit, shown) {
  const { title, what } = summary(edit)
  const attributes = {
    class: looks(edit, shown),
    role: "button",
    tabindex: "-1",
    "data-edit": edit.number,
    "aria-label": [title, what].filter(Boolean).join("："),
  }
  return element("span", attributes, shown)
}
