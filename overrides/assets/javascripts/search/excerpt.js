// What a result shows of its story: title and passages with every match marked.

import { plain, t, tongue } from "../words.js"
import { element, marked } from "./element.js"
import { Fold } from "./fold.js"
import { spans } from "./units.js"

const BEFORE = 28
const MOST = 110
const PASSAGES = 2

// Returns a title with its matches marked; fold holds the folded characters of its record.
export function title(text, fold, phrases) {
  return marked(text, spans(text, phrases, new Fold(fold)))
}

// Whether any phrase stands in a story.
export function holds(record, phrases) {
  const folding = new Fold(record.fold)
  const texts = [record.title, ...record.titles, ...record.texts, ...record.raw.map(([, text]) => text)]
  return texts.some(text => spans(text, phrases, folding).length)
}

// Returns paragraphs around the matches; the text's beginning where only the title matches.
export function excerpts(record, phrases) {
  const folding = new Fold(record.fold)
  const found = []
  const missing = new Set(phrases)
  const passages = [...record.titles.filter(text => text !== record.title), ...record.texts]
  for (const text of passages) {
    const of = [...missing].filter(phrase => spans(text, [phrase], folding).length)
    if (!of.length) continue
    found.push(passage(text, ...cut(text, spans(text, phrases, folding))))
    of.forEach(phrase => missing.delete(phrase))
    if (found.length === PASSAGES || !missing.size) break
  }
  for (const [before, text, after] of record.raw) {
    if (!missing.size) break
    const of = [...missing].filter(phrase => spans(text, [phrase], folding).length)
    if (of.length) found.push(rawExcerpt(before, text, after, spans(text, of, folding)))
    of.forEach(phrase => missing.delete(phrase))
  }
  const start = record.texts.find(text => text.length > 40) ?? record.texts[0]
  return found.length || !start ? found : [passage(start, ...cut(start, []))]
}

function rawExcerpt(before, text, after, found) {
  const label = element("span", { class: "hit__raw", title: plain("search.raw") }, t("original"))
  const left = before.replace(/^[\p{P}\s]+(?=.*\p{L})/u, "")
  const pieces = [left && "……", left, ...marked(text, found), after, after && "……"].filter(Boolean)
  const said = element("span", { lang: tongue(before + text) }, ...pieces)
  return element("p", { class: "hit__excerpt" }, label, said)
}

const passage = (text, ...pieces) => element("p", { class: "hit__excerpt", lang: tongue(text) }, ...pieces)


// Returns a piece of the text that begins shortly before the first match.
function cut(text, found) {
  const first = found[0]?.[0] ?? 0
  let start = first > BEFORE ? first - BEFORE : 0
  let end = Math.min(text.length, Math.max(start + MOST, found[0]?.[1] ?? 0))
  start += low(text, start)
  end += low(text, end)
  const inside = found.filter(span => span[1] <= end).map(([a, b]) => [a - start, b - start])
  const pieces = marked(text.slice(start, end), inside)
  return [start ? "……" : "", ...pieces, end < text.length ? "……" : ""].filter(Boolean)
}

// 1 in the middle of a surrogate pair, which no cut may part.
const low = (text, at) => (/[\udc00-\udfff]/.test(text[at] ?? "") ? 1 : 0)
