// What an edit did: in one line, and as the bar and the tip say it.

import { element } from "../search/element.js"
import { plain, tongue } from "../words.js"

const SEEN = { "\n": "↵", "\r": "", "\t": "⇥", " ": "␣", "\u3000": "□" }
const LONGEST = 80

export function summary({ old, made, kind, name }) {
  const both = `${visible(old) || "∅"} → ${visible(made) || "∅"}`
  const what = old === made ? visible(old) : both // a passage that was moved is as it was
  return { title: `${plain(`repair.${kind}`)} · ${name}`, what }
}

// Returns the nodes that say kind, before and after, and the reason.
export function told(edit) {
  const { title, what } = summary(edit)
  return [
    element("b", { class: `edit--${edit.kind}`, lang: tongue(title) }, title),
    what ? element("code", { lang: tongue(what) }, what) : "",
    edit.why ? element("span", { class: "why", lang: "zh-Hans" }, `${edit.why}。`) : "",
  ]
}

function visible(text) {
  const all = [...text]
  const shown = all.slice(0, LONGEST).map(c => SEEN[c] ?? c).join("")
  return shown + (all.length > LONGEST ? `……${plain("repairs.long", { count: all.length })}` : "")
}
