// A story's tools: those of its passages, size of the text, the apparatus and the comparison. The
// last two load their module and their file only when they are asked for.

import { choice, choose } from "../kept.js"
import { t } from "../words.js"
import { passages } from "./passages.js"

const SIZES = [-1, 2]
const story = document.querySelector("article.story")
const tools = story?.querySelector("[data-tools]")
const said = tools?.querySelector("[data-said]")
const say = text => said.replaceChildren(text)

if (tools) {
  passages(story, tools.querySelector("[data-passages]"), say)
  tools.querySelectorAll("[data-size-step]").forEach(size)
  tools.querySelectorAll("[data-apparatus]").forEach(apparatus)
  tools.querySelectorAll("[data-compare]").forEach(compare)
  if (story.querySelector(".facsimile")) crops()
  tools.hidden = false
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
      const closed = () => button.setAttribute("aria-pressed", "false")
      shown ??= new Marks(story, await load(button.dataset.apparatus), tools, closed)
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
