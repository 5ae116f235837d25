// What a page of results shows, as it stands in the address.

import { fields } from "../words.js"

export const FACETS = [...new Set(Object.values(fields))]

export function readState(search) {
  const given = new URLSearchParams(search)
  const all = key => [...given.getAll(key), ...given.getAll(`${key}s`)] // keys had a plural once: ?regions=
  const chosen = FACETS.flatMap(key => all(key).map(value => ({ key, value })))
  const page = Number.parseInt(given.get("page") ?? "1", 10)
  return {
    query: given.get("q") ?? "",
    byDate: given.get("sort") === "date",
    page: page > 0 ? page : 1,
    chosen,
  }
}

// Returns the state as the part of an address behind the question mark, which it includes.
export function writeState({ query, byDate, page, chosen }) {
  const given = new URLSearchParams({ q: query })
  for (const { key, value } of chosen) given.append(key, value)
  if (byDate) given.set("sort", "date")
  if (page > 1) given.set("page", String(page))
  return `?${given}`
}

export const isChosen = (state, key, value) =>
  state.chosen.some(other => other.key === key && other.value === value)

// Returns the state with a value of a facet chosen, or chosen no more.
export function toggled(state, key, value) {
  const others = state.chosen.filter(other => other.key !== key || other.value !== value)
  const chosen = isChosen(state, key, value) ? others : [...others, { key, value }]
  return { ...state, chosen, page: 1 }
}
