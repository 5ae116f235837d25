// The permanent address of a paragraph, heading or picture: a link that also copies itself.

import { element } from "../search/element.js"

const NAMES = { p: "段", h: "个小标题", fig: "幅图" }

export function link(block, say) {
  const [, kind, number] = block.id.match(/^([a-z]+)(\d+)$/) ?? []
  if (!kind) return
  const name = `第${number}${NAMES[kind]}的网址`
  const made = element("a", { class: "anchor", href: `#${block.id}`, "aria-label": `复制${name}`, title: `复制${name}` })
  made.addEventListener("click", () => {
    const address = new URL(`#${block.id}`, location.href).href
    navigator.clipboard?.writeText(address).then(
      () => say(`已复制${name}。`),
      () => say("网址在地址栏里。"),
    )
  })
  block.append(made)
}
