// The permanent address of a paragraph, heading or picture: a link that also copies itself.

import { element } from "../search/element.js"
import { plain, t } from "../words.js"

export function link(block, say) {
  const [, kind, number] = block.id.match(/^([a-z]+)(\d+)$/)
  const name = plain(`link.${kind}`, { number })
  const made = element("a", { class: "anchor", href: `#${block.id}`, "aria-label": name, title: name })
  made.addEventListener("click", () => {
    const address = new URL(`#${block.id}`, location.href).href
    navigator.clipboard?.writeText(address).then(
      () => say(t("link.copied")),
      () => say(t("link.bar")),
    )
  })
  return made
}
