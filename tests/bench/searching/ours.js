export async function init() {
  const site = await import("/assets/javascripts/search/site.js")
  globalThis.searching = await site.engine()
}

export async function ask(text) {
  const start = performance.now()
  let first = null
  const preview = () => (first = performance.now() - start)
  const { hits } = await globalThis.searching.search(text, { preview })
  return { names: hits.filter(hit => !hit.read).map(hit => String(hit.number)), first: first ?? performance.now() - start }
}
