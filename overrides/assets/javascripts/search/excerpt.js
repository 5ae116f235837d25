// What a result shows of its story: title and passages with every match marked.

import { plain, t, tongue } from "../words.js"
import { element, marked } from "./element.js"
import { Fold } from "./fold.js"
import { BEFORE, MOST, RAW, RUNNING, chosen, passagesOf } from "./passages.js"
import { spans } from "./units.js"

// Returns a title with its matches marked; fold holds the folded characters of its record.
export function title(text, fold, phrases) {
  return marked(text, spans(text, phrases, new Fold(fold)))
}

// Whether any phrase stands in a story.
export function holds(record, phrases) {
  const folding = new Fold(record.fold)
  return [[record.title], ...passagesOf(record)].some(([text]) => spans(text, phrases, folding).length)
}

// Returns paragraphs around the matches; the text's beginning where it has none.
export function excerpts(record, phrases) {
  const folding = new Fold(record.fold)
  const passages = passagesOf(record)
  const found = chosen(passages, phrases, folding).map(({ passage: n, start, phrases: held }) => {
    const [text, standing, before, after] = passages[n]
    if (standing === RAW) return rawExcerpt(before, text, after, spans(text, held, folding))
    return passage(text, ...cut(text, start, spans(text, phrases, folding)))
  })
  const running = record.texts.filter((_, n) => record.standing[n] === RUNNING)
  const start = running.find(text => text.length > 40) ?? running[0] ?? record.texts[0]
  return found.length || !start ? found : [passage(start, ...cut(start, 0, []))]
}

function rawExcerpt(before, text, after, found) {
  const label = element("span", { class: "hit__raw", title: plain("search.raw") }, t("original"))
  const left = before.replace(/^[\p{P}\s]+(?=.*\p{L})/u, "")
  const pieces = [left && "……", left, ...marked(text, found), after, after && "……"].filter(Boolean)
  const said = element("span", { lang: tongue(before + text) }, ...pieces)
  return element("p", { class: "hit__excerpt" }, label, said)
}

const passage = (text, ...pieces) => element("p", { class: "hit__excerpt", lang: tongue(text) }, ...pieces)

// Returns a piece of the text that begins shortly before a match.
function cut(text, first, found) {
  let start = first > BEFORE ? first - BEFORE : 0
  let end = Math.min(text.length, Math.max(start + MOST, found.find(([a]) => a >= first)?.[1] ?? 0))
  start += low(text, start)
  end += low(text, end)
  const inside = found.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => [a - start, b - start])
  const pieces = marked(text.slice(start, end), inside)
  return [start ? "……" : "", ...pieces, end < text.length ? "……" : ""].filter(Boolean)
}

// 1 in the middle of a surrogate pair, which no cut may part.
const low = (text, at) => (/[\udc00-\udfff]/.test(text[at] ?? "") ? 1 : 0)
