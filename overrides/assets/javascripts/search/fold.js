// One spelling for what readers take as the same; aidstories/search/fold.py does the same in Python.

const DIGITS = "༠༡༢༣༤༥༦༧༨༩"
const SAME = ["\u0f82\u0f83\u0f6a\u0fba\u0fbb\u0fbcʼ", "\u0f7e\u0f7e\u0f62\u0fad\u0fb1\u0fb2'"] // letters in two codes
const DROPPED = /[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu
const CONTINUES = /[\p{M}\uff9e\uff9f]/u
const JAMO = /[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]/u
const ROW = 1000
const MANY = /((?<!\p{M})\p{M}{1000,})/u // aidstories/characters.py says why
const THOUSAND = /.{1,1000}/gsu
const PLAIN = /^[\u4e00-\u9fff]$/

const lower = c => c.toUpperCase().toLowerCase()

export class Fold {
  // pairs: traditional before simplified character, "丟丢並并…"
  constructor(pairs = "") {
    const characters = [...pairs]
    this.simple = new Map()
    for (let i = 0; i + 1 < characters.length; i += 2) this.simple.set(characters[i], characters[i + 1])
    for (let i = 0; i < 10; i++) this.simple.set(DIGITS[i], String(i))
    for (let i = 0; i < SAME[0].length; i++) this.simple.set(SAME[0][i], SAME[1][i])
    this.simple.set("ༀ", "ཨོཾ")
  }

  // Returns the text in the spelling of the index.
  fold(text) {
    const cased = normalized(Array.from(normalized(text), lower).join(""))
    return Array.from(cased.replace(DROPPED, ""), c => this.simple.get(c) ?? c).join("")
  }

  // Yields [folded, start, end]: pieces of the text that fold by themselves.
  *clusters(text) {
    let start = 0
    let before = ""
    let last = ""
    for (const c of text) {
      if (before && !continues(last, c)) {
        yield [this.piece(before), start, start + before.length]
        start += before.length
        before = c
      } else before += c
      last = c
    }
    if (before) yield [this.piece(before), start, start + before.length]
  }

  piece(text) {
    return PLAIN.test(text) ? this.simple.get(text) ?? text : this.fold(text)
  }
}

// NFKC, in time that grows as the text does: marks in a row are put in order a thousand by a thousand.
function normalized(text) {
  if (text.length < ROW) return text.normalize("NFKC")
  const pieces = text.split(MANY).flatMap((piece, n) => (n % 2 ? piece.match(THOUSAND) : [piece]))
  return pieces.map(piece => piece.normalize("NFKC")).join("")
}

function continues(before, c) {
  if (c < "\u0300") return false
  return CONTINUES.test(c) || (JAMO.test(c) && JAMO.test(before))
}
