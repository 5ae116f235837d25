// What narrows a list: beside it where there is room, on a phone a sheet that rises from below.
import { element } from "../search/element.js"
import { plain, t } from "../words.js"

const wide = matchMedia("(min-width: 60em)") // as in browse.css and search.css

/** A modal dialog keeps the focus, closes by Escape and gives the focus back: the browser does it. */
export class Sheet {
  /** `panel` goes into the sheet, which `opener` opens; `clear()` takes all choices back. */
  constructor(panel, opener, clear) {
    Object.assign(this, { panel, opener, home: panel.parentNode, changed: false })
    this.see = element("button", { type: "button", class: "sheet__see" })
    this.clear = element("button", { type: "button", class: "sheet__clear" }, t("word.filter.clear"))
    this.body = element("div", { class: "sheet__body" })
    const close = element("button", { type: "button", class: "sheet__close", "aria-label": plain("close") }, "×")
    this.dialog = element(
      "dialog",
      { class: "sheet", "aria-label": plain("filter") },
      element("div", { class: "sheet__head" }, element("p", { class: "sheet__title" }, t("filter")), this.clear, close),
      this.body,
      element("div", { class: "sheet__foot" }, this.see),
    )
    this.home.append(this.dialog)
    for (const button of [close, this.see]) button.addEventListener("click", () => this.dialog.close())
    this.clear.addEventListener("click", () => {
      clear()
      this.see.focus() // the button itself is gone
    })
    this.dialog.addEventListener("click", ({ target }) => target === this.dialog && this.dialog.close())
    this.dialog.addEventListener("close", () => this.changed && opener.scrollIntoView({ block: "nearest" }))
    opener.addEventListener("click", () => this.open())
    wide.addEventListener("change", () => this.place())
    this.place()
  }

  open() {
    this.changed = false
    this.dialog.showModal()
  }

  place() {
    if (wide.matches && this.dialog.open) this.dialog.close()
    if (wide.matches) this.home.prepend(this.panel)
    else this.body.append(this.panel)
  }

  /** Say how many stories are left, and how many conditions are chosen. */
  update(count, chosen) {
    this.changed = true
    this.see.replaceChildren(count ? t("sheet.see", { count }) : t("browse.none"))
    this.clear.hidden = chosen === 0
    this.opener.replaceChildren(t("filter"), chosen ? element("span", { class: "sheet__chosen" }, String(chosen)) : "")
    if (chosen) this.opener.setAttribute("aria-label", `${plain("filter")} ${plain("browse.count.chosen", { count: chosen })}`)
    else this.opener.removeAttribute("aria-label")
  }
}
