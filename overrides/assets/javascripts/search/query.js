// What a reader types → phrases and filters; aidstories/search/query.py reads the same language.

import { fields as KEYS } from "../words.js"
import { units } from "./units.js"

const B = " \\t\\n\\r\\f\\v\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
const ITEM = new RegExp(
  `([-−－]?)(?:([^${B}"“:：]{1,12})[:：])?(?:"([^"]*)(?:"|$)|“([^”]*)(?:”|$)|([^${B}]+))`,
  "gu",
)

// Returns {phrases, filters}: phrases as {units, places, exclude}, filters as {facet, value, exclude}.
export function parse(text, folding) {
  const phrases = new Map()
  const filters = new Map()
  const add = (value, exclude, whole) => {
    for (const phrase of phrasesOf(folding.fold(value), exclude, whole)) {
      phrases.set(JSON.stringify(phrase), phrase)
    }
  }
  for (const [, minus, key = "", straight, curved, word] of text.matchAll(ITEM)) {
    const exclude = minus !== ""
    const facet = Object.hasOwn(KEYS, folding.fold(key)) ? KEYS[folding.fold(key)] : null
    const quoted = curved ?? straight
    const value = quoted ?? word
    if (facet) {
      const filter = { facet, value: folding.fold(value).trim(), exclude }
      if (filter.value) filters.set(JSON.stringify(filter), filter)
      continue
    }
    if (key) add(key, exclude, exclude)
    add(value, exclude, exclude || quoted !== undefined)
  }
  return { phrases: [...phrases.values()], filters: [...filters.values()] }
}

function phrasesOf(folded, exclude, whole) {
  const found = []
  for (const { unit, joined } of units(folded)) {
    if (found.length && (joined || whole)) {
      const phrase = found.at(-1)
      phrase.places.push(phrase.places.at(-1) + (joined ? 1 : 2))
      phrase.units.push(unit)
    } else found.push({ units: [unit], places: [0], exclude })
  }
  return found
}
