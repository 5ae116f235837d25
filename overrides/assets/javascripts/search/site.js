// Where the site is, and its one engine. Addresses are relative to this module: the site may
// stand in any folder of any server.

import { Engine } from "./engine.js"
import { Index } from "./index.js"

export const BASE = new URL("../../../", import.meta.url)
const PAGES = new URL(document.documentElement.lang === "bo" ? "bo/" : "./", BASE) // of this language

const INDEX = new URL("search/index/", BASE)

let opened = null
let called = null
let years = null

// Returns the engine; the index is opened once. Rejects with OtherFormat or another error.
export function engine() {
  opened ??= Index.open(INDEX).then(index => new Engine(index))
  opened.catch(() => (opened = null))
  return opened
}

// Returns whether the site has been published anew since its index was opened, whose files are
// gone then; the engine is that of the new index from now on.
export async function renewed() {
  try {
    const [before, index] = await Promise.all([engine(), Index.open(INDEX)])
    if (index.manifest.sum === before.index.manifest.sum) return false
    opened = Promise.resolve(new Engine(index))
    return true
  } catch {
    return false
  }
}

// Returns what values are called in the language of the page: {} in Chinese, as the index has them.
export function valueNames() {
  if (PAGES.href === BASE.href) return Promise.resolve({})
  called ??= fetch(new URL("search/values.json", PAGES)).then(answer => answer.json()).catch(() => ({}))
  return called
}

// Returns the names to suggest.
export async function suggestions() {
  const [{ Suggestions }, { names, folding }] = await Promise.all([import("./suggest.js"), engine()])
  return new Suggestions(names, folding)
}

// Returns the values whose names begin as what was typed, called as the page calls them.
export async function suggested(typed) {
  const [rows, called] = await Promise.all([suggestions().then(names => names.suggest(typed)), valueNames()])
  return rows.map(row => ({ ...row, label: called[row.value] ?? row.label }))
}

// Returns the address of a year on the page of a value, which may go on on further pages.
export async function yearAt(url, year) {
  years ??= fetch(new URL("search/years.json", BASE)).then(answer => answer.json()).catch(() => ({}))
  const usual = `${url}#y-${year}`
  return (await years)[usual] ?? usual
}

// The address of a page of this language, from its address in the site.
export const pageAt = url => new URL(url, PAGES).href

// The address of a story, from the page of results: in the language of that page, or in both.
export const storyAt = (id, query, both = false) => {
  const page = `../stories/${encodeURIComponent(id)}/${both ? "bilingual/" : ""}`
  return new URL(`${page}?${new URLSearchParams({ q: query })}`, location.href).href
}
