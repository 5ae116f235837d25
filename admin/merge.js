// A story merged three ways, as `aidstories import` does: what the form was opened with, what the
// form holds, what the file holds now. Fields merge one by one, lists item by item, the body line by
// line and, within a line that both changed, clause by clause. What only the file's side or nobody
// changed keeps the file's bytes.

import { diff3Merge } from "node-diff3"

export const BODY = "body"
const UNITS = [["year", "year_basis"]] // they say something only together
const HEAD = /^---[ \t]*\n([\s\S]*?\n)---[ \t]*(?:\n|$)([\s\S]*)$/
const KEY = /^(['"]?)([^\s#'"\-?:,[\]{}&*!|>%@`][^:#'"]*?)\1\s*:(?=\s)/
const CLAUSES = /[^，。！？；：\n]*[，。！？；：\n]|[^，。！？；：\n]+/g

export const plain = text => text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")
export const same = (one, other) => plain(one ?? "").trim() === plain(other ?? "").trim()

// The lines of each key, comments with the key behind them; null where a file has no such head.
export function cut(text) {
  const [, head, body] = text.match(HEAD) ?? []
  if (head === undefined) return null
  const fields = new Map()
  let key = "", waiting = ""
  for (const line of head.match(/[^\n]*\n/g)) {
    if (line.startsWith("#") || !line.trim()) {
      waiting += line
      continue
    }
    const found = line.match(KEY)?.[2]
    if (found !== undefined && fields.has(found)) return null
    key = found ?? key
    fields.set(key, (fields.get(key) ?? "") + waiting + line)
    waiting = ""
  }
  if (waiting) fields.set("", waiting)
  return { fields, body }
}

// `conflicts` are {field, mine, file}, texts as a file has them; `taken` names the fields in which
// the file brought something new; `text(choices)` is the file, with "mine" or "file" for each
// conflict.
export function merge(format, base, mine, file) {
  const raw = cut(plain(file))
  const read = text => ({ ...cut(format.toFile(format.fromFile(text))), values: format.fromFile(text) })
  try {
    if (raw) return mergeFields(format, raw, read(plain(base)), read(mine), read(plain(file)))
  } catch (error) {
    console.warn(error) // the file is no YAML now: nothing of it can be merged
  }
  return { conflicts: [{ field: "", mine, file }], taken: [], text: ([choice]) => (choice === "mine" ? mine : file) }
}

function mergeFields(format, raw, was, own, now) {
  const parts = [...units([was, own, now]).map(unit => mergeUnit(format, unit, raw, was, own, now)), ...mergeBody(was, own, now)]
  const conflicts = parts.filter(part => part.conflict)
  const taken = new Set(parts.filter(part => part.taken).map(part => part.field))
  function text(choices) {
    const chosen = part => (part.conflict ? part[choices[conflicts.indexOf(part)]] : part.agreed)
    const heads = parts.filter(part => part.field !== BODY)
    const fields = heads.reduce((found, part) => withLines(found, chosen(part), own.fields), raw.fields)
    const body = parts.filter(part => part.field === BODY).map(chosen).join("").trim()
    return `---\n${[...fields.values()].join("")}---\n${body === raw.body.trim() ? raw.body : `\n${body}\n`}`
  }
  return { conflicts: conflicts.map(shown), taken: [...taken], text }
}

function units(sides) {
  const keys = sides.flatMap(side => [...side.fields.keys()])
  return [...new Map(keys.map(key => UNITS.find(unit => unit.includes(key)) ?? [key]).map(unit => [unit[0], unit])).values()]
}

// Every part holds lines by key, undefined for none.
function mergeUnit(format, unit, raw, was, own, now) {
  const of = side => Object.fromEntries(unit.map(key => [key, side.fields.get(key)]))
  const alike = (one, other) => unit.every(key => one.fields.get(key) === other.fields.get(key))
  const part = { field: unit[0], taken: !alike(was, now) && !alike(own, now) }
  if (alike(own, was) || alike(own, now)) return { ...part, agreed: of(raw) }
  if (alike(now, was)) return { ...part, taken: false, agreed: of(own) }
  const list = unit.length === 1 && mergeList(unit[0], was.values, own.values, now.values)
  if (list) return { ...part, agreed: { [unit[0]]: cut(format.toFile({ [unit[0]]: list })).fields.get(unit[0]) } }
  return { ...part, conflict: true, mine: of(own), file: of(raw) }
}

function mergeList(key, ...sides) {
  const [was, own, now] = sides.map(values => values[key] ?? [])
  if (![was, own, now].every(Array.isArray)) return null
  const merged = three(own.map(packed), was.map(packed), now.map(packed))
  const settled = ({ ok, a, b }) => ok ?? (key === "evidence" ? [...new Set([...a, ...b])] : null)
  const items = merged.map(settled)
  return items.includes(null) ? null : items.flat().map(item => JSON.parse(item))
}

const packed = item => JSON.stringify(item)
const lines = text => text.match(/[^\n]*\n|[^\n]+/g) ?? []
const clauses = text => text.match(CLAUSES) ?? []
const three = (mine, base, file) => diff3Merge(mine, base, file, { excludeFalseConflicts: true }).map(({ ok, conflict }) => (ok ? { ok } : { a: conflict.a, o: conflict.o, b: conflict.b }))

function mergeBody(was, own, now) {
  const [base, mine, file] = [was, own, now].map(side => lines(`${side.body.trim()}\n`))
  const taken = was.body !== now.body && own.body !== now.body
  return three(mine, base, file).map(({ ok, a, o, b }) => {
    if (ok) return { field: BODY, taken, agreed: ok.join("") }
    const within = three(...[a, o, b].map(side => clauses(side.join(""))))
    if (within.every(hunk => hunk.ok)) return { field: BODY, taken, agreed: within.flatMap(hunk => hunk.ok).join("") }
    const with_ = side => within.flatMap(hunk => hunk.ok ?? hunk[side]).join("")
    return { field: BODY, taken, conflict: true, mine: with_("a"), file: with_("b") }
  })
}

// A new key comes behind the one that it follows in the form's file.
function withLines(fields, changed, order) {
  const found = new Map(fields)
  for (const [key, text] of Object.entries(changed)) {
    if (text === undefined) found.delete(key)
    else if (found.has(key)) found.set(key, text)
    else return withLines(insert(found, key, text, [...order.keys()]), changed, order)
  }
  return found
}

function insert(fields, key, text, order) {
  const before = new Set(order.slice(0, order.indexOf(key)))
  const listed = [...fields]
  const at = listed.findLastIndex(([name]) => before.has(name)) + 1
  return new Map(listed.toSpliced(at, 0, [key, text]))
}

function shown({ field, mine, file }) {
  const lines = side => Object.values(side).filter(line => line !== undefined)
  const text = side => (typeof side === "string" ? side : lines(side).length > 1 ? lines(side).join("") : (lines(side)[0] ?? "").replace(/^(#.*\n)*\S+:[ \n]/, "")).trim()
  return { field, mine: text(mine), file: text(file) }
}
