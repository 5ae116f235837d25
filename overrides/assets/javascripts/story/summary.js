// One line that says what an edit did.

import { plain } from "../words.js"

const SEEN = { "\n": "↵", "\r": "", "\t": "⇥", " ": "␣", "\u3000": "□" }
const LONGEST = 80

export function summary({ old, made, kind, name }) {
  const what = old || made ? `${visible(old)}${made ? ` → ${visible(made)}` : ""}` : ""
  return { title: `${plain(`repair.${kind}`)} · ${name}`, what }
}

function visible(text) {
  const all = [...text]
  const shown = all.slice(0, LONGEST).map(c => SEEN[c] ?? c).join("")
  return shown + (all.length > LONGEST ? `……${plain("repairs.long", { count: all.length })}` : "")
}
