// What to do where nothing was found.

import { t, tongue } from "../words.js"
import { element } from "./element.js"
import { suggestions } from "./site.js"
import { link } from "./view.js"

const MOST_WORDS = 6

// Returns a paragraph for each way on: without the facets, without a word, by a name that is near.
export async function helpFor(state, answer, searching, go) {
  const ways = []
  if (state.chosen.length && answer.hits.length) {
    ways.push(way(t("search.without-facets", { count: answer.hits.length }), { ...state, chosen: [], page: 1 }, go))
  }
  for (const { query, left, count } of await fewerWords(state.query, searching)) {
    ways.push(way(t("search.without-word", { word: left, count }), { ...state, query, chosen: [], page: 1 }, go))
  }
  for (const { facet, label } of await nearNames(state.query)) {
    const kind = facet ? t(`facet.${facet}`) : t("search.mentioned")
    const near = link([kind, " ", named(label)], { ...state, query: label, chosen: [], page: 1 }, go)
    ways.push(element("li", {}, t("search.near", { name: near })))
  }
  return element(
    "div",
    { class: "nothing" },
    element("p", {}, t("search.nothing")),
    ways.length ? element("ul", {}, ways) : null,
  )
}

const way = (label, state, go) => element("li", {}, link(label, state, go))

const named = name => (tongue(name) ? element("span", { lang: tongue(name) }, name) : name)

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
  const tried = words.flatMap(word => [names.suggest(word, 3), names.near(word, 3)])
  const found = (await Promise.all(tried).catch(() => [])).flat()
  return found
    .filter(({ label }, n) => label !== text.trim() && found.findIndex(other => other.label === label) === n)
    .slice(0, 5)
}
