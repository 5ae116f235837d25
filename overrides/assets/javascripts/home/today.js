// The story of the day: the same for all readers of a day, another from their midnight on.
import { load, nodes } from "./fragment.js"

const DAY = 864e5

/** Return the number of the reader's calendar day since 1970-01-01. */
export const dayOf = (now) => Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY

/** Return which of `count` stories a day shows; `step` has no factor in common with `count`. */
export const turn = (day, count, step) => (((day * step) % count) + count) % count

export function days(box) {
  const { days: source, size, count, step } = box.dataset
  let shown

  async function show() {
    const day = dayOf(new Date())
    if (day === shown) return
    shown = day
    const number = turn(day, Number(count), Number(step))
    const shard = await load(`${source}${Math.floor(number / size)}.json`)
    box.querySelector(".today__story").replaceChildren(...nodes(shard[number % size]))
  }

  // Whatever happens, the story that stands in the page is read.
  const refresh = () => show().catch(() => (shown = undefined)).finally(() => (box.dataset.set = ""))

  function wait() {
    const now = new Date()
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1)
    setTimeout(() => refresh().then(wait), midnight - now)
  }

  document.addEventListener("visibilitychange", () => document.hidden || refresh())
  refresh()
  wait()
}
