// What an edit did and why, beside it: on hover, focus and tap. Escape closes it.

import { element } from "../search/element.js"
import { tongue } from "../words.js"
import { summary } from "./summary.js"

export class Tip {
  constructor(root, selector, editOf) {
    this.box = element("div", { class: "tip", id: `tip-${Tip.count++}`, role: "tooltip", hidden: true })
    this.editOf = editOf
    this.mark = null
    ;(root.closest("dialog") ?? root).append(this.box)
    const on = event => event.target.closest?.(selector)
    const open = event => on(event) && this.open(on(event))
    root.addEventListener("pointerover", open)
    root.addEventListener("focusin", open)
    root.addEventListener("click", open)
    root.addEventListener("pointerout", event => on(event) && on(event) !== document.activeElement && this.close())
    root.addEventListener("focusout", event => on(event) && this.close())
    root.addEventListener("keydown", event => {
      if (event.key === "Escape" && this.mark) {
        this.close()
        event.preventDefault()
      }
      if ((event.key === "Enter" || event.key === " ") && on(event)) {
        this.open(on(event))
        event.preventDefault()
      }
    })
  }

  open(mark) {
    this.close()
    const edit = this.editOf(mark)
    const { title, what } = summary(edit)
    this.mark = mark
    this.box.replaceChildren(
      element("b", { lang: tongue(title) }, title),
      what ? element("code", { lang: tongue(what) }, what) : "",
      edit.why ? element("span", { lang: "zh-Hans" }, `${edit.why}。`) : "",
    )
    this.box.hidden = false
    mark.setAttribute("aria-describedby", this.box.id)
    const at = mark.getClientRects()[0] ?? mark.getBoundingClientRect()
    const { width, height } = this.box.getBoundingClientRect()
    const below = at.bottom + 6 + height < innerHeight
    this.box.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8))}px`
    this.box.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - height - 6)}px`
  }

  close() {
    this.box.hidden = true
    this.mark?.removeAttribute("aria-describedby")
    this.mark = null
  }
}
Tip.count = 0
