// Lines of Tibetan filled up to the margin with tsheg, as books set them (W3C, Tibetan Layout
// Requirements). They are drawn over the page, never put into the text: what is copied, searched
// or read aloud stays as it is.

import { choice } from "../kept.js"

const ENDS = /[\u0f0b\u0f0c\u0f0d-\u0f12\u0f14]/g
const TSHEG = /[\u0f0b\u0f0c]/
const SHORTEST = 0.55 // of the measure: a line that leaves more is the last of its sentence

let layer = null

export function justify(body) {
  const shown = choice("lines") === "tsheg"
  layer ??= layered(body)
  layer.replaceChildren()
  if (shown) for (const block of body.querySelectorAll("p")) fill(block)
  layer.dataset.at = choice("size")
  watch(body, shown)
}

function layered(body) {
  const made = document.createElement("div")
  made.className = "tshegs"
  made.ariaHidden = "true"
  body.before(made)
  return made
}

function fill(block) {
  if (!block.matches(":lang(bo)") || !block.checkVisibility()) return
  const lines = [...linesOf(block).values()].slice(0, -1) // the last line ends where it ends
  const style = getComputedStyle(block)
  const box = block.getBoundingClientRect()
  const right = box.right - parseFloat(style.paddingRight) - parseFloat(style.borderRightWidth)
  const wide = widthOf(style)
  const from = layer.getBoundingClientRect()
  for (const { end, mark } of lines) {
    const left = right - end.right
    const count = Math.floor(left / wide)
    if (!TSHEG.test(mark) || count < 1 || left > box.width * (1 - SHORTEST)) continue
    const dots = document.createElement("span")
    dots.dataset.tshegs = "\u0f0b".repeat(count)
    dots.style.left = `${end.right - from.left}px`
    dots.style.top = `${end.top - from.top}px`
    dots.style.font = style.font
    dots.style.lineHeight = `${end.height}px`
    layer.append(dots)
    const short = left - dots.getBoundingClientRect().width
    dots.style.setProperty("--apart", `${short / count}px`) // the last reaches the margin
  }
}

// The lines of a block by where they stand, each with the box and the mark that ends it.
function linesOf(block) {
  const lines = new Map()
  const range = document.createRange()
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const { index, 0: mark } of node.data.matchAll(ENDS)) {
      range.setStart(node, index)
      range.setEnd(node, index + 1)
      const end = range.getBoundingClientRect()
      const at = Math.round(end.bottom)
      if (end.width && !(lines.get(at)?.end.right > end.right)) lines.set(at, { end, mark })
    }
  }
  return new Map([...lines].sort(([a], [b]) => a - b))
}

function widthOf({ font }) {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = font
  return pen.measureText("\u0f0b".repeat(20)).width / 20
}

let watched = null

// What changes the lines has them filled anew: the width, the letters, what tools put in.
function watch(body, shown) {
  watched?.forEach(each => each.disconnect())
  watched = null
  if (!shown) return
  let waiting = 0
  const again = () => {
    cancelAnimationFrame(waiting)
    waiting = requestAnimationFrame(() => justify(body))
  }
  const { width } = body.getBoundingClientRect()
  const size = new ResizeObserver(() => body.getBoundingClientRect().width !== width && again())
  const text = new MutationObserver(again)
  size.observe(body)
  text.observe(body, { childList: true, subtree: true, characterData: true })
  watched = [size, text]
}

document.documentElement.addEventListener("size", () => {
  const body = document.querySelector(".story__body")
  if (choice("lines")) requestAnimationFrame(() => justify(body))
})
