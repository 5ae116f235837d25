// The results: stories, and the chosen conditions as buttons that take them back.
import { element as make } from "../search/element.js"
import { plain, t, tongue } from "../words.js"

export const STEP = 50

/**
 * Show the next `STEP` of `stories`, whose pages lie in `folder`; `entries` fills them. Returns how
 * many `list` shows.
 */
export function showMore(list, stories, folder, entries) {
  const shown = list.children.length
  for (const story of stories.slice(shown, shown + STEP)) {
    const item = entry(story, folder)
    list.append(item)
    entries.fill(item, story)
  }
  return list.children.length
}

/** An entry as long as nothing but its title is known. */
function entry({ id, title, date, source }, folder) {
  const link = make("a", { href: `${folder}${id}/`, lang: tongue(title) }, title)
  const meta = make("div", {}, make("span", { lang: tongue(date) }, date))
  if (source) meta.append(make("span", { lang: tongue(source) }, source))
  return make("li", { class: "entry entry--bare" }, meta, make("h2", {}, link))
}

/** List what is chosen; `drop(n, number, side)` takes a condition back. */
export function showChosen(list, facets, state, drop) {
  const chips = facets.flatMap((facet, n) => [
    ...[...state.included[n]].map((number) => chip(facet, n, number, "included", drop)),
    ...[...state.excluded[n]].map((number) => chip(facet, n, number, "excluded", drop)),
  ])
  list.replaceChildren(...chips)
  return chips.length
}

function chip(facet, n, number, side, drop) {
  const { name } = facet.values[number]
  const value = make("span", { lang: tongue(name) }, name)
  const words = side === "excluded" ? t("browse.without", { name: value }) : value
  const takeBack = plain("browse.drop", { facet: facet.label, name: words.textContent })
  const button = make("button", { type: "button", "aria-label": takeBack }, words)
  button.addEventListener("click", () => drop(n, number, side))
  return make("li", side === "excluded" ? { class: "browse__out" } : {}, button)
}
