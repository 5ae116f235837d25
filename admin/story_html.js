// A story as the site's page shows it (`overrides/archive/story.html`, `text.html`): a form's values
// in, HTML out. `words` are terms of docs/data/terms.csv, `picture` gives the address of a src.

import { readBlocks, readGap } from "./blocks.js"

const HAN = "\\u3007\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}"
const TIBETAN = new RegExp("[\\u0f00-\\u0fff]+(?:[ \\u00a0]*[\\u0f00-\\u0fff]+)*", "gu")
const WHOLLY = new RegExp(`^[^${HAN}]*[\\u0f00-\\u0fff][^${HAN}]*$`, "u")
const NUMBERED = /^(?:\d{1,9}\. |[（(]?\d{1,3}[.．、)）](?!\d)|[①-⑳])/
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

const escape = text => text.replace(/[&<>"']/g, sign => SIGNS[sign])
const list = value => (Array.isArray(value) ? value : value ? [value] : []).filter(Boolean)
const spaced = marked => marked.map(text => readGap(text).text).join("　")

export function storyHtml(values, { words, picture }) {
  const gap = `<a class="gap" title="${escape(words["gap.title"])}">${escape(words["gap.mark"])}</a>`
  const marked = ({ text, gap: end }, runs = tibetan) => `${end === "start" ? gap : ""}${runs(text)}${end === "end" ? gap : ""}`
  const head = [
    ...list(values.kicker).slice(0, 1).map(text => `<p class="story__kicker">${tibetan(spaced([text]))}</p>`),
    `<h1 class="story__title">${tibetan(spaced(list(values.title)) || values.id || "")}</h1>`,
    ...(list(values.subtitle).length ? [`<p class="story__subtitle">${tibetan(spaced(list(values.subtitle)))}</p>`] : []),
    `<div class="story__line">${line(values, words).join("")}</div>`,
  ]
  const blocks = placed(values)
  const body = blocks.map((block, at) => shown(block, blocks[at - 1], blocks[at + 1], { marked, words, picture }))
  return `<article class="story"><header class="story__head">${head.join("")}</header>${note(values, words, marked)}<div class="story__body">${body.join("")}</div></article>`
}

function line(values, words) {
  const said = (key, put) => escape(words[key].replace(/\{(\w+)\}/g, (all, name) => put[name]))
  const statements = as => list(values.statement).filter(item => item.as === as && item.text).map(item => item.text)
  const people = list(values.byline).filter(({ name }) => name)
  const byline = [...grouped(people)].map(([role, named]) => `<span class="signed__role">${escape(role)}</span> ${named.map(({ name }) => escape(name)).join("、")}`)
  const printed = statements("dateline").map(text => readGap(text).text)[0]
  const dateline = printed && !people.some(({ name }) => printed.includes(name)) ? printed : values.dateline && `${values.dateline}电`
  const source = values.source || spaced(list(values.source_line))
  const signed = byline.join("　") || escape(spaced(statements("byline")))
  const from = source ? `${escape(words["facet.source"])}　${escape(source)}${values.via ? said("story.via", values) : ""}` : values.via ? said("story.via.only", values) : ""
  const rest = [from, dateline ? escape(dateline) : "", date(values, said)].filter(Boolean)
  return [...(signed ? [`<span class="signed">${signed}</span>`] : []), ...rest.map(text => `<span>${text}</span>`)]
}

function grouped(people) {
  const roles = new Map()
  for (const person of people) roles.set(person.role ?? "", [...(roles.get(person.role ?? "") ?? []), person])
  return roles
}

// What is more than a year, a month or a day stands as it was written.
function date({ published, year, year_basis }, said) {
  const inferred = year && year_basis === "inferred" ? `<span class="story__doubt">（${said("date.inferred", {})}）</span>` : ""
  const whole = published ? String(published).replace(/^XXXX/, year || "XXXX") : ""
  const [, y, month, day] = whole.match(/^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$/) ?? []
  const named = month && said(`month.${Number(month)}`, {})
  if (!whole) return (year ? said("date.year", { year }) : said("date.unknown", {})) + inferred
  if (!y) return escape(whole) + inferred
  return said(day ? "date.day" : month ? "date.month" : "date.year", { year: y, month: named, day: Number(day) }) + inferred
}

function note(values, words, marked) {
  const passages = list(values.editors_note).map(text => `<p>${marked(readGap(text))}</p>`)
  return passages.length ? `<aside class="note"><p class="note__label">${escape(words["story.note"])}</p>${passages.join("")}</aside>` : ""
}

// Pictures without a place in the text stand behind it.
function placed(values) {
  const figures = list(values.figures)
  const blocks = readBlocks(values.body ?? "")
  const named = new Set(blocks.map(block => block.figure))
  const rest = figures.map((_, at) => ({ figure: at + 1 })).filter(({ figure }) => !named.has(figure))
  return [...blocks, ...rest].map(block => (block.figure ? { ...figures[block.figure - 1], number: block.figure, role: figures[block.figure - 1] ? "figure" : "lost" } : block))
}

function shown(block, before, after, { marked, words, picture }) {
  const { role, text } = block
  const language = role !== "figure" && WHOLLY.test(text ?? "") ? ' lang="bo"' : ""
  const inside = () => marked(block, language ? escape : tibetan)
  const numbered = other => NUMBERED.test(other.text)
  switch (role) {
    case "figure":
      return figure(block, { marked, words, picture })
    case "lost":
      return `<p class="lost">[图${block.number}]</p>`
    case "heading":
      return `<h2${language}>${inside()}</h2>`
    case "item": {
      const joined = other => other?.role === "item" && numbered(other) === numbered(block)
      return `${joined(before) ? "" : '<ul class="items">'}<li${numbered(block) ? ' class="items__numbered"' : ""}${language}>${inside()}</li>${joined(after) ? "" : "</ul>"}`
    }
    case "row": {
      const [first, last] = [before?.role !== "row", after?.role !== "row"]
      const cell = first && !last ? "th" : "td"
      const cells = text.split("\t").map(each => `<${cell}>${tibetan(each)}</${cell}>`).join("\t")
      return `${first ? '<div class="rows__scroll"><table class="rows">' : ""}<tr>${cells}</tr>${last ? "</table></div>" : ""}`
    }
    case "quote":
      return `<blockquote class="quote"><p${language}>${inside()}</p></blockquote>`
    default:
      return `<p${role === "paragraph" ? "" : ` class="${role}"`}${language}>${inside()}</p>`
  }
}

function figure({ caption = "", credit = "", src, type }, { marked, words, picture }) {
  const credits = credit.split("\n").filter(Boolean).map(text => readGap(text).text).join("　")
  const own = type === "image" && src
  const image = own ? `<img src="${escape(picture(src))}" alt="${escape(caption)}">` : `<div class="figure__blank">${escape(words["figure.blank"])}</div>`
  return `<figure class="figure">${image}<figcaption><p>${marked(readGap(caption))}${credits ? ` <span class="figure__credit">${tibetan(credits)}</span>` : ""}</p></figcaption></figure>`
}

// Tibetan within a Chinese text says so.
function tibetan(text) {
  let done = 0
  const pieces = []
  for (const found of text.matchAll(TIBETAN)) {
    pieces.push(escape(text.slice(done, found.index)), `<span lang="bo">${escape(found[0])}</span>`)
    done = found.index + found[0].length
  }
  return pieces.join("") + escape(text.slice(done))
}
