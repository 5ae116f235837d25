// Runs before the first paint: the reader's colours and size of text. Not a module, which waits.
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
  root.className = "js"
  root.dataset.size = kept("size") ?? "0"
  root.dataset.scheme = kept("scheme") ?? "auto"
  const paint = () => {
    const { scheme } = root.dataset
    const dark = scheme === "auto" ? system.matches : scheme === "dark"
    document.body.dataset.mdColorScheme = dark ? "slate" : "default"
  }
  paint()
  system.addEventListener("change", paint)
  root.addEventListener("scheme", paint)
}
