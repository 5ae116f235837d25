// What narrows the hits: a tree of values for each facet, and how many hits each would leave.

import { plain } from "../words.js"
import { FacetTree } from "../facets/facet.js"
import { narrowed } from "./facets.js"
import { FACETS } from "./state.js"

export class Narrowing {
  // choose(key, value) is called on every choice; called has what values are called here.
  constructor(panel, choose) {
    Object.assign(this, { panel, choose, query: null, trees: [] })
  }

  // Shows the values of hits, those of the whole answer before anything narrows it. What is open
  // stays open as long as the question is the same.
  update(hits, facets, state, { called, years }) {
    if (this.query !== state.query) this.grow(hits, facets, state, called, years)
    for (const { key, tree, facet } of this.trees) {
      const others = state.chosen.filter(choice => choice.key !== key)
      const left = numbersOf(narrowed(hits, facets, others))
      const counts = facet.values.map(({ path }) => shared(facets.get(key).get(path), left))
      const chosen = state.chosen.filter(choice => choice.key === key).map(({ value }) => value)
      tree.update(counts, new Set(facet.values.filter(({ path }) => chosen.includes(path)).map(({ number }) => number)))
    }
    return this.trees.length
  }

  grow(hits, facets, state, called, years) {
    this.query = state.query
    const all = numbersOf(hits)
    const made = FACETS.filter(key => facets.get(key)?.size).map(key => {
      const chosen = state.chosen.filter(choice => choice.key === key).map(({ value }) => value)
      const values = treeOf(facets.get(key), all, chosen, years.includes(key), called)
      return { key, facet: { key, label: plain(`facet.${key}`), values } }
    })
    this.trees = made.filter(({ facet }) => facet.values.length).map(({ key, facet }) => ({
      key, facet, tree: new FacetTree(facet, { choose: number => this.choose(key, facet.values[number].path) }),
    }))
    this.panel.replaceChildren(...this.trees.map(({ tree }) => tree.root))
  }
}

const numbersOf = hits => new Set(hits.map(({ number }) => number))

function shared(numbers, left) {
  let count = 0
  for (const number of numbers) if (left.has(number)) count++
  return count
}

// Returns the values that any hit has, as a tree; each before those below it, the most frequent
// first, years the newest first. What is chosen is there in any case.
export function treeOf(sets, all, chosen, ofYears, called) {
  const counted = [...sets].map(([path, numbers]) => [path, shared(numbers, all)])
  const kept = counted.filter(([path, count]) => count || chosen.some(value => value === path || value.startsWith(`${path}/`)))
  const byCount = (a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1)
  kept.sort(ofYears ? (a, b) => (a[0] < b[0] ? 1 : -1) : byCount)
  const above = path => path.slice(0, Math.max(0, path.lastIndexOf("/")))
  const below = Map.groupBy(kept, ([path]) => above(path))
  const values = []
  const add = (path, parent) => {
    for (const [child] of below.get(path) ?? []) {
      const token = child.split("/").at(-1)
      const name = ofYears && /^\d+$/.test(token) ? plain("date.year", { year: token }) : (called[child] ?? token)
      const number = values.push({ number: values.length, name, token, path: child, parent, children: [] }) - 1
      values[parent]?.children.push(number)
      add(child, number)
    }
  }
  add("", -1)
  return values
}
