// The body of a story, Markdown as docs/guide/front-matter.md has it, in blocks. The same blocks as
// `stories/format/blocks.py` reads; a test compares the two.

export const GAP = "〔原文残缺〕"
const NAMED = { 问: "question", 答: "answer", 称呼: "salutation", 落款: "signature" }
const CJK = "[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u2018-\\u201d…—]"
const WRAP = new RegExp(`(?<=${CJK})\\n|\\n(?=${CJK})|(?<=\\u0f0b)\\n`, "g")
const HEADING = /^(#{1,6})((?:\\[^]|[^\\])*?)#*$/
const NAMES = new RegExp(`^([^]*?)\\s*(?<!\\\\)\\{\\.(${Object.keys(NAMED).join("|")})\\}$`)
const ITEM = /^(?:[-*+]|(\d{1,9}\.))[ \t]+(?=\S)/
const RULE = /^\|(?:\s*:?-+:?\s*\|)+$/
const CELL = /((?:\\[^]|[^\\|])*)(?:\||$)/gy
const BROKEN = /(?<!\\)(?:\\\\)*\\$/
const ESCAPED = /\\([!-/:-@[-`{-~])|&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|(\w+;))/g
const ENTITIES = { "amp;": "&", "lt;": "<", "gt;": ">", "quot;": '"', "apos;": "'", "nbsp;": "\u00a0" }

// {figure} is the place of a picture; others are {role, text, gap}, gap "start", "end" or null.
export const readBlocks = body => gathered(body).map(readBlock).filter(Boolean)

export function readGap(marked) {
  if (marked.startsWith(GAP)) return { text: marked.slice(GAP.length), gap: "start" }
  if (marked.endsWith(GAP)) return { text: marked.slice(0, -GAP.length), gap: "end" }
  return { text: marked, gap: null }
}

function gathered(body) {
  const blocks = []
  let lines = []
  const done = () => (lines.length && blocks.push(lines), (lines = []))
  for (const line of body.split("\n")) {
    const content = line.trim()
    if (!content || (lines.length && starts(content, lines[0]))) done()
    if (content) lines.push(/ {2}\r?$/.test(line) ? `${content}\\` : content)
    if (content.startsWith("#")) done()
  }
  done()
  return blocks
}

function starts(content, first) {
  if (content.startsWith("#") || first.startsWith("|")) return true
  if (first.startsWith(">")) return content === ">"
  return ITEM.test(first) && ITEM.test(content)
}

function readBlock(lines) {
  const source = lines.join("\n")
  const figure = source.match(/^\[图(\d{1,6})\]$/)
  if (figure) return { figure: Number(figure[1]) }
  if (RULE.test(source) || source === ">") return null
  const heading = source.match(HEADING)
  if (heading) return passage("heading", heading[2].trim())
  if (source.startsWith("|")) return row(source)
  if (source.startsWith(">")) return passage("quote", lines.map(line => line.replace(/^>\s?/, "")).join("\n"))
  const item = source.match(ITEM)
  if (item) {
    const read = passage("item", source.slice(item[0].length))
    return { ...read, text: (item[1] ? `${item[1]} ` : "") + read.text }
  }
  const named = source.match(NAMES)
  if (named) return passage(NAMED[named[2]], named[1])
  return passage(lines.slice(0, -1).some(line => BROKEN.test(line)) ? "verse" : "paragraph", source)
}

function row(source) {
  const inner = source.slice(1).trimEnd()
  const cells = [...inner.matchAll(CELL)].filter(({ index }) => index < inner.length).map(([, cell]) => cell.trim())
  const { text, gap } = readGap(cells.join("\t"))
  return { role: "row", text: text.split("\t").map(unescape).join("\t"), gap }
}

function passage(role, source) {
  const parts = role === "verse" ? source.split(/(?<=(?<!\\)(?:\\\\)*)\\\n/) : [source]
  const closed = parts.map(part => part.replace(WRAP, "").replaceAll("\n", " ")).join("\n")
  const { text, gap } = readGap(closed)
  return { role, text: text.split("\n").map(unescape).join("\n"), gap }
}

function unescape(markdown) {
  return markdown.replace(ESCAPED, (all, escaped, decimal, hexadecimal, name) => {
    if (escaped) return escaped
    if (name) return ENTITIES[name] ?? all
    const number = decimal ? Number(decimal) : parseInt(hexadecimal, 16)
    return number < 0x110000 && !(number >= 0xd800 && number < 0xe000) ? String.fromCodePoint(number) : all
  })
}
