// What is folded is read on paper as well. Browsers of today open it by the style sheet for print;
// in older ones it must be open while the page is set.

export function unfolding() {
  let opened = []
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")]
    for (const details of opened) details.open = true
  })
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false
  })
}
