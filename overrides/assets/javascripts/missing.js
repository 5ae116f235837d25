// The page of no page: finds the stories whose address or title is nearest to what was asked for.

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

function decoded(path) {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // %E0 alone is no letter
  }
}

async function show(section, path) {
  const answer = await fetch(section.dataset.near)
  if (!answer.ok) return
  const stories = await answer.json()
  const links = nearest(path, stories).map(id => {
    const link = document.createElement("a")
    link.href = `${section.dataset.stories}${encodeURIComponent(id)}/`
    link.textContent = stories[id]
    if (/\p{Script=Han}/u.test(stories[id])) link.lang = "zh-Hans"
    const item = document.createElement("li")
    item.append(link)
    return item
  })
  section.querySelector("ul").replaceChildren(...links)
  section.hidden = links.length === 0
  section.dataset.found = links.length
}

// The language of the address comes first, and is answered.
const section = globalThis.document?.querySelector("[data-near]")
if (section) {
  const base = new URL(document.baseURI).pathname
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : location.pathname
  show(section, path).catch(() => {})
}
