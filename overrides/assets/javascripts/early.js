// Runs before the first paint: the reader's colours and size of text, and what needs no words yet.
// Not a module, which waits.
{
  const kept = name => {
    try {
      return localStorage.getItem(name)
    } catch {
      return null // storage is forbidden: the system decides
    }
  }
  const root = document.documentElement
  const system = matchMedia("(prefers-color-scheme: dark)")
  const modules = "noModule" in HTMLScriptElement.prototype // else the page stays as without scripts
  if (modules) root.className = "js"
  root.dataset.size = kept("size") ?? "0"
  root.dataset.scheme = kept("scheme") ?? "auto"
  root.dataset.digits = kept("digits") ?? ""
  root.dataset.lines = kept("lines") ?? ""
  const paint = () => {
    const { scheme } = root.dataset
    const dark = scheme === "auto" ? system.matches : scheme === "dark"
    document.body.dataset.mdColorScheme = dark ? "slate" : "default"
  }
  paint()
  system.addEventListener("change", paint)
  root.addEventListener("scheme", paint)

  // What a page says to those without scripts waits until its script has failed: at once where it
  // cannot be loaded (a page opened as a file), else after 15 s.
  const failed = () => root.classList.add("failed")
  addEventListener("error", ({ target }) => target.type === "module" && failed(), true)
  setTimeout(failed, 15_000)

  // Opened as a file, a folder is a listing: links lead to the page in it.
  const toPages = () => {
    for (const link of document.links) {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
    }
  }
  if (location.protocol === "file:") addEventListener("DOMContentLoaded", toPages)
}
