// Folded text → units: a Han character, a letter or figure with its marks, a Tibetan syllable.
// aidstories/search/units.py does the same in Python.

const UNITS = new RegExp(
  "(?:(?=[\\u0f00-\\u0fff])[\\p{L}\\p{M}])+" +
    "|[\\p{L}\\p{N}\\u{20000}-\\u{3ffff}](?:(?![\\u0f00-\\u0fff])\\p{M})*",
  "gu",
)
const TIBETAN = /^(?=[\u0f00-\u0fff])[\p{L}\p{M}]/u
const LETTER = /^(?![\u0f00-\u0fff])[\p{Lu}\p{Ll}\p{Lt}]/u
const FIGURE = /^\p{Nd}/u
const THOUSANDS = /(?<![0-9][, ])(?<![0-9])[0-9]{1,3}(?:(?:,[0-9]{3})+(?!,?[0-9])|(?: [0-9]{3})+(?! ?[0-9]))/g

// Returns the units of a folded text as {unit, start, end, place}. A mark between two letters or two
// figures leaves one place free, but not in 3,000.
export function units(folded) {
  const found = []
  const grouped = [...folded.matchAll(THOUSANDS)].map(({ 0: number, index }) => [index, index + number.length])
  for (const { 0: unit, index: start } of folded.matchAll(UNITS)) {
    const last = found.at(-1)
    const parted =
      last && start > last.end && same(last.unit, unit) && !grouped.some(([a, b]) => a <= last.end && last.end < b)
    const place = last ? last.place + (parted ? 2 : 1) : 0
    found.push({ unit, start, end: start + unit.length, place })
  }
  return found
}

// Whether a mark between two units parts them: both are letters, or both figures.
export const same = (a, b) => (LETTER.test(a) && LETTER.test(b)) || (FIGURE.test(a) && FIGURE.test(b))

// Tibetan particles that are written into the syllable before them: see search/particles.py.
const PARTICLES = /^(.+?)(?:འིས|(?:འ[ིོམང]){1,2})$/u
const OPEN = /^(?:[\u0f40-\u0f6c]|.*[\u0f71-\u0f7d\u0f80\u0f81\u0f90-\u0fbc])[སར]$/u
const BARE = /^[\u0f40-\u0f6c]{2,}$/u

// Returns a syllable without what may be a particle in it; any other unit as it is.
function stem(unit) {
  const found = sureStem(unit)
  return found === unit && OPEN.test(unit) ? unit.slice(0, -1) : found
}

// Returns a syllable without particles that nothing else can be.
function sureStem(unit) {
  const [, found] = PARTICLES.exec(unit) ?? [null, unit]
  return found !== unit && BARE.test(found) ? `${found}འ` : found
}

// Returns the units of a phrase without particles.
export const stems = texts =>
  texts.map((unit, n) => (n && n === texts.length - 1 ? stem(unit) : sureStem(unit)))

// Returns units as a text, as the catalogue writes names: without particles, a blank where a place is
// free, tsheg between syllables.
export function nameOf(texts, places) {
  const between = n => {
    if (places[n] > places[n - 1] + 1) return " "
    return TIBETAN.test(texts[n - 1]) && TIBETAN.test(texts[n]) ? "་" : ""
  }
  return stems(texts).map((text, n) => (n ? between(n) + text : text)).join("")
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
        (all[at + n].unit === unit || stem(all[at + n].unit) === unit) &&
        all[at + n].place - all[at].place === phrase.places[n],
    )
    if (fits) found.push([all[at].start, all[at + last].end])
  }
  return found
}
