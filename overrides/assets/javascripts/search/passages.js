// Which passages show a story among the results: where most of the query stands close together;
// aidstories/search/passages.py chooses the same.

import { occurrences, unitsOf } from "./units.js"

export const BEFORE = 28 // characters before the first match
export const MOST = 110 // characters of an excerpt
export const RUNNING = 0, BESIDE = 1, RAW = 3 // how a passage speaks for its story, best first; 2: aside
const PASSAGES = 2

// Returns what of a record may be shown, beside its title, as [text, standing, …].
export const passagesOf = ({ title, titles, texts, standing, raw }) => [
  ...titles.filter(text => text !== title).map(text => [text, BESIDE]),
  ...texts.map((text, n) => [text, standing[n]]),
  ...raw.map(([before, text, after]) => [text, RAW, before, after]),
]

// Returns the best windows, as {passage, start, end, phrases}, each with phrases that those before
// it have not: two, and those of the capture where it alone has a phrase. A passage that stands
// aside comes late; else the window with most phrases is best, then running text, then the
// narrowest, then the first.
export function chosen(passages, phrases, folding) {
  const windows = passages.flatMap(([text], n) => windowsOf(unitsOf(text, folding), n, phrases))
  const missing = new Set(phrases)
  const news = window => window.phrases.filter(phrase => missing.has(phrase)).length
  const worth = ({ passage, start, end, phrases }) => {
    const stands = passages[passage][1]
    return [Math.max(stands, BESIDE), -news({ phrases }), stands, end - start, passage, start]
  }
  const found = []
  while (missing.size) {
    const open = windows.filter(w => news(w) && (found.length < PASSAGES || passages[w.passage][1] === RAW))
    if (!open.length) break
    const best = open.map(window => [worth(window), window]).reduce((a, b) => (less(b[0], a[0]) ? b : a))[1]
    found.push(best)
    for (const phrase of best.phrases) missing.delete(phrase)
  }
  return found
}

// Returns the window that begins with each match in a passage: what an excerpt there shows.
function windowsOf(units, passage, phrases) {
  const matches = phrases.flatMap(phrase => occurrences(units, phrase).map(([start, end]) => ({ start, end, phrase })))
  matches.sort((a, b) => a.start - b.start || a.end - b.end)
  return matches.map(({ start, end }, n) => {
    const most = Math.max(end, Math.max(0, start - BEFORE) + MOST)
    const held = new Map()
    for (const match of matches.slice(n)) {
      if (match.end <= most && !held.has(match.phrase)) held.set(match.phrase, match.end)
    }
    return { passage, start, end: Math.max(...held.values()), phrases: [...held.keys()] }
  })
}

function less(a, b) {
  const n = a.findIndex((value, n) => value !== b[n])
  return n >= 0 && a[n] < b[n]
}
