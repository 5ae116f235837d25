// Cards of what a query names: each value with its kind, its stories and its page.

import { plain, t, tongue } from "../words.js"
import { element } from "./element.js"
import { pageAt, valueNames, yearAt } from "./site.js"

const SHOWN = 4 // cards before the rest is asked for
const MOST = 40

// Returns the list of cards for the parts of a query, null where it names nothing.
export async function cardList(parts, names) {
  const rows = distinct(parts.flatMap(part => part.rows))
  if (!rows.length) return null
  const [called, { trees, years }] = await Promise.all([valueNames(), names.directory()])
  const single = rows.map(row => {
    const path = trees.includes(row.facet) ? row.value.split("/") : [row.value]
    const above = path.slice(0, -1).map((_, n) => called[path.slice(0, n + 1).join("/")] ?? path[n])
    const label = years.includes(row.facet) ? plain("date.year", { year: row.value }) : (called[row.value] ?? path.at(-1))
    return { ...row, label, above, kinds: [row.facet] }
  })
  const cards = [...(await together(single, names, { trees, years })), ...single].slice(0, MOST).map(cardOf)
  return element("ul", { class: "cards", "aria-label": plain("search.cards") }, cards, folded(cards.slice(SHOWN)))
}

const distinct = rows =>
  rows.filter((row, n) => rows.findIndex(other => other.facet === row.facet && other.value === row.value) === n)

// Returns a card for each place and year that have stories together; it opens the year on the
// page of the place.
async function together(cards, names, { trees, years }) {
  const pairs = cards
    .filter(({ facet, url }) => url && trees.includes(facet))
    .flatMap(place => cards.filter(({ facet }) => years.includes(facet)).map(year => [place, year]))
  const made = pairs.map(async ([place, year]) => {
    const [of, also] = await Promise.all([names.numbers(place), names.numbers(year)])
    const total = of.filter(number => also.includes(number)).length
    const label = `${place.label} · ${year.label}`
    return { ...place, label, total, url: await yearAt(place.url, year.value), kinds: [place.facet, year.facet] }
  })
  return (await Promise.all(made)).filter(({ total }) => total)
}

function cardOf({ label, url, above, kinds, total }) {
  const name = element("span", { class: "card__name", lang: tongue(label) }, label)
  const kind = kinds.flatMap((key, n) => (n ? [" · ", t(`facet.${key}`)] : [t(`facet.${key}`)]))
  const place = above.length ? element("span", { class: "card__above", lang: tongue(above.join("")) }, above.join(" › ")) : null
  return element(
    "li",
    { class: "card" },
    url ? element("a", { href: pageAt(url) }, name) : name,
    place,
    element("span", { class: "card__kind" }, kind),
    element("span", { class: "card__count" }, t("search.card.count", { count: total })),
  )
}

// Hides the cards and returns the entry of the list that shows them.
function folded(cards) {
  if (!cards.length) return null
  for (const card of cards) card.hidden = true
  const more = element("button", { type: "button", class: "facet__more" }, t("search.more-values", { count: cards.length }))
  const entry = element("li", {}, more)
  more.addEventListener("click", () => {
    for (const card of cards) card.hidden = false
    entry.remove()
    cards[0].querySelector("a")?.focus()
  })
  return entry
}
