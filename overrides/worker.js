// Keeps the pages that were seen, with what they load, so that they can be read again without a
// network. The network comes first: a page that has changed is never shown old while it can be
// reached; where it hangs, the kept page comes after PATIENCE. The names of the stores hold the
// site's folder, since one server may have several sites.

const SCOPE = new URL("./", self.location)
const HERE = SCOPE.pathname
const STORE = `archive ${HERE} 2`
const SHELF = `archive ${HERE} offline 2` // the pages that are shown instead of one never seen
const SHELVES = ["offline/", "bo/offline/"]
const PATIENCE = 3000 // milliseconds
const FILES = 400 // of the store; the oldest go first
const BYTES = 24e6
const LARGEST = 3e6 // of one file
const INDEX = new URL("search/index/", SCOPE).href
const ASSET = /(?:href|src)="([^"#?:]+\.(?:css|js|svg))"/g
const OURS = /<link rel="manifest" href="[^"]*manifest\.webmanifest">/ // no page of a hotel's network
const IN_FLIGHT = ["content-encoding", "content-length", "transfer-encoding"]

let stopped = false
let writing = Promise.resolve()
const reading = new Set() // clients that show a kept page: what it loads is taken from the store too

self.addEventListener("install", () => self.skipWaiting())

self.addEventListener("activate", event => {
  const old = name => name.startsWith(`archive ${HERE} `) && name !== STORE && name !== SHELF
  const clean = caches.keys().then(names => Promise.all(names.filter(old).map(name => caches.delete(name))))
  event.waitUntil(clean.then(() => self.clients.claim()))
})

self.addEventListener("message", event => {
  if (event.data.keep) event.waitUntil(write(store => keepPage(store, event.data.keep)).then(fillShelf))
  if (event.data.drop) event.waitUntil(drop().then(() => event.ports[0].postMessage("dropped")))
})

self.addEventListener("fetch", event => {
  const { request } = event
  if (stopped || request.method !== "GET" || !isOurs(request.url)) return
  if (!request.headers.has("range")) event.respondWith(answer(event, request))
  else if (request.url.startsWith(INDEX)) event.respondWith(piece(event, request))
})

function isOurs(address) {
  const { origin, pathname } = new URL(address)
  const apart = ["admin/", "-/"].some(folder => pathname.startsWith(HERE + folder)) // never kept
  return origin === SCOPE.origin && pathname.startsWith(HERE) && !apart
}

async function answer(event, request) {
  const network = fetch(request)
  const page = request.mode === "navigate" // for which the network is asked again, whatever is read
  event.waitUntil(network.then(response => saw(request, response.clone())).catch(() => {}))
  if (!page && reading.has(event.clientId)) return (await kept(request)) ?? network
  const instead = async () => {
    const found = await kept(request)
    if (found && page) reading.add(event.resultingClientId)
    return found
  }
  let late = true // until the network has answered
  const first = network.finally(() => { late = false })
  const second = pause(PATIENCE).then(() => late ? instead() : null).then(found => found ?? network)
  try {
    return await Promise.race([first, second])
  } catch (error) {
    const found = await instead()
    if (found) return found
    if (!page) throw error
    reading.add(event.resultingClientId)
    return missing(new URL(request.url))
  }
}

// A piece of a file of the search: a store keeps no answer to a range, so it has an address of its own.
async function piece(event, request) {
  const { url, headers } = request
  const address = `${url}${url.includes("?") ? "&" : "?"}${headers.get("range")}`
  const had = async () => {
    const found = await kept(new Request(address))
    return found ? new Response(found.body, { status: 206, headers: found.headers }) : kept(request)
  }
  if (reading.has(event.clientId)) return (await had()) ?? fetch(request)
  try {
    const response = await fetch(request)
    const copy = response.clone()
    if (response.ok) event.waitUntil(write(store => put(store, response.status === 206 ? address : url, copy)))
    return response
  } catch (error) {
    const found = await had()
    if (found) return found
    throw error
  }
}

const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))

// Pages are the same whatever is asked of them; other files are kept for each version (?hash).
async function kept(request) {
  const ignoreSearch = request.mode === "navigate"
  for (const cacheName of [STORE, SHELF]) {
    const found = await caches.match(request, { cacheName, ignoreSearch, ignoreVary: true })
    if (found) return found
    const folder = ignoreSearch ? folderOf(request.url) : request.url
    const match = { cacheName, ignoreSearch, ignoreVary: true }
    if (folder !== request.url && (await caches.match(folder, match))) return Response.redirect(folder)
  }
}

// Where a server sends whoever leaves out the last slash; a page may be asked for by its file, too.
function folderOf(address) {
  const url = new URL(address)
  url.pathname = url.pathname.replace(/\/(?:index\.html)?$/, "") + "/"
  return url.href
}

function saw(request, response) {
  const page = request.mode === "navigate"
  if (page && [404, 410].includes(response.status)) return write(store => store.delete(keyOf(request.url)))
  if (!response.ok || response.type !== "basic" || (page && !isPage(response))) return
  return write(store => put(store, page ? keyOf(request.url) : request.url, response))
}

const isPage = response => (response.headers.get("content-type") ?? "").startsWith("text/html")

function keyOf(address) {
  const { origin, pathname } = new URL(address)
  return origin + pathname
}

// Runs one change of the store after the other.
function write(change) {
  const run = async () => {
    if (stopped) return
    const store = await caches.open(STORE)
    await change(store)
    await trim(store)
  }
  return (writing = writing.then(run, run))
}

// Keeps a page with all it loads, or nothing of a new one. What is kept already becomes the newest;
// the page stands before what it loads, so that it goes first where room is needed.
async function keepPage(store, [page, ...loaded]) {
  const address = keyOf(page)
  const had = await store.match(address, { ignoreVary: true })
  try {
    for (const one of [address, ...loaded.filter(isOurs)]) await renew(store, one)
  } catch (error) {
    if (!had) await store.delete(address)
    throw error
  }
}

// `put` takes the place of what was kept in one step and makes it the newest: nothing is missing meanwhile.
async function renew(store, address) {
  const found = await store.match(address, { ignoreVary: true })
  if (found) return store.put(address, found)
  const response = await fetch(address, { cache: "force-cache" })
  if (response.ok && response.type === "basic") return put(store, address, response)
}

// Whether an answer may be kept: not what says no-store, nor what a reader looked for.
function mayKeep(address, { headers }) {
  return !/\bno-store\b/i.test(headers.get("cache-control") ?? "") && !new URL(address).searchParams.has("q")
}

async function put(store, address, response) {
  if (!mayKeep(address, response)) return store.delete(address)
  const body = await response.blob()
  const headers = new Headers(response.headers)
  for (const name of IN_FLIGHT) headers.delete(name)
  headers.set("x-kept-bytes", body.size)
  if (body.size > LARGEST) return
  if (isPage(response)) {
    const text = await body.text()
    if (!OURS.test(text)) return
    headers.set("x-kept-title", encodeURIComponent(/<title>([^<]*)/.exec(text)?.[1] ?? ""))
    headers.set("x-kept-language", /<html lang="([\w-]+)"/.exec(text)?.[1] ?? "")
  }
  await store.put(address, new Response(body, { headers }))
}

async function trim(store) {
  const [files, responses] = await Promise.all([store.keys(), store.matchAll()])
  let bytes = 0
  const sizes = responses.map(({ headers }) => Number(headers.get("x-kept-bytes")))
  for (let at = files.length - 1; at >= 0; at--) {
    bytes += sizes[at]
    if (bytes > BYTES || files.length - at > FILES) await store.delete(files[at])
  }
}

// Has the pages at hand that are shown without a network, of the site's newest build: its sheet of
// styles has another name after each change.
async function fillShelf() {
  if (stopped) return
  const shelf = await caches.open(SHELF)
  for (const name of SHELVES) {
    const page = new URL(name, SCOPE)
    const response = await fetch(page)
    if (!response.ok) continue
    const text = await response.clone().text()
    const assets = [...text.matchAll(ASSET)].map(([, path]) => new URL(path, page).href)
    for (const address of assets) {
      if (!(await shelf.match(address, { ignoreVary: true }))) await put(shelf, address, await fetch(address))
    }
    await put(shelf, page.href, response)
  }
}

async function missing(url) {
  const own = new URL(url.pathname.startsWith(`${HERE}bo/`) ? SHELVES[1] : SHELVES[0], SCOPE)
  const shelf = await caches.match(own, { cacheName: SHELF, ignoreVary: true })
  const text = shelf ? (await shelf.text()).replace("<head>", () => `<head><base href="${own.pathname}">`) : PLAIN
  const again = url.href.replaceAll("&", "&amp;")
  const page = text.replace("data-missed hidden", "data-missed").replace('href="./" data-again', () => `href="${again}"`)
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } })
}

const PLAIN = `<!doctype html><html lang="zh-Hans"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>没有网络</title>
<main><h1>没有网络</h1><p>这一页还没有看过，离线时读不到。<a href="./" data-again>再试一次</a></p></main></html>`

async function drop() {
  stopped = true
  await writing
  for (const name of await caches.keys()) if (name.startsWith(`archive ${HERE} `)) await caches.delete(name)
}
