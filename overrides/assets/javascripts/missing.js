// The page of no page: finds the stories whose address or title is nearest to what was asked for.

import { decoded } from "./decoded.js"
import { whole } from "./parts.js"

const SHOWN = 3
const ENOUGH = 0.4 // of likeness: about half of a title; addresses that have nothing in common reach 0.3
const BESIDE = 0.7 // of the nearest one's likeness, for others to be named with it
const NAME = /^((?:bo\/)?[^/]+\/)([^/]+\/?)(?:index\.html)?$/ // people/luosang/
const SCHEME = /^(?:bo\/)?(?:stories\/)?/

/** Return how alike two texts are, 0 to 1: Dice's coefficient of their pairs of letters. */
export function likeness(one, other) {
  const [a, b] = [pairs(one), pairs(other)]
  const shared = [...a].filter(pair => b.has(pair)).length
  return a.size + b.size ? (2 * shared) / (a.size + b.size) : 0
}

function pairs(text) {
  const letters = [...text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, "")]
  return new Set(letters.slice(1).map((letter, n) => letters[n] + letter))
}

/** Return the ids of `stories` (id → title) that are nearest to the address `path`, nearest first. */
export function nearest(path, stories) {
  const asked = decoded(path).replace(SCHEME, "").replace(/\/?(?:index)?(?:\.html?)?$/, "")
  const said = asked.split("/").filter(Boolean)
  const score = ([id, title]) => Math.max(0, ...said.flatMap(part => [likeness(part, id), likeness(part, title)]))
  const scored = Object.entries(stories).map(story => [score(story), story[0]])
  const near = scored.filter(([like]) => like >= ENOUGH).sort(([a], [b]) => b - a)
  return near.filter(([like]) => like >= BESIDE * near[0][0]).slice(0, SHOWN).map(([, id]) => id)
}

/** Return where the names lead whose list stood at `path`: `[[name, address]]`, as `names.json` has them. */
export function named(path, { starts, names }) {
  const [, folder, list] = decoded(path).match(NAME) ?? []
  const times = new Map()
  return names.flatMap(([name, , , own, leads = "", chinese = name], n) => {
    const number = (times.get(chinese) ?? 0) + 1
    times.set(chinese, number)
    if (own !== `${list.replace(/\/$/, "")}/` || leads === 1) return []
    const page = starts.findLastIndex(start => start <= n) + 1
    const anchor = `name-${chinese.trim().split(/\s+/u).join("-")}${number > 1 ? `-${number}` : ""}`
    return [[name, folder + (leads || `${page > 1 ? `page/${page}/` : ""}#${anchor}`)]]
  })
}

async function show(section, path) {
  const [, folder] = decoded(path).match(NAME) ?? []
  const ofNames = section.dataset.names.split(" ").includes(folder)
  const links = ofNames ? named(path, await whole(`${folder}names.json`, "names")) : await stories(section, path)
  section.querySelector("ul").replaceChildren(...links.map(entry))
  section.hidden = links.length === 0
  section.dataset.found = links.length
}

async function stories(section, path) {
  const titles = Object.fromEntries((await whole(section.dataset.near, "stories")).stories)
  return nearest(path, titles).map(id => [titles[id], `${section.dataset.stories}${encodeURIComponent(id)}/`])
}

function entry([text, address]) {
  const link = document.createElement("a")
  link.href = address
  link.textContent = text
  if (/\p{Script=Han}/u.test(text)) link.lang = "zh-Hans"
  const item = document.createElement("li")
  item.append(link)
  return item
}

// The language of the address comes first, and is answered.
const section = globalThis.document?.querySelector("[data-near]")
if (section) {
  const base = new URL(document.baseURI).pathname
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : location.pathname
  show(section, path).catch(() => (section.dataset.found = 0))
}
