// Names for what a reader types: in characters, pinyin, initials, Tibetan or Wylie.

const NEAR = 2 // characters that may differ in a name that is near

export class Names {
  // rows: [name, kind, count, keys], the most frequent first; keys are apart by blanks.
  constructor(rows, folding) {
    this.folding = folding
    this.rows = rows.map(([name, kind, count, keys]) => ({
      name, kind, count, keys: keys.split(" "), folded: folding.fold(name),
    }))
  }

  static async of(engine) {
    const { index } = engine
    return new Names(await index.table(index.manifest.names), engine.folding)
  }

  // Returns at most `most` names that begin with, or hold, what was typed.
  suggest(typed, most = 8) {
    const text = this.folding.fold(typed).trim()
    const key = this.squash(typed)
    if (!key) return []
    const score = ({ folded, keys }) =>
      folded.startsWith(text) ? 4
      : keys.includes(key) ? 3
      : folded.includes(text) ? 2
      : keys.some(k => k.startsWith(key)) ? 1
      : 0
    const scored = this.rows.map(row => ({ ...row, score: score(row) })).filter(row => row.score)
    scored.sort((a, b) => b.score - a.score) // stable: the most frequent stay first
    return distinct(scored).slice(0, most)
  }

  // Returns the names that are read exactly so: lasa → 拉萨.
  read(typed) {
    const key = this.squash(typed)
    return key ? distinct(this.rows.filter(({ keys }) => keys.includes(key))) : []
  }

  // Returns names that differ in a character or two: 次旺百玛 → 次旺白玛.
  near(typed, most = 5) {
    const text = [...this.folding.fold(typed).trim()]
    if (text.length < 2 || text.length > 24) return []
    const limit = Math.min(NEAR, Math.floor(text.length / 2))
    const found = this.rows
      .map(row => ({ ...row, distance: distance(text, [...row.folded], limit) }))
      .filter(row => row.distance > 0 && row.distance <= limit)
    found.sort((a, b) => a.distance - b.distance)
    return distinct(found).slice(0, most)
  }

  squash(typed) {
    return this.folding.fold(typed).replace(/[ \t\n\r\u3000་།'·-]+/g, "")
  }
}

function distinct(rows) {
  const seen = new Set()
  return rows.filter(({ name }) => !seen.has(name) && seen.add(name))
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
