// The pages of a capture: crops of them beside the text, and pages whose passages can be chosen.
// A place is a column that a text stands in, [page, box …]; a box is [left, top, right, bottom] in
// the page's unit: see aidstories.site.story.facsimile.

import { element } from "../search/element.js"
import { plain, t } from "../words.js"

const SVG = "http://www.w3.org/2000/svg"
const TYPE = 19 // CSS pixels that a printed line is high in a crop
const LEAST = 12 // where there is less room, the crop is scrolled
const MARGIN = 0.6 // lines around a crop

// The pages that the story shows, by their numbers.
export const sheets = story =>
  new Map(
    [...story.querySelectorAll(".facsimile__page")].map(node => new Sheet(node)).map(sheet => [sheet.number, sheet]),
  )

// Returns the places of a block: each mark of the story's own section is one.
export function placesOf(story, anchor) {
  return [...story.querySelectorAll(`.facsimile__page a[href="#${anchor}"] rect`)].map(rect => {
    const [x, y, width, height] = ["x", "y", "width", "height"].map(name => Number(rect.getAttribute(name)))
    return [Number(rect.closest(".facsimile__page").dataset.page), [x, y, x + width, y + height]]
  })
}

export function svg(name, attributes, ...contents) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...contents)
  return made
}

export const rectangle = ([left, top, right, bottom]) =>
  svg("rect", { x: left, y: top, width: right - left, height: bottom - top })

class Sheet {
  constructor(node) {
    this.number = Number(node.dataset.page)
    this.type = Number(node.dataset.type)
    this.image = node.querySelector("img")
    const view = node.querySelector("svg").getAttribute("viewBox").split(" ").map(Number)
    ;[, , this.width, this.height] = view
  }

  // Returns the address of a picture that is sharp at `scale` CSS pixels a unit: the one that is
  // loaded where it will do, else the smallest that does.
  picture(scale) {
    const wanted = this.width * scale * devicePixelRatio
    const pictures = this.image.srcset.split(", ").map(one => {
      const [url, width] = one.split(" ")
      return { url: new URL(url, location).href, width: parseInt(width) }
    })
    const sharp = pictures.filter(picture => picture.width >= wanted)
    const loaded = this.image.complete && sharp.find(picture => picture.url === this.image.currentSrc)
    return (loaded || sharp[0] || pictures.at(-1)).url
  }
}

// A crop below a block, one at a time. Escape or its button closes it and gives the focus back.
export class Crop {
  constructor(pages, closed = () => {}) {
    this.pages = pages
    this.closed = closed
    this.figure = null
    this.opener = null
    // What is scrolled can be reached by Tab.
    this.watch = new ResizeObserver(entries => {
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth) target.tabIndex = 0
        else target.removeAttribute("tabindex")
      }
    })
  }

  // Shows `places` below `block`; where `opener` has opened them already, closes them.
  toggle(opener, block, places, name, more = "") {
    const again = this.opener === opener
    this.close()
    if (again) return false
    const label = plain("facsimile.crop.alt", { place: name, page: places[0][0] })
    const shut = element("button", { type: "button" }, t("close"))
    this.opener = opener
    this.figure = element(
      "div",
      { class: "crop", role: "group", tabindex: "-1", "aria-label": label },
      places.map(place => this.part(place, label)),
      element("div", { class: "crop__foot" }, more, shut),
    )
    opener.setAttribute("aria-expanded", "true")
    shut.addEventListener("click", () => this.close())
    block.after(this.figure)
    for (const view of this.figure.querySelectorAll(".crop__view")) this.watch.observe(view)
    this.figure.focus({ preventScroll: true })
    this.figure.scrollIntoView({ block: "nearest" })
    return true
  }

  part([page, ...boxes], label) {
    const sheet = this.pages.get(page)
    const [scale, margin] = [TYPE / sheet.type, MARGIN * sheet.type]
    const [lefts, tops, rights, bottoms] = [0, 1, 2, 3].map(side => boxes.map(box => box[side]))
    const [left, top] = [Math.max(0, Math.min(...lefts) - margin), Math.max(0, Math.min(...tops) - margin)]
    const width = Math.min(sheet.width, Math.max(...rights) + margin) - left
    const height = Math.min(sheet.height, Math.max(...bottoms) + margin) - top
    const made = svg(
      "svg",
      { viewBox: `${left} ${top} ${width} ${height}`, width: width * scale, height: height * scale, role: "img", "aria-label": label },
      svg("image", { href: sheet.picture(scale), width: sheet.width, height: sheet.height }),
      ...boxes.map(rectangle),
    )
    made.style.minWidth = `${(width * scale * LEAST) / TYPE}px`
    return element("div", { class: "crop__view" }, made)
  }

  close() {
    if (!this.figure) return false
    const inside = this.figure.contains(document.activeElement)
    this.watch.disconnect()
    this.figure.remove()
    this.opener.removeAttribute("aria-expanded")
    if (inside) this.opener.focus({ preventScroll: true })
    this.figure = this.opener = null
    this.closed()
    return true
  }
}

// The links of a story's blocks to their places show the crop instead; Escape closes it.
export function cropping(story) {
  const crop = new Crop(sheets(story))
  story.addEventListener("keydown", event => {
    if (event.key === "Escape" && crop.close()) event.preventDefault()
  })
  return link => {
    const heading = link.previousElementSibling // no part of it
    const block = heading?.matches("h2") ? heading : link.closest("[id]")
    const [, kind, number] = block.id.match(/^([a-z]+)(\d+)$/)
    const name = plain(`report.${kind}`, { number })
    const whole = element("a", { href: link.getAttribute("href") }, t("facsimile.whole"))
    whole.addEventListener("click", () => story.querySelector("#facsimile").setAttribute("open", ""))
    crop.toggle(link, block === heading ? link : below(block), placesOf(story, block.id), name, whole)
  }
}

// A crop stands behind a list or a quotation, not in it.
const below = block => block.closest(".items, .quote, .figure") ?? block
