// The parts of the page of results.

import { element } from "./element.js"
import { excerpts, title } from "./excerpt.js"
import { counted } from "./facets.js"
import { FACETS, isChosen, writeState } from "./state.js"
import { storyAt } from "./site.js"

export const PER_PAGE = 10
const VALUES = 8 // of a facet, before the rest is asked for

export function plural(hits, { unsure }) {
  const raw = hits.filter(hit => hit.raw).length
  const sum = hits.length ? `找到 ${hits.length} 篇${unsure ? "左右" : ""}` : "没有找到"
  return raw ? `${sum}，其中 ${raw} 篇只见于原文` : sum
}

// Returns {element, lost}: the list of hits, and whether any text could not be had.
export async function hitList(index, hits, phrases, query) {
  const records = await Promise.all(hits.map(hit => index.record(hit.number).catch(() => null)))
  const items = hits.map((hit, n) => hitItem(hit, records[n], phrases, query))
  return {
    element: element("ol", { class: "hits" }, items),
    lost: records.includes(null),
  }
}

function hitItem(hit, record, phrases, query) {
  if (!record) return element("li", { class: "hit" }, "这一篇的摘要读不到。")
  const link = element("a", { href: storyAt(record.id, query) }, ...title(record, phrases))
  return element(
    "li",
    { class: "hit", "data-hit": record.id, "data-raw": hit.raw },
    element("h2", { class: "hit__title" }, link),
    element("p", { class: "hit__meta" }, ...meta(record).map(text => element("span", {}, text))),
    excerpts(record, phrases),
  )
}

function meta({ published, year, basis, source, authors }) {
  return [dateText(published, year, basis), source, (authors ?? []).join("、")].filter(Boolean)
}

// 2021年12月20日 where the whole date is known, else the year and how it is known.
function dateText(published, year, basis) {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(published ?? "") ?? []
  if (y) return `${y}年${Number(m)}月${Number(d)}日`
  if (year === null || year === undefined) return "年份不详"
  return `${year}年${basis === "inferred" ? "（推断）" : ""}`
}

// Links that choose an order; the address of each is a real one.
export function sorter(state, go) {
  const way = (label, byDate) => link(label, { ...state, byDate, page: 1 }, go, state.byDate === byDate)
  return element("p", { class: "sorter" }, way("按相关", false), way("按日期", true))
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
  return element("nav", { class: "pages", "aria-label": "分页" }, links)
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

// Returns the groups of values that narrow the hits.
export function facetPanel(facets, hits, state, choose) {
  return FACETS.filter(([key]) => facets.get(key)?.size).flatMap(([key, label]) => {
    const counts = counted(hits, facets.get(key))
    if (!counts.length && !state.chosen.some(choice => choice.key === key)) return []
    const boxes = counts.map(([value, count]) => facetBox(key, value, count, state, choose))
    const parts = [element("legend", {}, label), ...boxes, folded(boxes.slice(VALUES))]
    return [element("fieldset", { class: "facet", "data-facet": key }, parts)]
  })
}

// Hides the boxes that are chosen least and returns the button that shows them.
function folded(boxes) {
  const hidden = boxes.filter(box => !box.querySelector("input").checked)
  if (!hidden.length) return null
  for (const box of hidden) box.hidden = true
  const more = element("button", { type: "button", class: "facet__more" }, `另外 ${hidden.length} 项`)
  more.addEventListener("click", () => {
    for (const box of hidden) box.hidden = false
    more.remove()
  })
  return more
}

function facetBox(key, value, count, state, choose) {
  const box = element("input", { type: "checkbox", checked: isChosen(state, key, value), value })
  box.addEventListener("change", () => choose(key, value))
  const parts = value.split("/")
  return element(
    "label",
    { class: "facet__value", title: value, "data-depth": parts.length },
    box,
    element("span", {}, parts.at(-1)),
    element("span", { class: "count" }, String(count)),
  )
}

