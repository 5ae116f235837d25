// One facet of a panel: its values as a tree whose branches are made when they are opened.
//
// A facet is `{key, label, values}`, a value `{number, name, token, path, parent, children}`, with
// numbers for parent (-1 at the top) and children; `token` is the last part of `path`. Values stand
// in the order given. Rows are made as they are shown: ten thousand cost what a screenful does.
import { element } from "../search/element.js"
import { plain, t, tongue } from "../words.js"
import { filterBox } from "./box.js"
import { matcher } from "./match.js"
import { readingsFor } from "./readings.js"
import { lineage } from "./tree.js"

const FIRST = 12 // values of a list before the rest is asked for, about a screen of a phone
const STEP = 50
const FEW = 12 // a facet with no more values needs no box to filter them

const fieldset = (key) => element("fieldset", { class: "facet", "data-facet": key }, element("legend", {}, t(`facet.${key}`)))

export class FacetTree {
  /**
   * `choose(number, side)` is called on every choice; without `exclude` nothing can be excluded.
   * `root` is the fieldset with its legend, where the page has it.
   */
  constructor(facet, { choose, exclude = false, root = fieldset(facet.key) }) {
    Object.assign(this, { facet, choose, exclude, root })
    this.tops = facet.values.filter(({ parent }) => parent < 0).map(({ number }) => number)
    this.rows = new Map()
    this.opened = new Set()
    this.limits = new Map()
    this.matched = null // what was typed leaves these, with all they lie in; null where nothing was
    this.list = element("ul", { class: "facet__values" })
    if (facet.values.length > FEW) this.root.append(this.box().root)
    this.root.append(this.list)
    if (this.tops.length === 1) this.opened.add(this.tops[0]) // a list of one line says nothing
  }

  /** Show how many stories each value would leave; those that would leave none are not shown. */
  update(counts, included, excluded = new Set()) {
    Object.assign(this, { counts, included, excluded })
    this.held = new Set([...included, ...excluded].flatMap((number) => lineage(this.facet, number)))
    const fresh = [...this.held].filter((number) => !this.seen?.has(number))
    fresh.forEach((number) => this.opened.add(number)) // to narrow the choice is the next step
    this.seen = this.held
    this.draw()
  }

  draw() {
    this.arrange(this.list, this.tops, -1)
    const shown = this.tops.some((number) => this.shows(number))
    this.root.hidden = !shown && !this.matched
    this.list.hidden = !shown
  }

  shows(number) {
    const kept = this.counts[number] > 0 || this.held.has(number)
    return kept && (!this.matched || this.matched.has(number) || this.withinMatch(number))
  }

  /** Whether a value lies in one that was found and opened. */
  withinMatch(number) {
    const { parent } = this.facet.values[number]
    return parent >= 0 && this.opened.has(parent) && (this.hits.has(parent) || this.withinMatch(parent))
  }

  /** Put the rows of `numbers` that are shown into `list`; rows that stay are not moved. */
  arrange(list, numbers, parent) {
    const shown = numbers.filter((number) => this.shows(number))
    const limit = this.limits.get(parent) ?? FIRST
    const listed = shown.filter((number, n) => n < limit || this.held.has(number))
    const items = listed.map((number) => this.row(number).item)
    const left = shown.length - listed.length
    if (left) items.push(this.more(list, parent, limit, left))
    const wanted = new Set(items)
    for (const item of [...list.children]) if (!wanted.has(item)) item.remove()
    items.forEach((item, n) => item === list.children[n] || list.insertBefore(item, list.children[n] ?? null))
    listed.forEach((number) => this.refresh(number))
  }

  more(list, parent, limit, count) {
    const button = element("button", { type: "button", class: "facet__more" }, t("search.more-values", { count }))
    button.addEventListener("click", () => {
      const before = list.children.length - 1
      this.limits.set(parent, limit + STEP)
      this.draw()
      list.children[before]?.querySelector("input, button")?.focus()
    })
    return element("li", {}, button)
  }

  row(number) {
    if (!this.rows.has(number)) this.rows.set(number, this.made(this.facet.values[number]))
    return this.rows.get(number)
  }

  made({ number, name, path, children }) {
    const box = element("input", { type: "checkbox", value: path })
    box.addEventListener("change", () => this.choose(number, "included"))
    const count = element("span", { class: "count" })
    const label = element("label", { title: path.includes("/") ? path.replaceAll("/", " › ") : null }, box, element("span", { lang: tongue(name) }, name), count)
    const row = { box, count, opener: children.length ? this.opener(number, name) : null, not: this.exclude ? this.excluding(number, name) : null }
    row.line = element("div", { class: "facet__value" }, row.opener ?? element("span", { class: "facet__leaf" }), label, row.not)
    row.item = element("li", {}, row.line)
    return row
  }

  opener(number, name) {
    const made = element("button", { type: "button", class: "facet__open", "aria-label": plain("list.below", { name }) })
    made.addEventListener("click", () => {
      if (!this.opened.delete(number)) this.opened.add(number)
      this.draw()
    })
    return made
  }

  excluding(number, name) {
    const label = plain("browse.exclude.name", { name })
    const made = element("button", { type: "button", class: "facet__not", "aria-label": label }, t("browse.exclude"))
    made.addEventListener("click", () => this.choose(number, "excluded"))
    return made
  }

  refresh(number) {
    const { box, count, line, item, not } = this.row(number)
    box.checked = this.included.has(number)
    count.textContent = this.counts[number]
    line.classList.toggle("facet__value--out", this.excluded.has(number))
    not?.setAttribute("aria-pressed", String(this.excluded.has(number)))
    this.branch(number, item)
  }

  branch(number, item) {
    const row = this.row(number)
    if (!row.opener) return
    const { children } = this.facet.values[number]
    const found = this.matched && children.some((child) => this.matched.has(child))
    const open = found || this.opened.has(number)
    row.opener.hidden = !children.some((child) => this.counts[child] > 0 || this.held.has(child))
    row.opener.disabled = Boolean(found)
    row.opener.setAttribute("aria-expanded", String(open && !row.opener.hidden))
    if (!open) return row.list?.remove()
    row.list ??= element("ul", {})
    if (row.list.parentNode !== item) item.append(row.list)
    this.arrange(row.list, children, number)
  }

  box() {
    const label = plain("values.find", { facet: this.facet.label })
    return filterBox({ label, hint: plain("values.hint") }, async (typed, current) => {
      const { readings, tibetan } = typed ? await readingsFor(typed) : {}
      if (!current()) return ""
      this.match(typed && matcher(typed, readings), tibetan)
      const count = this.matched ? [...this.hits].filter((number) => this.counts[number] > 0).length : 0
      return !this.matched ? "" : count ? t("values.found", { count }) : t("search.none")
    })
  }

  /** Leave the values that `means` accepts, by the name shown, the Chinese or the Tibetan one. */
  match(means, tibetan) {
    const { values } = this.facet
    const hits = means ? values.filter(({ name, token, path }) => means(name, token, tibetan[path])) : []
    this.hits = new Set(hits.map(({ number }) => number))
    this.matched = means ? new Set(hits.flatMap(({ number }) => lineage(this.facet, number))) : null
    this.limits.clear()
    this.draw()
  }
}
