// The bar at the foot of the screen: it steps through places of the page and says what is at hand.
// One bar is open at a time; closing it brings back the one that it covered.

import { element } from "../search/element.js"
import { plain, t } from "../words.js"

const HEAD = 60 // CSS pixels of the header that stays
const open = []

export class Bar {
  // `places` are lists of elements; `tell(n)` returns what is said of one, `acts(n)` its buttons.
  // `idle` is shown while none is at hand, `switches` stand beside the steps. `shut` is called when
  // the reader closes the bar, `reveal(place)` scrolls to one. A `short` bar says one line.
  constructor(name, { tell, acts = () => [], idle = [], switches = [], short, shut = () => {}, reveal = toMiddle }) {
    Object.assign(this, { tell, acts, idle, shut, reveal, places: [], at: -1 })
    this.said = element("div", { class: "bar__said", role: "status" })
    this.own = element("div", { class: "bar__acts" })
    const button = (label, sign, act) => {
      const made = element("button", { type: "button", "aria-label": label, title: label }, sign)
      made.addEventListener("click", act)
      return made
    }
    this.steps = [
      button(plain("bar.previous"), "‹", () => this.step(-1)),
      button(plain("bar.next"), "›", () => this.step(1)),
    ]
    const close = button(plain("close"), "×", () => this.close())
    this.node = element(
      "div",
      { class: short ? "bar bar--short" : "bar", role: "group", "aria-label": name },
      element("div", { class: "bar__steps" }, this.steps, this.own, switches, close),
      this.said,
    )
    this.node.addEventListener("keydown", event => this.key(event))
    this.room = new ResizeObserver(() => this.reserve())
  }

  open(after) {
    this.opener = document.activeElement
    this.after = after
    open.at(-1)?.leave()
    open.push(this)
    this.enter()
  }

  enter() {
    this.after.after(this.node)
    this.room.observe(this.node)
    this.reserve()
  }

  leave() {
    this.room.disconnect()
    this.node.remove()
    document.documentElement.style.removeProperty("--bar")
  }

  close() {
    const inside = this.node.contains(document.activeElement)
    const at = open.indexOf(this)
    this.choose(-1)
    if (at >= 0) {
      this.leave()
      open.splice(at, 1)
      open.at(-1)?.enter()
    }
    if (inside) this.opener?.focus({ preventScroll: true })
    this.shut()
  }

  // What the bar covers is scrolled free: see `--bar` in apparatus.css.
  reserve() {
    const fixed = getComputedStyle(this.node).position === "fixed"
    if (fixed) document.documentElement.style.setProperty("--bar", `${this.node.offsetHeight}px`)
  }

  // Shows other places; the one at hand stays so where it is still among them.
  show(places) {
    const old = this.places[this.at]?.[0]
    this.choose(-1)
    this.places = places
    this.choose(places.findIndex(place => place.includes(old)))
  }

  of(node) {
    return this.places.findIndex(place => place.includes(node))
  }

  go(at) {
    this.choose(at)
    this.reserve()
    this.reveal(this.places[at])
  }

  step(by) {
    const count = this.places.length
    if (!count) return
    this.go(this.at < 0 ? this.nearest(by) : (this.at + by + count) % count)
  }

  // The first place that a reader who has none at hand comes to from where the page stands.
  nearest(by) {
    const tops = this.places.map(([node]) => node.getBoundingClientRect())
    const below = tops.findIndex(({ bottom }) => bottom > HEAD)
    if (by > 0) return Math.max(below, 0)
    return ((below < 0 ? tops.length : below) - 1 + tops.length) % tops.length
  }

  choose(at) {
    for (const node of this.places[this.at] ?? []) {
      node.classList.remove("at-hand")
      if (node.tabIndex === 0 && node.hasAttribute("tabindex")) node.tabIndex = -1
    }
    this.at = at
    const [first, ...rest] = this.places[at] ?? []
    for (const node of [first, ...rest].filter(Boolean)) node.classList.add("at-hand")
    if (first?.hasAttribute("tabindex")) first.tabIndex = 0
    const count = this.places.length
    const where = at < 0 ? t("bar.count", { count }) : t("bar.at", { number: at + 1, count })
    this.said.replaceChildren(
      element("span", { class: "bar__count" }, where),
      ...(at < 0 ? this.idle : this.tell(at)),
    )
    this.own.replaceChildren(...(at < 0 ? [] : this.acts(at)))
    for (const step of this.steps) step.disabled = !count
  }

  // Says what became of what the reader asked for.
  note(text) {
    this.said.querySelector(".bar__note")?.remove()
    this.said.append(element("span", { class: "bar__note" }, text))
  }

  key(event) {
    const by = { n: 1, ArrowRight: 1, p: -1, ArrowLeft: -1 }[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.key === "Escape") this.close()
    else if (by) this.step(by)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
}

// Scrolls a place into the middle, unless it stands in sight.
function toMiddle([node]) {
  const { top, bottom } = node.getBoundingClientRect()
  const foot = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--bar")) || 0
  if (top < HEAD || bottom > innerHeight - foot) node.scrollIntoView({ block: "center", inline: "nearest" })
}
