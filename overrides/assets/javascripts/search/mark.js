// On a story that a result led to: marks the words of the search and goes to the first of them.

import { Fold } from "./fold.js"
import { parse } from "./query.js"
import { engine } from "./site.js"
import { spans } from "./units.js"

const BLOCKS = "[data-passage], h1, h2, p, .story__line" // a match never leaves its passage
const query = new URLSearchParams(location.search).get("q")
const story = document.querySelector("article.story, article.bilingual")
let marked = 0
if (query && story) start()

async function start() {
  const { folding, words } = await engine().then(learned).catch(() => ({ folding: new Fold() }))
  const phrases = parse(query, folding, words).phrases.filter(phrase => !phrase.exclude)
  for (const block of story.querySelectorAll(BLOCKS)) {
    if (!block.querySelector(BLOCKS) && !block.closest(".record")) mark(block, phrases, folding)
  }
  const first = story.querySelector("mark[data-match]")
  if (first && !location.hash) first.scrollIntoView({ block: "center" })
  const both = story.querySelector("p.untranslated a")
  if (!first && both) both.search = new URLSearchParams({ q: query }) // the other language has them
  story.dispatchEvent(new Event("matched")) // story/main.js steps through them
}

async function learned(searching) {
  await searching.learn()
  return { folding: searching.folding, words: searching.index.manifest.words }
}

// Wraps every match in the text of a block, also where it runs through several elements.
function mark(block, phrases, folding) {
  const found = spans(block.textContent, phrases, folding)
  if (!found.length) return
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const nodes = []
  while (walker.nextNode()) nodes.push(walker.currentNode)
  let at = 0
  for (const node of nodes) {
    const start = at
    at += node.length
    for (const [n, [a, b]] of [...found.entries()].reverse()) wrap(node, a - start, b - start, marked + n)
  }
  marked += found.length
}

function wrap(node, from, to, number) {
  const start = Math.max(0, from)
  const end = Math.min(node.length, to)
  if (start >= end) return
  node.splitText(end)
  const piece = node.splitText(start)
  const made = document.createElement("mark")
  made.dataset.match = number // which match it is a piece of
  piece.replaceWith(made)
  made.append(piece)
}
