// Facets: which documents have each value, and the hits that have the chosen ones.

import { FACETS } from "./state.js"

// Returns, by facet, a map from a value to the set of its documents; a place's holds those below.
export async function readFacets(index) {
  const read = FACETS.map(async key => [key, grown(await index.facet(key))])
  const settled = await Promise.allSettled(read)
  return new Map(settled.filter(s => s.status === "fulfilled").map(s => s.value))
}

function grown(values) {
  const found = new Map()
  for (const [value, numbers] of values) {
    const parts = value.split("/")
    for (let depth = 1; depth <= parts.length; depth++) {
      const path = parts.slice(0, depth).join("/")
      const set = found.get(path) ?? new Set()
      for (const number of numbers) set.add(number)
      found.set(path, set)
    }
  }
  return found
}

// Returns the hits that have a chosen value of every facet of which any is chosen.
export function narrowed(hits, facets, chosen) {
  for (const key of new Set(chosen.map(choice => choice.key))) {
    const sets = chosen.filter(c => c.key === key).map(c => facets.get(key)?.get(c.value) ?? new Set())
    hits = hits.filter(hit => sets.some(set => set.has(hit.number)))
  }
  return hits
}
