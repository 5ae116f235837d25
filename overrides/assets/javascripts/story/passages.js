// The tools of a passage, its address and a report of a mistake in it: in the margin, under the
// mouse, and for all readers in the bar, one passage at a time. The text holds none of them.

import { element } from "../search/element.js"
import { plain, t } from "../words.js"
import { Bar } from "./bar.js"
import { link } from "./links.js"
import { placeOf, reporting } from "./report.js"

const BLOCKS = ".story__body > [id], .items > [id], .quote > [id], .rows [id]"
const OPENING = 24 // characters that a passage is known by

export function passages(story, button, say) {
  const { report } = story.querySelector("[data-report]").dataset
  const blocks = [...story.querySelectorAll(BLOCKS)].filter(({ id }) => /^[a-z]+\d+$/.test(id))
  const acts = (block, say) => [link(block, say), reporting(block, story, report, say)]
  margin(story, blocks, block => acts(block, say))
  const bar = new Bar(plain("tools.passages"), {
    tell: n => [element("b", {}, placeOf(blocks[n])), element("span", { class: "why" }, opening(blocks[n]))],
    acts: n => named(acts(blocks[n], text => bar.note(text))),
    shut: () => button.setAttribute("aria-pressed", "false"),
  })
  bar.show(blocks.map(block => [block]))
  const on = () => button.getAttribute("aria-pressed") === "true"
  button.addEventListener("click", () => {
    if (on()) return bar.close()
    button.setAttribute("aria-pressed", "true")
    bar.open(button.closest("[data-tools]"))
    bar.step(1)
  })
  story.addEventListener("click", event => {
    const block = on() && blocks.find(block => block.contains(event.target))
    if (block && !event.target.closest("a, button") && getSelection().isCollapsed) bar.go(bar.of(block))
  })
  button.hidden = !blocks.length
}

// In the bar there is room for words.
function named([address, report]) {
  address.append(t("link.short"))
  report.append(t("report.short"))
  return [address, report]
}

function opening(block) {
  const characters = [...block.textContent.trim()]
  return characters.length > OPENING ? `${characters.slice(0, OPENING).join("")}……` : characters.join("")
}

// The margin's one menu follows the mouse from block to block. Nobody comes to it by Tab.
function margin(story, blocks, acts) {
  const menu = element("div", { class: "margin", hidden: true })
  const own = new Set(blocks)
  let at = null
  story.append(menu)
  story.addEventListener("pointerover", event => {
    if (event.pointerType !== "mouse" || menu.contains(event.target)) return
    let block = event.target
    while (block && block !== story && !own.has(block)) block = block.parentElement
    if (!own.has(block) || block === at) return
    at = block
    menu.replaceChildren(...acts(block))
    for (const act of menu.children) act.tabIndex = -1
    menu.hidden = false
    menu.style.top = `${block.getBoundingClientRect().top - story.getBoundingClientRect().top}px`
  })
  story.addEventListener("pointerleave", () => {
    at = null
    menu.hidden = true
  })
}
