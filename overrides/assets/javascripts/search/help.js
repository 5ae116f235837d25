// What to do where nothing was found.

import { element } from "./element.js"
import { suggestions } from "./site.js"
import { link } from "./view.js"

const MOST_WORDS = 6

// Returns a paragraph for each way on: without the facets, without a word, by a name that is near.
export async function helpFor(state, answer, searching, go) {
  const ways = []
  if (state.chosen.length && answer.hits.length) {
    ways.push(way(`不加限定有 ${answer.hits.length} 篇`, { ...state, chosen: [], page: 1 }, go))
  }
  for (const { query, left, count } of await fewerWords(state.query, searching)) {
    ways.push(way(`去掉“${left}”有 ${count} 篇`, { ...state, query, chosen: [], page: 1 }, go))
  }
  for (const { name, kind } of await nearNames(state.query)) {
    ways.push(way(`${kind}“${name}”`, { ...state, query: name, chosen: [], page: 1 }, go, "是不是要找"))
  }
  return element(
    "div",
    { class: "nothing" },
    element("p", {}, "没有一篇报道含有这些文字。检索逐字比对：少写几个字，或把长句拆成几个词，中间空格。"),
    ways.length ? element("ul", {}, ways) : null,
  )
}

const way = (label, state, go, before = "") => element("li", {}, before, link(label, state, go))

async function fewerWords(text, searching) {
  const words = text.trim().split(/[ \t\u3000]+/u)
  if (words.length < 2 || words.length > MOST_WORDS) return []
  const tried = words.map(async (left, n) => {
    const query = words.filter((_, m) => m !== n).join(" ")
    return { query, left, count: (await searching.search(query)).hits.length }
  })
  const found = (await Promise.all(tried)).filter(({ count }) => count)
  return found.sort((a, b) => b.count - a.count)
}

async function nearNames(text) {
  const names = await suggestions().catch(() => null)
  if (!names || text.length > 200) return []
  const words = text.trim().split(/[ \t\u3000]+/u).slice(0, MOST_WORDS)
  const found = words.flatMap(word => [...names.suggest(word, 3), ...names.near(word, 3)])
  return found.filter(({ name }, n) => name !== text.trim() && found.findIndex(f => f.name === name) === n).slice(0, 5)
}
