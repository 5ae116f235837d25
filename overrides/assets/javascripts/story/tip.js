// What an edit did and why, beside it, under the mouse. Escape closes it. The bar says the same to
// those who have no mouse.

import { element } from "../search/element.js"
import { told } from "./summary.js"

export class Tip {
  constructor(root, selector, editOf) {
    this.box = element("div", { class: "tip", role: "tooltip", hidden: true })
    this.editOf = editOf
    ;(root.closest("dialog") ?? root).append(this.box)
    const on = event => event.pointerType === "mouse" && event.target.closest?.(selector)
    root.addEventListener("pointerover", event => on(event) && this.open(on(event)))
    root.addEventListener("pointerout", event => on(event) && this.close())
    document.addEventListener("keydown", event => event.key === "Escape" && this.close())
  }

  open(mark) {
    this.box.replaceChildren(...told(this.editOf(mark)))
    this.box.hidden = false
    const at = mark.getClientRects()[0] ?? mark.getBoundingClientRect()
    const { width, height } = this.box.getBoundingClientRect()
    const below = at.bottom + 6 + height < innerHeight
    this.box.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8))}px`
    this.box.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - height - 6)}px`
  }

  close() {
    this.box.hidden = true
  }
}
