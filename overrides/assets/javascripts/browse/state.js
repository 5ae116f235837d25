// What is chosen, and how it stands in the address: ?region=西藏自治区&-donor=山东省&sort=oldest
import { lineage } from "../facets/tree.js"

export const SORTS = ["newest", "oldest", "title"]

/** A state has, for each facet, the sets of values it includes and excludes. */
export function nothing(facets) {
  return { included: facets.map(() => new Set()), excluded: facets.map(() => new Set()), sort: SORTS[0] }
}

/** Return `{state, unknown}`; `unknown` lists what the address asks for and the archive has not. */
export function fromAddress(search, facets) {
  const state = nothing(facets)
  const unknown = []
  for (const [name, text] of new URLSearchParams(search)) {
    const n = facets.findIndex(({ key }) => key === name.replace(/^-/, ""))
    if (name === "sort" && SORTS.includes(text)) state.sort = text
    if (n < 0) continue
    const value = resolve(facets[n], text)
    if (value) (name.startsWith("-") ? state.excluded : state.included)[n].add(value.number)
    else unknown.push(text)
  }
  return { state, unknown }
}

/** A value is named by its path, or by its name alone where only one has it: 那曲市. */
function resolve({ values }, text) {
  const named = values.filter(({ token }) => token === text)
  return values.find(({ path }) => path === text) ?? (named.length === 1 ? named[0] : undefined)
}

/** Return the address's query; values in the facets' order, so the same choice reads the same. */
export function toAddress(state, facets) {
  const parts = facets.flatMap(({ key, values }, n) => [
    ...parameters(key, values, state.included[n]),
    ...parameters(`-${key}`, values, state.excluded[n]),
  ])
  if (state.sort !== SORTS[0]) parts.push(`sort=${state.sort}`)
  return parts.length ? `?${parts.join("&")}` : ""
}

function parameters(name, values, chosen) {
  const paths = [...chosen].sort((a, b) => a - b).map((number) => values[number].path)
  return paths.map((path) => `${name}=${encodeURIComponent(path).replaceAll("%2F", "/")}`)
}

/** Return the state with one value of facet `n` turned on or off on `side`. */
export function toggled(state, facets, n, number, side) {
  const other = side === "included" ? "excluded" : "included"
  const next = { ...state, included: [...state.included], excluded: [...state.excluded] }
  const chosen = new Set(state[side][n])
  if (!chosen.delete(number)) {
    // A place and one within it: whichever was chosen last is meant.
    const near = [...chosen].filter((at) => related(facets[n], at, number))
    near.forEach((at) => chosen.delete(at))
    chosen.add(number)
    next[other][n] = new Set([...state[other][n]].filter((at) => at !== number))
  }
  next[side][n] = chosen
  return next
}

function related(facet, a, b) {
  return lineage(facet, a).includes(b) || lineage(facet, b).includes(a)
}
