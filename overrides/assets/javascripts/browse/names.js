// The box above an index of names: leaves those that are meant, from all pages of the index.
import { decoded } from "../decoded.js"
import { listen } from "../facets/box.js"
import { matcher } from "../facets/match.js"
import { readingsFor } from "../facets/readings.js"
import { whole } from "../parts.js"
import { element } from "../search/element.js"
import { t, tongue } from "../words.js"

const STEP = 60 // rows; a screen shows fifteen
const TIBETAN = /\p{Script=Tibetan}/u
const form = document.querySelector("[data-names]")
const root = new URL(form.dataset.index, location.href)
const input = form.querySelector("input")
const found = document.querySelector("[data-names-found]")
const plain = document.querySelectorAll("[data-names-page], [data-names-pages]")
let kept = null
let tibetan = null

/** Return all names of the index: `{name, note, count, url, chinese}`, in its order. */
function names() {
  kept ??= whole(form.dataset.names, "names").then(unpacked)
  kept.catch(() => (kept = null))
  return kept
}

function unpacked({ starts, names }) {
  const times = new Map()
  let page = 0
  return names.map(([name, note, count, folder, leads = "", chinese = name], n) => {
    if (n >= starts[page + 1]) page += 1
    const number = (times.get(chinese) ?? 0) + 1
    times.set(chinese, number)
    const anchor = `name-${chinese.trim().split(/\s+/u).join("-")}${number > 1 ? `-${number}` : ""}`
    const list = number > 1 ? `${folder}#${anchor}` : folder
    const url = new URL(leads === 1 ? list : leads || `${page ? `page/${page + 1}/` : ""}#${anchor}`, root)
    return { name, note, count, url: url.href, chinese, anchor }
  })
}

/** What names are called in Tibetan, for a page that calls them in Chinese. */
async function tibetanNames(typed) {
  if (!TIBETAN.test(typed) || document.documentElement.lang === "bo") return new Map()
  const at = root.href.replace(/[^/]+\/$/, (folder) => `bo/${folder}`)
  tibetan ??= whole(`${at}names.json`, "names")
  const { names } = await tibetan.catch(() => (tibetan = null) ?? { names: [] })
  return new Map(names.filter((row) => row[5]).map((row) => [row[5], row[0]]))
}

async function filter(typed, current) {
  if (!typed) return show(null)
  const [all, { readings }, called] = await Promise.all([names(), readingsFor(typed), tibetanNames(typed)])
  if (!current()) return ""
  const means = matcher(typed, readings)
  const rows = all.filter(({ name, chinese }) => means(name, chinese, called.get(chinese)))
  show(rows)
  return rows.length ? t("values.found", { count: rows.length }) : t("search.none")
}

function show(rows) {
  found.hidden = !rows?.length
  for (const part of plain) part.hidden = Boolean(rows)
  found.replaceChildren()
  if (rows) more(rows, 0)
  return ""
}

function more(rows, from) {
  const made = rows.slice(from, from + STEP).map(row)
  found.append(...made)
  const left = rows.length - from - STEP
  if (from) made[0]?.querySelector("a").focus()
  if (left <= 0) return
  const button = element("button", { type: "button", class: "facet__more" }, t("search.more-values", { count: left }))
  const last = element("div", {}, element("dt", {}, button))
  button.addEventListener("click", () => {
    last.remove()
    more(rows, from + STEP)
  })
  found.append(last)
}

function row({ name, note, count, url }) {
  const link = element("a", { href: url, lang: tongue(name) }, name)
  const term = element("dt", {}, link, note ? element("small", { lang: tongue(note) }, note) : null)
  return element("div", { class: "names__entry" }, term, element("dd", {}, count > 1 ? t("search.card.count", { count }) : ""))
}

/** A link to a name may be older than the index, or lead to the order of another language. */
async function findMoved() {
  const anchor = decoded(location.hash.slice(1))
  if (!anchor.startsWith("name-") || document.getElementById(anchor)) return
  const named = (await names()).find((other) => other.anchor === anchor)
  if (named) location.replace(named.url)
}

const run = listen(input, form.querySelector("[role=status]"), filter)
form.addEventListener("submit", (event) => event.preventDefault())
input.addEventListener("focus", () => names().catch(() => {}), { once: true })
addEventListener("pageshow", () => input.value && run()) // what was typed before the reader came back
found.addEventListener("click", ({ target }) => target.closest("a")?.hash && target.closest("a").pathname === location.pathname && clear())
findMoved()

function clear() {
  input.value = ""
  run()
}
