// The stories and their values, from the file that aidstories.site.archive.browse writes.
import { lineage } from "../facets/tree.js"

/** Return `{facets, stories, dated}`; a story has, for each facet, its values and all above. */
export function unpack(data) {
  const facets = data.facets.map(unpackFacet)
  const stories = data.stories.map(([id, title, date, source, place, ...own], order) => ({
    id, title, date, source, place, order,
    has: own.map((numbers, n) => new Set(numbers.flatMap((number) => lineage(facets[n], number)))),
  }))
  return { facets, stories, dated: data.dated }
}

function unpackFacet({ key, label, values }) {
  const known = []
  for (const [name, parent, token] of values) {
    const above = known[parent]
    const path = above ? `${above.path}/${token ?? name}` : (token ?? name)
    known.push({ number: known.length, name, token: token ?? name, parent, path, children: [] })
    above?.children.push(known.length - 1)
  }
  return { key, label, values: known }
}
