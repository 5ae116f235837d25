// A box that filters a list as one types; composing (an input method) and Escape are understood.
import { element } from "../search/element.js"

/**
 * Return `{root, input}`; `label` names the box, `said` tells a screen reader what is left, and
 * `filter(typed)`, which may take its time, returns that.
 */
export function filterBox({ label, hint }, filter) {
  const input = element("input", { type: "search", "aria-label": label, placeholder: hint, autocomplete: "off", spellcheck: "false" })
  const said = element("p", { class: "filter__said", role: "status" })
  listen(input, said, filter)
  return { root: element("div", { class: "filter" }, input, said), input }
}

/** Have `filter` called with what stands in `input`; `said` shows what it returns. */
export function listen(input, said, filter) {
  let turn = 0
  const run = async () => {
    const mine = ++turn
    const left = await filter(input.value.trim(), () => mine === turn)
    if (mine === turn) said.replaceChildren(left ?? "")
  }
  input.addEventListener("input", (event) => event.isComposing || run())
  input.addEventListener("compositionend", run)
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault() // in a form it would leave the page
    if (event.key !== "Escape" || !input.value) return
    event.preventDefault() // the sheet around it stays
    event.stopPropagation()
    input.value = ""
    run()
  })
  if (input.value) run() // typed before this script was there, as on a slow network
  return run
}
