// A story's tools: size of the text, the apparatus, the comparison, the tools of passages. All but
// the first load their modules and files only when they are asked for.

import { choice, choose } from "../kept.js"
import { t } from "../words.js"
import { styled } from "./styles.js"

const SIZES = [-1, 2]
const story = document.querySelector("article.story")
const tools = story?.querySelector("[data-tools]")
const said = tools?.querySelector("[data-said]")
const say = text => said.replaceChildren(text)

if (tools) {
  tools.querySelectorAll("[data-passages]").forEach(passages)
  tools.querySelectorAll("[data-size-step]").forEach(size)
  tools.querySelectorAll("[data-justify]").forEach(justified)
  tools.querySelectorAll("[data-apparatus]").forEach(apparatus)
  tools.querySelectorAll("[data-compare]").forEach(compare)
  if (story.querySelector(".facsimile")) crops()
  const query = new URLSearchParams(location.search).get("q")
  if (query) matches(query)
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

function justified(button) {
  const body = story.querySelector(".story__body")
  const show = async () => {
    const on = choice("lines") === "tsheg"
    button.setAttribute("aria-pressed", String(on))
    if (!on && !story.querySelector(".tshegs")) return
    const [{ justify }] = await Promise.all([import("./justify.js"), document.fonts.ready])
    justify(body)
  }
  button.addEventListener("click", () =>
    choose("lines", choice("lines") === "tsheg" ? "" : "tsheg"),
  )
  document.documentElement.addEventListener("lines", show)
  show()
}

function apparatus(button) {
  let shown = null
  button.addEventListener("click", () =>
    trying(button, async () => {
      const [{ load, Marks }] = await Promise.all([import("./apparatus.js"), styled()])
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
      const modules = [import("./apparatus.js"), import("./compare.js"), styled()]
      const [{ load }, { open }] = await Promise.all(modules)
      open(await load(button.dataset.compare), story)
    }),
  )
}

function passages(button) {
  let toggle = null
  button.addEventListener("click", () =>
    trying(button, async () => {
      const [{ passages }] = await Promise.all([import("./passages.js"), styled()])
      toggle ??= passages(story, button)
      toggle()
    }),
  )
  const pointed = async event => {
    if (event.pointerType !== "mouse") return
    story.removeEventListener("pointerover", pointed)
    const { margin } = await import("./passages.js")
    margin(story, event.target, say)
  }
  story.addEventListener("pointerover", pointed)
}

// The search marks its matches when it has learned to; they may stand there already.
function matches(query) {
  const step = async () => (await import("./hits.js")).hits(story, query)
  if (story.querySelector("mark[data-match]")) step()
  else story.addEventListener("matched", step, { once: true })
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

// What is asked for once more while it comes is not done twice.
async function trying(button, act) {
  if (button.hasAttribute("aria-busy")) return
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
