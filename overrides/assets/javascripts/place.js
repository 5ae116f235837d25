// Where the reader is on a page that scripts fill: how far down, what is opened, how much is shown.
// It is kept with the page's entry in the browser's history, and found again on coming back.

const REST = 400 // milliseconds after the last scroll; Safari allows 100 changes in 30 s
const ROUNDS = 12 // what is opened may hold what was opened within it; a list grows step by step

const openers = root => [...root.querySelectorAll("details > summary, button[aria-expanded]")]
const isOpen = one => (one.matches("summary") ? one.parentElement.open : one.getAttribute("aria-expanded") === "true")
const rests = root => [...root.querySelectorAll(".facet__more")] // a button that goes once it was asked

function nameOf(one) {
  const facet = one.closest("[data-facet]")?.dataset.facet ?? ""
  return `${facet} ${one.getAttribute("aria-label") ?? one.textContent.trim()}`
}

/**
 * Return the function that brings back the place on `root`, to be called when it shows the answer.
 * `shown()` is the number of entries, `grow(count)` has at least `count` of them shown.
 */
export function keepPlace(root, { shown = () => 0, grow = () => {} } = {}) {
  let timer = 0
  let ready = false
  history.scrollRestoration = "manual"

  const save = () => {
    clearTimeout(timer)
    if (!ready) return
    const open = openers(root).filter(isOpen).map(nameOf)
    const place = { y: Math.round(scrollY), shown: shown(), open, rests: rests(root).map(nameOf) }
    history.replaceState({ ...history.state, place }, "")
  }
  addEventListener("scroll", () => {
    clearTimeout(timer)
    timer = setTimeout(save, REST)
  }, { passive: true })
  addEventListener("pagehide", save)
  addEventListener("click", save, true) // before it leads elsewhere, or to another answer
  addEventListener("change", save, true)
  addEventListener("popstate", () => {
    clearTimeout(timer)
    ready = false // the address is already that of the other answer
  }, true)

  return () => {
    ready = true
    const place = history.state?.place
    if (!place) return
    grow(place.shown)
    for (let round = 0; round < ROUNDS && restore(root, place); round++);
    if (root.contains(document.activeElement)) document.activeElement.blur() // as the buttons left it
    scrollTo({ top: place.y, behavior: "instant" })
  }
}

function restore(root, { open, rests: left }) {
  const turned = openers(root).filter(one => isOpen(one) !== open.includes(nameOf(one)))
  const asked = rests(root).filter(one => !left.includes(nameOf(one)))
  for (const one of turned) {
    if (one.matches("summary")) one.parentElement.open = !one.parentElement.open
    else one.click()
  }
  for (const one of asked) one.click()
  return turned.length + asked.length
}
