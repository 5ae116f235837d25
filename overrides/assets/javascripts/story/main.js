// A story's tools: links of paragraphs, reports of mistakes, size of the text, the apparatus and
// the comparison. The last two load their module and their file only when they are asked for.

import { choice, choose } from "../kept.js"
import { link } from "./links.js"
import { reporting } from "./report.js"
import { t } from "../words.js"

const SIZES = [-1, 2]
const story = document.querySelector("article.story")
const tools = story?.querySelector("[data-tools]")
const said = tools?.querySelector("[data-said]")
const say = text => said.replaceChildren(text)

if (tools) {
  const { report } = story.querySelector("[data-report]").dataset
  for (const block of story.querySelectorAll(".story__body > [id]:not(table), .items > [id], .quote > [id]")) {
    link(block, say)
    reporting(block, story, report, say)
  }
  tools.querySelectorAll("[data-size-step]").forEach(size)
  tools.querySelectorAll("[data-apparatus]").forEach(apparatus)
  tools.querySelectorAll("[data-compare]").forEach(compare)
  if (story.querySelector(".facsimile")) crops()
  tools.hidden = false
  story.querySelector(".cite").addEventListener("toggle", () => import("./visit.js"), { once: true })
}

function size(button) {
  const step = Number(button.dataset.sizeStep)
  const next = () => Number(choice("size")) + step
  const show = () => (button.disabled = next() < SIZES[0] || next() > SIZES[1])
  button.addEventListener("click", () => choose("size", String(next())))
  document.documentElement.addEventListener("size", show)
  show()
}

function apparatus(button) {
  let shown = null
  button.addEventListener("click", () =>
    trying(button, async () => {
      const { load, Marks } = await import("./apparatus.js")
      shown ??= new Marks(story, await load(button.dataset.apparatus))
      shown.toggle()
      button.setAttribute("aria-pressed", String(shown.on))
    }),
  )
}

function compare(button) {
  button.addEventListener("click", () =>
    trying(button, async () => {
      const [{ load }, { open }] = await Promise.all([import("./apparatus.js"), import("./compare.js")])
      open(await load(button.dataset.compare), story)
    }),
  )
}

function crops() {
  let shown = null
  story.addEventListener("click", event => {
    const link = event.target.closest(".place")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    trying(link, async () => {
      shown ??= (await import("./facsimile.js")).cropping(story)
      shown(link)
    })
  })
}

async function trying(button, act) {
  button.setAttribute("aria-busy", "true")
  try {
    await act()
    say("")
  } catch (error) {
    say(t("repairs.failed"))
    console.warn(error)
  } finally {
    button.removeAttribute("aria-busy")
  }
}
