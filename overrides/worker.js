// Keeps the pages that were seen, with what they load, so that they can be read again without a
// network. The network comes first: a page that has changed is never shown old while it can be
// reached. The name of the store holds the site's folder, since one server may have several sites.

const HERE = new URL("./", self.location).pathname
const STORE = `archive ${HERE} 1`
const MOST = 400 // files; the oldest go first

self.addEventListener("install", () => self.skipWaiting())

self.addEventListener("activate", event => {
  const old = name => name.startsWith(`archive ${HERE} `) && name !== STORE
  const clean = caches.keys().then(names => Promise.all(names.filter(old).map(name => caches.delete(name))))
  event.waitUntil(clean.then(() => self.clients.claim()))
})

self.addEventListener("fetch", event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== self.location.origin) return
  if (!url.pathname.startsWith(HERE) || request.headers.has("range")) return
  event.respondWith(answer(event, request))
})

async function answer(event, request) {
  try {
    const response = await fetch(request)
    if (response.ok && response.type === "basic") event.waitUntil(keep(request, response.clone()))
    return response
  } catch (error) {
    const store = await caches.open(STORE)
    const kept = await store.match(request, { ignoreSearch: request.mode === "navigate" })
    if (kept) return kept
    if (request.mode === "navigate") return missing()
    throw error
  }
}

async function keep(request, response) {
  const store = await caches.open(STORE)
  await store.delete(request)
  await store.put(request, response)
  const files = await store.keys()
  for (const file of files.slice(0, Math.max(0, files.length - MOST))) await store.delete(file)
}

function missing() {
  const page = `<!doctype html><html lang="zh-Hans"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>没有网络</title>
<main><h1>没有网络</h1><p>这一页还没有看过，离线时读不到。<a href="${HERE}">回到首页</a></p></main></html>`
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } })
}
