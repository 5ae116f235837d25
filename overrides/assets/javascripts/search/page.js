// The page of results: reads the address, asks the engine, shows the answer.

import { cardList } from "./cards.js"
import { Sheet } from "../facets/sheet.js"
import { narrowed, readFacets } from "./facets.js"
import { helpFor } from "./help.js"
import { OtherFormat } from "./index.js"
import { Narrowing } from "./narrow.js"
import { plain, t } from "../words.js"
import { engine, renewed, valueNames } from "./site.js"
import { readState, toggled, writeState } from "./state.js"
import { keepPlace } from "../place.js"
import { PER_PAGE, hitList, pager, sorter, sum } from "./view.js"

const root = document.querySelector("[data-search-page]")
const input = root.querySelector("input[name=q]")
const status = root.querySelector("[data-search-status]")
const notice = root.querySelector("[data-search-notice]")
const paper = root.querySelector("[data-search-paper]")
const found = root.querySelector("[data-search-found]")
const facetsAt = root.querySelector("[data-search-facets]")
const opener = root.querySelector("[data-search-narrow]")
const help = root.querySelector("[data-search-help]")
const narrowing = new Narrowing(facetsAt, (key, value) => go(toggled(readState(location.search), key, value)))
const sheet = new Sheet(facetsAt, opener, () => go({ ...readState(location.search), chosen: [], page: 1 }))

const findPlace = keepPlace(root)
let asked = 0 // answers to older questions are dropped

const go = (state, { replace = false } = {}) => {
  history[replace ? "replaceState" : "pushState"](null, "", writeState(state))
  return show(state)
}

async function show(state) {
  const turn = ++asked
  const current = () => turn === asked
  if (input.value !== state.query && (state.query || turn > 1)) input.value = state.query // not what was typed meanwhile
  document.title = [state.query, document.title.replace(/^.* - /, `${plain("search.title")} - `)].filter(Boolean).join(" - ")
  help.open = !state.query.trim()
  help.hidden = !help.open // below the answer, once it is there
  if (help.open) {
    blank()
    return findPlace()
  }
  notice.replaceChildren(t("search.busy"))
  try {
    const searching = await engine()
    const preview = count => current() && notice.replaceChildren(t("search.preview", { count }))
    const answer = await searching.search(state.query, { byDate: state.byDate, preview })
    const facets = state.chosen.length ? await readFacets(searching.index) : null
    const hits = facets ? narrowed(answer.hits, facets, state.chosen) : answer.hits
    if (current()) await render({ state, answer, hits, searching, facets, current })
    if (current()) findPlace()
  } catch (error) {
    const again = await renewed()
    if (current()) await (again ? show(state) : failed(error))
  }
}

async function render({ state, answer, hits, searching, facets, current }) {
  const last = Math.max(1, Math.ceil(hits.length / PER_PAGE))
  const page = Math.min(state.page, last)
  const shown = hits.slice((page - 1) * PER_PAGE, page * PER_PAGE)
  const [list, cards] = await Promise.all([
    hitList(searching, shown, answer, state.query),
    cardList(answer.parts, searching.names).catch(() => null),
  ])
  const lost = answer.lost.length || answer.unsure || list.lost
  if (lost && (await renewed())) return current() && show(state)
  if (!current()) return
  status.replaceChildren(...sum(hits, answer))
  notice.replaceChildren(...warnings(answer, list.lost))
  const parts = hits.length
    ? [sorter(state, go), list.element, pager({ ...state, page }, last, go)]
    : [await helpFor(state, answer, searching, go)]
  if (!current()) return
  found.replaceChildren(...[cards, ...parts].filter(Boolean))
  root.dataset.total = hits.length
  root.dataset.ready = writeState(state)
  help.hidden = false
  const directory = searching.names.directory().catch(() => ({ years: [] })) // lost names: the notice tells of them
  const [values, called, { years }] = await Promise.all([facets ?? readFacets(searching.index), valueNames(), directory])
  if (!current()) return
  paper.textContent = [state.query, ...state.chosen.map(({ value }) => called[value] ?? value)].join(" · ")
  opener.hidden = !narrowing.update(answer.hits, values, state, { called, years })
  sheet.update(hits.length, state.chosen.length)
}

function warnings({ parts, loose, lost, unsure, query }, lostTexts) {
  const said = parts.filter(({ name }) => name).map(({ name }) => t("search.read-as", { name: name.units.join("") }))
  if (loose) said.push(t("search.loose", { words: parts.map(({ phrase }) => phrase.units.join("")).join(" ") }))
  if (lost.length || unsure || lostTexts) {
    said.push(t("search.lost", { count: Math.max(1, lost.length) }))
  }
  if (!query.phrases.length && !query.filters.length) said.push(t("search.empty"))
  return said
}

function blank() {
  delete root.dataset.total
  root.dataset.ready = ""
  status.textContent = ""
  notice.replaceChildren()
  found.replaceChildren()
  narrowing.update([], new Map(), { query: null, chosen: [] }, {})
  opener.hidden = true
}

function failed(error) {
  blank()
  help.hidden = false
  root.dataset.failed = error.name
  const version = error instanceof OtherFormat
  notice.replaceChildren(version ? t("search.other-format") : t("search.failed"))
  root.querySelector("[data-search-still]").hidden = false
  document.documentElement.classList.add("failed")
}

root.querySelector("form").addEventListener("submit", event => {
  event.preventDefault()
  go({ query: input.value, byDate: readState(location.search).byDate, page: 1, chosen: [] })
})
root.addEventListener("keydown", event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || event.isComposing || event.target.closest("fieldset, [role=combobox][aria-expanded=true]")) return
  const links = [...found.querySelectorAll(".hit__title a")]
  const at = links.indexOf(document.activeElement) + step
  const next = at < 0 ? input : links[Math.min(at, links.length - 1)]
  if (!next) return
  event.preventDefault()
  next.focus()
})
addEventListener("popstate", () => show(readState(location.search)))
root.querySelector("[data-search-still]").hidden = true
show(readState(location.search))
