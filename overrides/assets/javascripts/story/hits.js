// The matches of the search that led to a story, stepped through by the bar.

import { decoded } from "../decoded.js"
import { element } from "../search/element.js"
import { plain, t } from "../words.js"
import { Bar } from "./bar.js"
import { styled } from "./styles.js"

export async function hits(story, query) {
  const places = new Map()
  for (const mark of story.querySelectorAll("mark[data-match]")) {
    const { match } = mark.dataset
    places.set(match, [...(places.get(match) ?? []), mark])
  }
  const tools = story.querySelector("[data-tools]")
  if (!places.size || !tools) return
  const bar = new Bar(plain("bar.hits"), {
    tell: () => [element("b", {}, t("bar.hits")), element("span", { class: "why", lang: "zh-Hans" }, query)],
    short: true,
  })
  bar.show([...places.values()])
  const target = location.hash && document.getElementById(decoded(location.hash.slice(1)))
  const after = ([mark]) => target.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING
  const first = target ? Math.max(0, bar.places.findIndex(after)) : 0
  bar.go(first)
  await styled()
  bar.open(tools)
  bar.go(first) // the bar may cover it
}
