// The panel: one row for each value, made once and brought up to date after each choice.
import { element as make } from "../search/element.js"
import { plain, t, tongue } from "../words.js"
import { lineage } from "./archive.js"

const FEW = 12 // a facet with no more values than this shows all its levels at once

/** Fill the fieldset of facet `n`; `choose(n, number, side)` is called on every choice. */
export function fill(fieldset, facet, n, choose) {
  const rows = facet.values.map((value) => row(value, (side) => choose(n, value.number, side)))
  facet.values.forEach((value, number) => {
    if (!value.children.length) return
    const list = make("ul", {}, ...value.children.map((child) => rows[child].item))
    rows[number].item.append(list)
    fold(rows[number], list, value)
    if (facet.values.length > FEW) rows[number].opener.click()
  })
  const tops = facet.values.filter(({ parent }) => parent < 0)
  fieldset.append(make("ul", { class: "browse__values" }, ...tops.map((v) => rows[v.number].item)))
  return rows
}

function row(value, choose) {
  const box = make("input", { type: "checkbox" })
  const number = make("span", { class: "count" })
  const not = make("button", { type: "button", class: "browse__not", "aria-pressed": "false" }, t("browse.exclude"))
  not.setAttribute("aria-label", plain("browse.exclude.name", { name: value.name }))
  box.addEventListener("change", () => choose("included"))
  not.addEventListener("click", () => choose("excluded"))
  const line = make("div", { class: "browse__value" }, make("label", {}, box, make("span", { lang: tongue(value.name) }, value.name), number), not)
  return { item: make("li", {}, line), line, box, number, not }
}

/** Give a row with values below it a button that folds them. */
function fold(row, list, value) {
  row.opener = make("button", { type: "button", class: "browse__fold", "aria-expanded": "true" })
  row.opener.setAttribute("aria-label", plain("list.below", { name: value.name }))
  row.opener.addEventListener("click", () => {
    list.hidden = !list.hidden
    row.opener.setAttribute("aria-expanded", String(!list.hidden))
  })
  row.list = list
  row.line.prepend(row.opener)
}

/** Bring the rows of a facet up to date. A value that would leave nothing is hidden. */
export function update(facet, rows, counts, included, excluded) {
  rows.forEach(({ item, line, box, number, not }, at) => {
    box.checked = included.has(at)
    not.setAttribute("aria-pressed", String(excluded.has(at)))
    line.classList.toggle("browse__value--out", excluded.has(at))
    number.textContent = counts[at]
    item.hidden = counts[at] === 0 && !holds(facet, at, included) && !holds(facet, at, excluded)
  })
  for (const chosen of [...included, ...excluded]) {
    for (const at of lineage(facet, chosen)) {
      if (rows[at].list?.hidden) rows[at].opener.click() // to narrow the choice is the next step
    }
  }
}

function holds(facet, at, chosen) {
  return [...chosen].some((number) => lineage(facet, number).includes(at))
}
