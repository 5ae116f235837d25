// The parts of the page of results.

import { plain, t, tongue } from "../words.js"
import { element } from "./element.js"
import { excerpts, holds, title } from "./excerpt.js"
import { writeState } from "./state.js"
import { phrasesOf, writtenAs } from "./reading.js"
import { storyAt, valueNames } from "./site.js"

export const PER_PAGE = 10

// Returns how many hits there are, as nodes.
export function sum(hits, { unsure }) {
  const raw = hits.filter(hit => hit.raw).length
  const count = hits.length
  const all = !count ? t("search.none") : unsure ? t("search.found.about", { count }) : t("search.found", { count })
  return raw ? [all, t("search.found.raw", { count: raw })] : [all]
}

// Returns {element, lost}: the list of hits, and whether any text could not be had.
export async function hitList({ index, names }, hits, { parts, query }, typed) {
  const phrases = phrasesOf(parts)
  const asked = writtenAs(parts, typed, query.phrases)
  const [records, said] = await Promise.all([
    Promise.all(hits.map(hit => index.record(hit.number).catch(() => null))),
    catalogued(parts, names),
  ])
  const items = hits.map((hit, n) => hitItem(hit, records[n], phrases, asked, said(hit.number)))
  return {
    element: element("ol", { class: "hits" }, items),
    lost: records.includes(null),
  }
}

function hitItem(hit, record, phrases, query, said) {
  if (!record) return element("li", { class: "hit" }, t("search.record.lost"))
  const headline = record.headlines?.[document.documentElement.lang] ?? record.title
  const shown = title(headline, record.fold, phrases)
  const link = element("a", { href: storyAt(record.id, query, inBoth(record, query)), lang: tongue(headline) }, ...shown)
  return element(
    "li",
    { class: "hit", "data-hit": record.id, "data-raw": hit.raw },
    element("h2", { class: "hit__title" }, link),
    element("p", { class: "hit__meta" }, ...meta(record).map(text => element("span", { lang: tongue(text) }, text))),
    said.length && !holds(record, phrases) ? catalogueLine(said) : null,
    excerpts(record, phrases),
  )
}

// Whether a story is translated and was asked for in Tibetan on a Chinese page: both texts are shown.
function inBoth(record, query) {
  return Boolean(record.headlines) && tongue(query) === "bo" // null where that is the page's own
}

// What the catalogue says of a story in whose text no word stands that was asked for.
function catalogueLine(said) {
  const label = element("span", { class: "hit__raw", title: plain("search.catalogue") }, t("search.cards"))
  const values = said.flatMap((value, n) => [n ? "、" : "", element("span", { lang: tongue(value) }, value)])
  return element("p", { class: "hit__excerpt", "data-catalogue": true }, label, values)
}

// Returns a function from a story to those of the values asked for that it has.
async function catalogued(parts, names) {
  const rows = parts.flatMap(part => part.rows)
  const [called, ...lists] = await Promise.all([valueNames(), ...rows.map(row => names.numbers(row).catch(() => []))])
  const sets = lists.map(numbers => new Set(numbers))
  const labels = await Promise.all(rows.map(async row => called[row.value] ?? (await names.label(row))))
  return number => [...new Set(labels.filter((_, n) => sets[n].has(number)))]
}

function meta({ published, year, basis, source, authors }) {
  return [dateText(published, year, basis), source, (authors ?? []).join("、")].filter(Boolean)
}

// 2021年12月20日 where the whole date is known, else the year and how it is known.
function dateText(published, year, basis) {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(published ?? "") ?? []
  if (y) return plain("date.day", { year: y, month: plain(`month.${Number(m)}`), day: Number(d) })
  if (year === null || year === undefined) return plain("date.unknown")
  return plain("date.year", { year }) + (basis === "inferred" ? plain("date.inferred.mark") : "")
}

// Links that choose an order; the address of each is a real one.
export function sorter(state, go) {
  const way = (label, byDate) => link(label, { ...state, byDate, page: 1 }, go, state.byDate === byDate)
  return element("p", { class: "sorter" }, way(t("search.by-relevance"), false), way(t("search.by-date"), true))
}

export function pager(state, last, go) {
  if (last < 2) return ""
  const numbers = [...new Set([1, state.page - 2, state.page - 1, state.page, state.page + 1, state.page + 2, last])]
  const links = numbers
    .filter(n => n >= 1 && n <= last)
    .flatMap((n, i, all) => [
      i && n > all[i - 1] + 1 ? element("span", { class: "pages__gap" }, "…") : null,
      link(String(n), { ...state, page: n }, go, n === state.page, "page"),
    ])
  return element("nav", { class: "pages", "aria-label": plain("pagination") }, links)
}

export function link(label, state, go, current = false, kind = "true") {
  const made = element("a", { href: writeState(state), "aria-current": current ? kind : null }, label)
  made.addEventListener("click", event => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return
    event.preventDefault()
    go(state)
    document.querySelector("[data-search-page]").scrollIntoView()
  })
  return made
}
