// Folded text → units: a Han character, a letter or digit with its marks, a Tibetan syllable.
// aidstories/search/units.py does the same in Python.

const UNITS = new RegExp(
  "(?:(?=[\\u0f00-\\u0fff])[\\p{L}\\p{M}])+" +
    "|[\\p{L}\\p{N}\\u{20000}-\\u{3ffff}](?:(?![\\u0f00-\\u0fff])\\p{M})*",
  "gu",
)
const TIBETAN = /^(?=[\u0f00-\u0fff])[\p{L}\p{M}]/u
const TSHEGS = /^\u0f0b+$/

// Returns the units of a folded text as {unit, start, end, joined}; joined: no break before it.
export function units(folded) {
  const found = []
  for (const match of folded.matchAll(UNITS)) {
    const before = found.at(-1)
    const unit = match[0]
    const between = before ? folded.slice(before.end, match.index) : " "
    const joined =
      between === "" ||
      (TSHEGS.test(between) && TIBETAN.test(before.unit) && TIBETAN.test(unit))
    found.push({ unit, start: match.index, end: match.index + unit.length, joined })
  }
  return found
}

// Returns the units of a text with their places in the text as it stands.
export function unitsOf(text, folding) {
  const starts = []
  const ends = []
  let folded = ""
  for (const [piece, start, end] of folding.clusters(text)) {
    folded += piece
    for (let i = 0; i < piece.length; i++) {
      starts.push(start)
      ends.push(end)
    }
  }
  return units(folded).map(u => ({ ...u, start: starts[u.start], end: ends[u.end - 1] }))
}

// Returns the spans [start, end] of a text that hold any of the phrases, merged and in order.
export function spans(text, phrases, folding) {
  const all = unitsOf(text, folding)
  const found = phrases.flatMap(phrase => occurrences(all, phrase))
  found.sort((a, b) => a[0] - b[0])
  const merged = []
  for (const span of found) {
    const before = merged.at(-1)
    if (before && span[0] < before[1]) before[1] = Math.max(before[1], span[1])
    else merged.push([...span])
  }
  return merged
}

// Returns the spans of every occurrence of one phrase among units.
export function occurrences(all, phrase) {
  const found = []
  const last = phrase.units.length - 1
  for (let at = 0; at + last < all.length; at++) {
    const fits = phrase.units.every(
      (unit, n) =>
        all[at + n].unit === unit &&
        (n === 0 || all[at + n].joined === (phrase.places[n] === phrase.places[n - 1] + 1)),
    )
    if (fits) found.push([all[at].start, all[at + last].end])
  }
  return found
}
