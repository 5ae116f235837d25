// A story's file ↔ the values of the editor's forms. The file is what `aidstories` writes: front
// matter in YAML, then the body. Nothing here judges a value; `aidstories check` does.

import { Document, isCollection, isScalar, parse, visit } from "yaml"

const FILE = /^---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n([\s\S]*))?$/
const OUTSIDE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i
// What YAML takes for a line break or does not allow raw (YAML 1.1, 5.1); tab and newline are escaped
// where they must be.
const HIDDEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/
const COUNTS = new Set(["passage", "start", "end"])

// The text that a form was opened with travels among its values: a draft kept by the browser has it
// too. It is in no file; `guard.js` merges by it.
const OPENED = "text_as_opened"

const list = value => (Array.isArray(value) ? value : empty(value) ? [] : [value])
const empty = value => value == null || value === "" || (isCollectionValue(value) && !Object.keys(value).length)
const isCollectionValue = value => typeof value === "object"
const compact = record => Object.fromEntries(Object.entries(record).filter(([, value]) => !empty(value)))
const number = value => (/^\d+$/.test(value) ? Number(value) : value)

// What a form shows of a value, by the type of its field in fields.csv, and the way back.
const READ = {
  texts: list,
  places: list,
  programs: list,
  people: list,
  aid: list,
  year: number,
  statement: value => list(value).map(item => (typeof item === "object" ? { as: "dateline", text: item.dateline } : { as: "byline", text: item })),
  figures: value => list(value).map(readFigure),
  evidence: list,
}
const WRITE = {
  texts: value => list(value).filter(item => !empty(item)),
  places: list,
  programs: list,
  people: value => list(value).map(compact).filter(person => !empty(person.name)),
  aid: value => list(value).map(compact).filter(statement => !empty(statement)),
  year: value => number(String(value ?? "")),
  statement: value => list(value).filter(item => !empty(item.text)).map(({ as, text }) => (as === "dateline" ? { dateline: text } : text)),
  figures: value => list(value).map(writeFigure),
  evidence: value => list(value).map(writeEvidence),
}

// A picture is a file of the archive, whose address counts from the site's root; what the newspaper
// printed may be known by its caption alone.
function readFigure({ credit, src, ...rest }) {
  const own = !empty(src) && !OUTSIDE.test(src)
  return { ...rest, type: own ? "image" : "printed", src: own ? `/${src}` : src ?? "", credit: list(credit).join("\n") }
}

function writeFigure({ type, caption, credit, src, ...rest }) {
  const credits = (credit ?? "").split("\n").filter(Boolean)
  return compact({ caption, credit: one(credits), src: type === "image" ? src?.replace(/^\/+/, "") : src, ...rest })
}

function writeEvidence(item) {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value != null && value !== "").map(([key, value]) => [key, COUNTS.has(key) ? number(value) : value]))
}

const one = items => (items.length === 1 ? items[0] : items)

// `fields` lists {name, type, single} in the order of the file; `single`: a list of one is written
// as its item.
export function storyFormat(fields) {
  return {
    fromFile(text) {
      const [, head = "", body = ""] = text.match(FILE) ?? [null, "", text]
      const values = parse(head, { schema: "failsafe" }) || {}
      for (const { name, type } of fields) if (name in values && type in READ) values[name] = READ[type](values[name])
      return { status: "", ...values, body: body.trim(), [OPENED]: text } // a translation has no status: it is not listed
    },
    toFile({ body = "", [OPENED]: _, ...values }) {
      const known = fields.map(({ name, type, single }) => {
        const value = (WRITE[type] ?? (same => same))(values[name])
        return [name, single && Array.isArray(value) ? one(value) : value]
      })
      const kept = compact({ ...Object.fromEntries(known), ...rest(values, fields) })
      return `---\n${dump(kept)}---\n\n${body.trim()}\n`
    },
  }
}

function rest(values, fields) {
  const names = new Set(fields.map(field => field.name))
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)))
}

// As PyYAML lays it out, so that a story saved again differs only where it was edited: lists of
// plain values on one line, dates and what a flow could misread in quotes.
function dump(values) {
  const document = new Document(values, { version: "1.1" })
  const inner = node => node.items.flatMap(item => (item.value === undefined || isScalar(item) ? [item] : [item.value]))
  visit(document, {
    Collection(key, node, path) {
      if (path.length > 1 && inner(node).every(item => !isCollection(item))) node.flow = true
    },
    Scalar(key, node, path) {
      if (typeof node.value !== "string") return
      if (/[,?:[\]{}]/.test(node.value) && path.some(at => at.flow)) node.type = "QUOTE_SINGLE"
      if (HIDDEN.test(node.value)) node.type = "QUOTE_DOUBLE"
    },
  })
  const text = document.toString({ indentSeq: false, lineWidth: 0, singleQuote: true, flowCollectionPadding: false, blockQuote: false })
  return text.replace(new RegExp(HIDDEN, "g"), escape) // all within double quotes
}

const escape = character => `\\u${character.charCodeAt().toString(16).padStart(4, "0")}`
