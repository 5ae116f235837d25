// The interface's words in the language of the page. The build writes the modules of the languages
// from docs/data/terms.csv: see aidstories.site.interface.words.

const PAGE = document.documentElement.lang
const { own, other, fields } = await import(`./words/${PAGE.slice(0, 2)}.js`)
const LETTERS = { "zh-Hans": /\p{Script=Han}/u, bo: /\p{Script=Tibetan}/u }

export { fields }

// Returns the text of a key as a string, for attributes and titles; {name} stands for values.name.
// The first of things in Tibetan is 1པོ, the others are 2པ.
export const plain = (key, values = {}) =>
  text(key)
    .replace(/\{(\w+)\}/g, (_, name) => values[name])
    .replace(/(?<![0-9.])1པ(?![\u0f71-\u0fbc])/g, "1པོ")

// Returns it as contents of an element: a string, or an element that says that it is Chinese where
// the page's language has no text. Values may be elements.
export function t(key, values = {}) {
  const pieces = text(key).split(/\{(\w+)\}/).map((piece, n) => (n % 2 ? values[piece] : piece))
  if (key in own && !pieces.some(piece => piece instanceof Node)) return pieces.join("")
  const made = document.createElement("span")
  made.append(...pieces)
  if (!(key in own)) made.lang = "zh-Hans"
  return made
}

// Returns the attribute `lang` of a text by its letters: null where it is the page's own language.
export function tongue(text) {
  const found = Object.keys(LETTERS).find(tag => LETTERS[tag].test(text)) ?? PAGE
  return found === PAGE ? null : found
}

function text(key) {
  return own[key] ?? other[key] ?? missing(key)
}

function missing(key) {
  throw new RangeError(key)
}
