let pagefind

export async function init() {
  pagefind = await import("/pagefind/pagefind.js")
  await pagefind.options({ bundlePath: "/pagefind/" })
  await pagefind.init()
}

export async function ask(text) {
  const start = performance.now()
  const { results } = await pagefind.search(text)
  return { names: results.map(({ id }) => id), first: performance.now() - start }
}
