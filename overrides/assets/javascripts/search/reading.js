// What a query names: values of the catalogue, and the words that are left to look for;
// aidstories/search/reading.py reads the same.

import { LONGEST, MOST, isLatin, partOf, squash } from "./names.js"
import { phraseOf } from "./query.js"
import { same, stems } from "./units.js"

const SEVERAL = 9 // words that a name in Latin letters or in Tibetan may be written in
const LEAST = 2 // characters of a name that is looked for inside a word
const NAME = 0, ASKING = 1, LIGHT = 2, REST = 3
const ANY = 0, PERSON = 2 // where a name counts that stands inside a word

// Returns the parts of the phrases wanted, [{phrase, rows, name}]: a hit has in its text the phrase,
// or the name that it is read as, or is of a row. loose: names count inside any word, and a question
// is read without its own words even if it names nothing.
export async function read(phrases, names, folding, loose = false) {
  const parts = await wholesOf(phrases, names)
  const words = new Words(names, folding)
  const pieces = await Promise.all(parts.map(part => (isNamed(part) || isWhole(part.phrase) ? [] : words.pieces(part.phrase.units))))
  const asking = pieces.flat().some(piece => piece.kind === ASKING)
  const found = parts.flatMap((part, n) => partsOf(part, pieces[n], asking, loose))
  return found.some(isNamed) || (loose && found.length) ? found : phrases.map(phrase => partOf(phrase))
}

// The phrases of parts, as a text has them.
export const phrasesOf = parts => parts.flatMap(({ phrase, name }) => (name ? [phrase, name] : [phrase]))

// Returns a query for them; the one that was typed where it has these phrases.
export function writtenAs(parts, typed, phrases) {
  const same = parts.every(({ phrase, name }) => !name && phrases.includes(phrase))
  return same ? typed : phrasesOf(parts).map(phrase => `"${phrase.name}"`).join(" ")
}

async function wholesOf(phrases, names) {
  const found = []
  while (phrases.length) {
    const [length, rows] = await several(phrases.slice(0, SEVERAL), names)
    const phrase = phrases.slice(0, length).reduce(joined)
    found.push(partOf(phrase, rows ?? (await names.named(phrase.key))))
    phrases = phrases.slice(length)
  }
  return found
}

// Whether a phrase is not looked into.
const isWhole = ({ quoted, units }) => quoted || units.length > MOST

const isNamed = ({ rows, name }) => rows.length > 0 || name !== null

async function several(phrases, names) {
  const other = phrases.findIndex(phrase => !isSpelled(phrase))
  const spelled = other < 0 ? phrases : phrases.slice(0, other)
  for (let length = spelled.length; length > 1; length--) {
    const rows = await names.named(spelled.slice(0, length).map(phrase => phrase.key).join(""))
    if (rows.length) return [length, rows]
  }
  return [1, null]
}

function isSpelled({ key, quoted }) {
  return !quoted && (isLatin(key) || /^[\u0f00-\u0fff]*$/.test(key))
}

function joined(before, after) {
  const first = before.places.at(-1) + (same(before.units.at(-1), after.units[0]) ? 2 : 1)
  const places = [...before.places, ...after.places.map(place => first + place)]
  return phraseOf([...before.units, ...after.units], places)
}

class Words {
  constructor(names, folding) {
    this.names = names
    this.folding = folding
  }

  // Parts a word: the longest name, or word of a question, from the left.
  async pieces(texts) {
    const [kinds, named] = await Promise.all([this.kinds(), Promise.all(texts.map((_, at) => this.named(texts, at)))])
    const found = []
    for (let at = 0; at < texts.length; at = found.at(-1).end) found.push(piece(texts, at, named[at], kinds))
    return found
  }

  // Returns the rows of the names that stand at a place.
  async named(texts, at) {
    const text = texts.slice(at, at + LONGEST).join("")
    if (!mayPart(texts, at) || (at && isLatin(text)) || !(await this.names.mayBegin(text))) return []
    const rows = await this.names.beginning([...text].slice(0, LEAST).join(""))
    const ends = endsOf(texts, at)
    return rows.filter(
      ({ key }) => [...key].length >= LEAST && !isLatin(key) && ends.has(key) && mayPart(texts, ends.get(key)),
    )
  }

  async kinds() {
    const [asking, { light }] = await Promise.all([this.names.asking(), this.names.directory()])
    const of = (words, kind) => words.map(word => [squash(word, this.folding), kind])
    return new Map([...of(light, LIGHT), ...of(asking, ASKING)])
  }
}

// Returns where each text ends that begins with a unit, with a particle and without.
function endsOf(texts, at) {
  const last = Math.min(texts.length, at + LONGEST)
  const ends = texts.slice(at, last).map((_, n) => last - n)
  const of = written => ends.map(end => [written(texts.slice(at, end)).join(""), end])
  return new Map([...of(stems), ...of(found => found)])
}

function piece(texts, at, named, kinds) {
  const ends = endsOf(texts, at)
  const name = longest(named.map(({ key }) => key))
  const word = longest([...ends.keys()].filter(key => kinds.has(key)))
  if (name && name.length >= word.length) {
    return { kind: NAME, start: at, end: ends.get(name), rows: named.filter(({ key }) => key === name) }
  }
  return word
    ? { kind: kinds.get(word), start: at, end: ends.get(word), rows: [] }
    : { kind: REST, start: at, end: at + 1, rows: [] }
}

const longest = keys => keys.reduce((a, b) => (b.length > a.length ? b : a), "")

const mayPart = (units, at) =>
  !(at > 0 && at < units.length && /^\p{Nd}/u.test(units[at - 1]) && /^\p{Nd}/u.test(units[at]))

function partsOf(part, pieces, asking, loose) {
  const free = asking || loose
  const found = settled(pieces, free)
  const names = found.filter(piece => piece.kind === NAME).length
  const rest = found.some(piece => piece.kind === REST)
  const whole = !(names || asking) || !(free || (names > 1 && !rest))
  if (!found.length || whole || (loose && !apart(found))) return [part]
  return found
    .filter(({ kind }) => kind === NAME || kind === REST)
    .map(piece => partOf(cut(part.phrase, piece), piece.rows))
}

// Returns the pieces with the names that do not count made rest, and rest in one: a single character
// between others is one of them, whatever it may be elsewhere.
function settled(pieces, free) {
  const isRest = pieces.map(({ kind }, n) => kind === REST || (kind === NAME && !counts(pieces, n, free)))
  const amid = ({ kind, start, end }, n) => kind === LIGHT && end === start + 1 && isRest[n - 1] && isRest[n + 1]
  const found = []
  pieces.forEach((piece, n) => {
    const last = found.at(-1)
    if (!isRest[n] && !amid(piece, n)) found.push(piece)
    else if (last?.kind === REST) last.end = piece.end
    else found.push({ ...piece, kind: REST, rows: [] })
  })
  return found
}

function counts(pieces, n, free) {
  const inside = insideOf(pieces[n])
  if (inside !== PERSON) return free || inside === ANY
  return free && insideOf(pieces[n - 1]) !== PERSON && insideOf(pieces[n + 1]) !== PERSON
}

const insideOf = piece => Math.min(...(piece?.rows ?? []).map(row => row.inside))

// Whether no single character stands beside a name, which it may belong to: 李那曲.
function apart(pieces) {
  const single = piece => piece.kind === REST && piece.end === piece.start + 1
  return pieces.slice(1).every((b, n) => {
    const a = pieces[n]
    return !((single(a) && b.kind === NAME) || (single(b) && a.kind === NAME))
  })
}

function cut(phrase, { start, end }) {
  const places = phrase.places.slice(start, end)
  return phraseOf(stems(phrase.units.slice(start, end)), places.map(place => place - places[0]))
}
