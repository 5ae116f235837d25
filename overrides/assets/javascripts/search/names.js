// The names of the catalogue's values; aidstories/search/name_files.py writes their files.

import { compare, undoGaps } from "./bytes.js"
import { phraseOf } from "./query.js"
import { stems, units } from "./units.js"

export const LONGEST = 40 // units of a name that is looked for inside a word
export const MOST = 100 // units of a word that is looked into: no question is longer
const ONE = "." // stands for the second character of a name of one

export const isLatin = key => /^[\x00-\x7f]*$/.test(key) && !/^[0-9]+$/.test(key)

// Returns the units of what was typed in one, as keys are written.
export const squash = (typed, folding) => stems(units(folding.fold(typed)).map(u => u.unit)).join("")

// Returns the part of a phrase that names rows, the most used first: {phrase, rows, name}.
export function partOf(phrase, rows = []) {
  const read = rows.length && rows.every(row => row.name) ? units(rows[0].name) : []
  const name = read.length ? phraseOf(read.map(u => u.unit), read.map(u => u.place)) : null
  return { phrase, rows: rows.filter(row => row.facet), name }
}

export class Names {
  constructor(index) {
    this.index = index
  }

  // The first keys of the shards, their files, and what questions may do without.
  directory() {
    return this.index.table(this.index.manifest.names)
  }

  // The words that ask.
  async asking() {
    return (await this.index.table(this.index.manifest.beginnings)).slice(1)
  }

  // Returns the name of a row's value without what it lies in.
  async label({ facet, key, value, name }) {
    if (!facet) return name || key
    return (await this.directory()).trees.includes(facet) ? value.slice(value.lastIndexOf("/") + 1) : value
  }

  // Whether some name may begin as a squashed text does.
  async mayBegin(text) {
    if (isLatin(text)) return true
    this.pairs ??= pairs((await this.index.table(this.index.manifest.beginnings))[0])
    const [first, second] = text
    return this.pairs.has(first + (second ?? ONE)) || this.pairs.has(first + ONE)
  }

  // Returns the part of a phrase with the values that it is a name of as it is written.
  async whole(phrase) {
    const part = partOf(phrase, await this.named(phrase.key).catch(() => []))
    return part.name ? partOf(phrase) : part
  }

  // Whether a name may stand in a word, or be the word.
  async mayHold(units) {
    const last = units.length > MOST ? 1 : units.length
    for (let at = 0; at < last; at++) {
      const text = units.slice(at, at + LONGEST).join("")
      if ((at === 0 || !isLatin(text)) && (await this.mayBegin(text))) return true
    }
    return false
  }

  // Returns the rows of a squashed name, those with most documents first.
  async named(key) {
    if (!(await this.mayBegin(key))) return []
    return (await this.beginning(key)).filter(row => row.key === key)
  }

  // Returns the rows whose keys begin so, of at most so many shards.
  async beginning(prefix, most = Infinity) {
    const { keys, files } = await this.directory()
    const first = Math.max(0, upper(keys, prefix) - 1)
    const last = Math.min(first + most, upper(keys, `${prefix}\u{10ffff}`))
    const read = await Promise.all(files.slice(first, last).map(file => this.rows(file)))
    return read.flat().filter(row => row.key.startsWith(prefix))
  }

  async rows(file) {
    const rows = await this.index.table(file)
    return rows.map(([key, facet, value, total, url, numbers, inside, name]) => ({
      key, facet, value, total, url, numbers, inside, name,
    }))
  }

  // Returns the documents of a row, greatest number first.
  async numbers({ numbers }) {
    return undoGaps(typeof numbers === "string" ? await this.index.table(numbers) : numbers)
  }
}

function pairs(groups) {
  const listed = groups.split(" ").map(group => [...group])
  return new Set(listed.flatMap(([first, ...seconds]) => seconds.map(second => first + second)))
}

// Returns how many of sorted keys are not greater than a text.
function upper(keys, text) {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(keys[middle], text) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
