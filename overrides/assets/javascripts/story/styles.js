// The style sheet of what is shown when a reader asks for it: bar, marks, comparison.

const SHEET = new URL("../../stylesheets/marks.css", import.meta.url)
let loaded = null

// Loads it once; nothing that needs it is shown before.
export function styled() {
  loaded ??= new Promise(done => {
    const link = document.createElement("link")
    Object.assign(link, { rel: "stylesheet", href: SHEET.href, onload: done, onerror: done })
    document.head.append(link)
  })
  return loaded
}
