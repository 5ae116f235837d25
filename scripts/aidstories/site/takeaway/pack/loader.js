// Runs the site's modules, which stand below as functions: a browser loads no module from a file.
// What they would fetch comes as scripts too, each beside its file: facets.json.js.

const modules = {}
const running = {}
const files = {}
const HERE = document.currentScript
const ROOT = new URL("./", HERE.src)
const SITE = new URL("../../", ROOT)
const UNSERVED = location.protocol === "file:"
const SERVED = /^search\// // the index is bytes: the search needs a server

globalThis.archiveFile = (path, text) => (files[path] = text)

const define = (name, body) => (modules[name] = body)

const load = (address, from = ROOT) => {
  const url = new URL(address, from)
  const name = url.href.slice(ROOT.href.length)
  return (running[name] ??= modules[name](another => load(another, url), url.href, UNSERVED ? read : fetch))
}

async function read(address) {
  const url = new URL(address, location.href)
  const path = decodeURIComponent(url.href.slice(SITE.href.length))
  files[path] ??= await new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = `${url.href}.js`
    script.onload = () => resolve(files[path])
    script.onerror = () => reject(new TypeError(path))
    document.head.append(script)
  })
  return new Response(files[path])
}

// Folders have no page of their own without a server: links that scripts make lead to its file.
function lead(event) {
  const link = event.target.closest?.("a[href]")
  if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
}

if (UNSERVED) for (const kind of ["click", "auxclick", "contextmenu"]) addEventListener(kind, lead, true)

queueMicrotask(() => {
  const wanted = HERE.dataset.run.split(" ")
  for (const name of wanted) {
    if (!UNSERVED || !SERVED.test(name)) load(name)
    else if (name === "search/page.js") document.documentElement.classList.add("failed") // says so
  }
})
