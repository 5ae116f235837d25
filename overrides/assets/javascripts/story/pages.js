// The pages of a capture in the comparison: a sentence of the text shows its place on the page and
// how it was printed; a passage on the page leads to the text.

import { element } from "../search/element.js"
import { plain, t } from "../words.js"
import { Crop, rectangle, sheets, svg } from "./facsimile.js"

const NAMED = 16 // characters of a passage that name it

export function show(apparatus, story, dialog, pane) {
  const pages = sheets(story)
  const [raw, made] = [dialog.querySelector(".compare__raw"), dialog.querySelector(".compare__made")]
  const printed = pane(t("facsimile"), "pages", [...pages.values()].map(copy))
  raw.before(printed)
  dialog.querySelector(".compare__close").before(change(dialog, printed, raw))
  made.querySelector("h3").after(element("p", { class: "compare__tap" }, t("facsimile.tap")))
  const crop = new Crop(pages, () => outline(printed, []))

  apparatus.passages.forEach((_, n) => {
    const part = made.querySelector(`[data-part="${n}"]`)
    if (!part) return // an editor removed it
    const text = part.textContent
    const sentences = cut([...part.childNodes], part.dataset.edited ? [whole(text, apparatus.sentences[n])] : apparatus.sentences[n])
    part.replaceChildren(...sentences.flatMap(sentence))
    mark(printed, n, columns(sentences.flatMap(({ places }) => places)), text)
  })

  const choose = chosen => {
    const places = JSON.parse(chosen.dataset.places)
    if (crop.toggle(chosen, chosen.closest("p"), places, plain("facsimile.sentence"))) outline(printed, places)
  }
  made.addEventListener("click", event => {
    const chosen = event.target.closest(".sentence")
    if (chosen && getSelection().isCollapsed) choose(chosen)
  })
  made.addEventListener("keydown", event => {
    if (!event.target.matches(".sentence") || !["Enter", " "].includes(event.key)) return
    event.preventDefault()
    choose(event.target)
  })
  printed.addEventListener("click", event => {
    const link = event.target.closest("a")
    if (!link) return
    event.preventDefault()
    const part = made.querySelector(`[data-part="${link.dataset.part}"]`)
    part.scrollIntoView({ block: "center" })
    part.querySelector(".sentence").focus({ preventScroll: true })
  })
  dialog.addEventListener("keydown", event => {
    if (event.key === "Escape" && !event.defaultPrevented && crop.close()) event.preventDefault()
  })
  // A slow screen draws its first frame when a reader may have chosen a sentence already.
  requestAnimationFrame(() => crop.figure ?? view(printed, printed.querySelector("a")))
}

// A page for the pane: its picture, and nothing marked on it yet.
function copy(sheet) {
  const image = sheet.image.cloneNode()
  image.sizes = "(min-width: 48em) 50vw, 100vw"
  const marks = svg("svg", {
    viewBox: `0 0 ${sheet.width} ${sheet.height}`,
    preserveAspectRatio: "none",
    role: "group",
    "aria-label": image.alt,
  })
  return element("div", { class: "facsimile__page", "data-page": sheet.number }, image, marks)
}

// The two buttons that show the pages or the text of the capture.
function change(dialog, printed, raw) {
  const buttons = [
    [t("facsimile.pages"), printed],
    [t("facsimile.text"), raw],
  ].map(([name, own]) => {
    const button = element("button", { type: "button" }, name)
    button.addEventListener("click", () => choose(own))
    return { button, own }
  })
  const choose = shown => {
    dialog.classList.toggle("compare--pages", shown === printed)
    for (const { button, own } of buttons) {
      own.hidden = own !== shown
      button.setAttribute("aria-pressed", String(own === shown))
    }
  }
  choose(printed)
  return element(
    "div",
    { class: "compare__switch", role: "group", "aria-label": plain("capture") },
    buttons.map(({ button }) => button),
  )
}

// A passage that an editor changed is one: its sentences are not those that were printed.
const whole = (text, sentences) => [[...text].length, ...columns(sentences.flatMap(([, ...places]) => places))]

// Divides the nodes of a passage into its sentences; an edit goes with the one it begins in.
function cut(nodes, sentences) {
  const found = sentences.map(([length, ...places]) => ({ length, places, nodes: [] }))
  let [at, room] = [0, found[0]?.length ?? 0]
  for (const node of nodes) {
    const text = node.nodeType === Node.TEXT_NODE
    let rest = [...node.textContent]
    do {
      while (room <= 0 && at < found.length - 1) room += found[++at].length
      const piece = text ? rest.slice(0, at < found.length - 1 ? room : rest.length) : rest
      found[at]?.nodes.push(text ? piece.join("") : node)
      room -= piece.length
      rest = rest.slice(piece.length)
    } while (rest.length)
  }
  return found
}

function sentence({ nodes, places }) {
  if (!places.length) return nodes
  const attributes = { class: "sentence", role: "button", tabindex: "0", "data-places": JSON.stringify(places) }
  return [element("span", attributes, nodes)]
}

// Returns the places of a passage, one box for each column, of those of its sentences.
function columns(places) {
  const found = []
  for (const [page, ...boxes] of places) {
    const before = found.at(-1)
    const all = before && before[0] === page && boxes[0][1] >= before.last[1] ? [before[1], ...boxes] : boxes
    const side = (n, most) => most(...all.map(box => box[n]))
    const place = [page, [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)]]
    place.last = boxes.at(-1)
    found.splice(all === boxes ? found.length : -1, 1, place)
  }
  return found
}

function mark(printed, n, places, text) {
  for (const node of printed.querySelectorAll(".facsimile__page")) {
    const page = Number(node.dataset.page)
    const own = places.filter(place => place[0] === page)
    if (!own.length) continue
    const name = [...text].length > NAMED ? `${[...text].slice(0, NAMED).join("")}……` : text
    const label = plain("facsimile.place", { place: `“${name}”`, page })
    const link = svg("a", { href: "#", "aria-label": label, "data-part": n }, ...own.map(([, box]) => rectangle(box)))
    node.querySelector("svg").append(link)
  }
}

// Outlines places on the pages and brings the first into view.
function outline(printed, places) {
  for (const old of printed.querySelectorAll(".facsimile__chosen")) old.remove()
  for (const [page, ...boxes] of places) {
    const chosen = svg("g", { class: "facsimile__chosen" }, ...boxes.map(rectangle))
    printed.querySelector(`[data-page="${page}"] svg`).append(chosen)
  }
  view(printed, printed.querySelector(".facsimile__chosen"))
}

// Scrolls the pane so that something on a page stands in its middle.
function view(printed, node) {
  if (!node) return
  const [own, there] = [printed, node].map(one => one.getBoundingClientRect())
  printed.scrollTop += there.top - own.top - Math.max(0, own.height - there.height) / 2
}
