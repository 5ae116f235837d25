// Names for what a reader types: those that begin so, those that are near.

import { squash } from "./names.js"

const FEW = 8 // files of names that are read whole: an archive of about 200 stories
const MOST = 4 // files that are read of others
const NEAR = 2 // characters that may differ in a name that is near

export class Suggestions {
  constructor(names, folding) {
    this.names = names
    this.folding = folding
  }

  // Returns the values with a name that begins, or where the archive is small goes on, so; at
  // most so many, the most used first: {facet, value, total, url, label}.
  async suggest(typed, most = 8) {
    const key = squash(typed, this.folding)
    if (!key) return []
    const score = row =>
      row.key === key ? (row.name ? 3 : 5)
      : row.key.startsWith(key) ? (row.name ? 1 : 4)
      : !row.name && row.key.includes(key) ? 2
      : 0
    const rows = (await this.rows(key)).filter(row => row.key === key || !this.isPath(row))
    const scored = rows.map(row => ({ ...row, score: score(row) })).filter(row => row.score)
    scored.sort((a, b) => b.score - a.score || b.total - a.total)
    return this.labelled(scored, most)
  }

  // Returns values with a name that differs in a character or two: 次旺百玛 → 次旺白玛.
  async near(typed, most = 5) {
    const key = squash(typed, this.folding)
    const text = [...key]
    if (text.length < 2 || text.length > 24) return []
    const limit = Math.min(NEAR, Math.floor(text.length / 2))
    const found = (await this.rows(text[0]))
      .filter(row => !row.name)
      .map(row => ({ ...row, distance: distance(text, [...row.key], limit) }))
      .filter(row => row.distance > 0 && row.distance <= limit)
    found.sort((a, b) => a.distance - b.distance || b.total - a.total)
    return this.labelled(found, most)
  }

  // Whether a key is a place with all that it lies in: 西藏自治区那曲市.
  isPath({ key, value }) {
    return value.includes("/") && key === squash(value, this.folding)
  }

  async rows(key) {
    const { files } = await this.names.directory()
    if (files.length > FEW) return this.names.beginning(key, MOST)
    return (await Promise.all(files.map(file => this.names.rows(file)))).flat()
  }

  async labelled(rows, most) {
    const found = new Map()
    for (const row of rows) {
      const id = `${row.facet} ${row.value}`
      if (!found.has(id)) found.set(id, { ...row, label: await this.names.label(row) })
      if (found.size === most) break
    }
    return [...found.values()]
  }
}

// Returns how many characters must be put in, taken out or changed; more than limit is limit + 1.
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let row = b.map((_, n) => n + 1)
  row.unshift(0)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1)
}
