// A report of a mistake in a paragraph: a prepared mail or issue, or its text to be copied where the
// site has no address for reports. It quotes what the reader has selected, else how it begins.

import { element } from "../search/element.js"
import { plain, t } from "../words.js"

const MOST = 80 // characters of a quotation: an address has room for few

// Returns the link or the button that reports a block.
export function reporting(block, story, pattern, say) {
  const place = placeOf(block)
  const name = plain("report.of", { place })
  const text = () => report(block, story, place)
  const made = pattern
    ? element("a", { class: "report", href: address(pattern, text()), rel: "nofollow", "aria-label": name, title: name })
    : element("button", { class: "report", type: "button", "aria-label": name, title: name })
  made.addEventListener("click", () => (pattern ? (made.href = address(pattern, text())) : copy(text(), say)))
  return made
}

// Returns what a block is called: 第3段.
export function placeOf(block) {
  const [, kind, number] = block.id.match(/^([a-z]+)(\d+)$/)
  return plain(`report.${kind}`, { number })
}

function report(block, story, place) {
  const known = { title: story.querySelector("h1").textContent.trim(), id: story.dataset.story }
  const url = new URL(`#${block.id}`, location.href).href
  const lines = [
    plain("report.story", known),
    plain("report.place", { place, anchor: block.id }),
    plain("report.url", { url }),
    plain("report.quote", { quote: quotation(block) }),
    plain("report.wrong"),
  ]
  return { title: plain("report.title", known), lines }
}

function quotation(block) {
  const chosen = getSelection()
  const own = !chosen.isCollapsed && block.contains(chosen.anchorNode) && block.contains(chosen.focusNode)
  const whole = (own ? chosen.toString() : block.innerText).replace(/\s+/g, " ").trim()
  const characters = [...whole]
  return characters.length > MOST ? `${characters.slice(0, MOST).join("")}……` : whole
}

function address(pattern, { title, lines }) {
  const body = lines.join(pattern.startsWith("mailto:") ? "\r\n" : "\n")
  const fill = { title: encodeURIComponent(title), body: encodeURIComponent(body) }
  return pattern.replace(/\{(title|body)\}/g, (_, name) => fill[name])
}

async function copy({ title, lines }, say) {
  try {
    await navigator.clipboard.writeText([title, ...lines].join("\n"))
    say(t("report.copied"))
  } catch {
    say(t("report.failed"))
  }
}
