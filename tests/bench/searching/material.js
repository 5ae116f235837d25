// The worker's messages: 0 set up, 1 ready, 2 query, 3 result.
let worker

const next = () =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = event => reject(new Error(event.message))
  })

export async function init() {
  worker = new Worker("/assets/javascripts/workers/search.js")
  const index = await (await fetch("/search/search_index.json")).json()
  worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } })
  await next()
}

export async function ask(text) {
  const start = performance.now()
  worker.postMessage({ type: 2, data: text })
  const { data } = await next()
  const names = data.items.map(([{ location }]) => location.replace(/#.*/, ""))
  return { names: [...new Set(names)], first: performance.now() - start }
}
