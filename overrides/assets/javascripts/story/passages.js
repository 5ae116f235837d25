// The tools of a passage, its address and a report of a mistake in it. In the bar, for all readers,
// they are those of the passage at hand; in the margin, under the mouse. The text holds none.

import { element } from "../search/element.js"
import { plain, t } from "../words.js"
import { Bar } from "./bar.js"
import { link } from "./links.js"
import { placeOf, reporting } from "./report.js"

const BLOCKS = ".story__body > [id], .items > [id], .quote > [id], .rows [id]"
const OPENING = 24 // characters that a passage is known by

const blocksOf = story => [...story.querySelectorAll(BLOCKS)].filter(({ id }) => /^[a-z]+\d+$/.test(id))

// Returns the link that copies the address of a block, and what reports it.
function acts(block, story, say) {
  const { report } = story.querySelector("[data-report]").dataset
  return [link(block, say), reporting(block, story, report, say)]
}

// Returns what switches the bar of passages on and off; `button` says which.
export function passages(story, button) {
  const blocks = blocksOf(story)
  const on = () => button.getAttribute("aria-pressed") === "true"
  const bar = new Bar(plain("tools.passages"), {
    tell: n => [element("b", {}, placeOf(blocks[n])), element("span", { class: "why" }, opening(blocks[n]))],
    acts: n => named(acts(blocks[n], story, text => bar.note(text))),
    shut: () => button.setAttribute("aria-pressed", "false"),
  })
  bar.show(blocks.map(block => [block]))
  story.addEventListener("click", event => {
    const block = on() && blocks.find(block => block.contains(event.target))
    if (block && !event.target.closest("a, button") && getSelection().isCollapsed) bar.go(bar.of(block))
  })
  return () => {
    if (on()) return bar.close()
    button.setAttribute("aria-pressed", "true")
    bar.open(button.closest("[data-tools]"))
    bar.step(1)
  }
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

// The margin's one menu follows the mouse from block to block, `first` being the one it is over.
// Nobody comes to it by Tab.
export function margin(story, first, say) {
  const blocks = new Set(blocksOf(story))
  const menu = element("div", { class: "margin", hidden: true })
  let at = null
  const show = target => {
    let block = target
    while (block && block !== story && !blocks.has(block)) block = block.parentElement
    if (!blocks.has(block) || block === at) return
    at = block
    menu.replaceChildren(...acts(block, story, say))
    for (const act of menu.children) act.tabIndex = -1
    menu.hidden = false
    menu.style.top = `${block.getBoundingClientRect().top - story.getBoundingClientRect().top}px`
  }
  story.append(menu)
  story.addEventListener("pointerover", event => event.pointerType === "mouse" && show(event.target))
  story.addEventListener("pointerleave", () => {
    at = null
    menu.hidden = true
  })
  show(first)
}
