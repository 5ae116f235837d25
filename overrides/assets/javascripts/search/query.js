// What a reader types → phrases and filters; aidstories/search/query.py reads the same language.

import { nameOf, stems, units } from "./units.js"

const B = " \\t\\n\\r\\f\\v\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
const LISTED = ",、;。!?|/\\u0f08\\u0f0d-\\u0f12" // marks that list or end, folded
const AFTER = `(?=[${B}${LISTED}，；！？"“])` // what may follow a closing quotation mark that keeps words together
const STRAIGHT = `"[^"]*"|[^${B}]` // a part of a word behind “ that nothing closes
const itemOf = word =>
  new RegExp(
    `[${B}]*([-−－]?)(?:([^${B}"“:：]{1,12})[:：])?` +
      `(?:"([^"]*)(?:"${AFTER}|"?$)|“([^”]*)(?:”${AFTER}|”?$)|((?=[^${B}])${word}))`,
    "yu",
  )
const ITEM = itemOf(`(?:"[^"]*"|“[^”]*”|[^${B}“])*(?:“(?:${STRAIGHT})*)?`)
const ITEM_BEHIND = itemOf(`(?:${STRAIGHT})*`) // the last ”: each “ would look for one to the end
const LISTING = new RegExp(`(?<![0-9])[${LISTED}]+|[${LISTED}]+(?![0-9])|\\.\\.+|[”」』》][“「『《]`, "gu")

// Returns {phrases, filters}: phrases as {units, places, exclude, quoted, name}, filters as {facet, value, exclude}.
// words: what may stand before a colon, folded, with the facet that it means; the index has them.
export function parse(text, folding, words = {}) {
  const phrases = new Map()
  const filters = new Map()
  const add = (value, exclude, whole) => {
    for (const phrase of phrasesOf(folding.fold(value), exclude, whole)) {
      phrases.set(JSON.stringify(phrase), phrase)
    }
  }
  for (const [, minus, key = "", straight, curved, word] of itemsOf(text)) {
    const exclude = minus !== ""
    const facet = Object.hasOwn(words, folding.fold(key)) ? words[folding.fold(key)] : null
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

// Yields what is asked for, each with its minus and its key.
function* itemsOf(text) {
  const last = text.lastIndexOf("”")
  for (let at = 0, item; ; at += item[0].length) {
    const pattern = at <= last ? ITEM : ITEM_BEHIND
    pattern.lastIndex = at
    item = pattern.exec(text)
    if (!item) return
    yield item
  }
}

function phrasesOf(folded, exclude, whole) {
  return (whole ? [folded] : folded.split(LISTING))
    .map(part => units(part))
    .filter(found => found.length)
    .map(found => [found.map(u => u.unit), found.map(u => u.place)])
    .map(([texts, places]) => phraseOf(whole ? texts : stems(texts), places, { exclude, quoted: whole && !exclude }))
}

// Returns a phrase. name: how it is written for readers; key: how names are, in one.
export function phraseOf(units, places, more = {}) {
  const key = (more.quoted ? stems(units) : units).join("")
  return { ...more, units, places, name: nameOf(units, places), key }
}
