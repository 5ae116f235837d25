// Pages already seen, kept for reading without a network, and the button that drops them.

import { element } from "./search/element.js"

const WORKER = new URL("../../worker.js", import.meta.url)
const possible = "serviceWorker" in navigator && window.isSecureContext
const OFF = "offline"

// What the names of the stores begin with.
export const prefix = `archive ${new URL("./", WORKER).pathname} `

// What the reader said; undefined where the browser remembers nothing: no page is kept there.
const chosen = () => {
  try {
    return localStorage.getItem(OFF)
  } catch {
    return undefined
  }
}
const refused = () => chosen() === "no"

export function start() {
  if (!possible || chosen() === undefined) return
  if (!refused()) navigator.serviceWorker.register(WORKER).then(keepThis).catch(() => {})
  document.querySelectorAll("[data-offline]").forEach(controls)
}

// The first page was loaded before the worker was there: it is told what there is to keep.
async function keepThis() {
  if (document.readyState !== "complete") await new Promise(done => addEventListener("load", done, { once: true }))
  const { active } = await navigator.serviceWorker.ready
  const [page] = performance.getEntriesByType("navigation")
  if (page?.responseStatus > 299) return // there is no such page
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name)
  active.postMessage({ keep: [location.href, ...new Set(loaded)] })
}

// Forgets every page and stops keeping them.
async function drop() {
  localStorage.setItem(OFF, "no")
  const worker = await navigator.serviceWorker.getRegistration(WORKER)
  if (worker?.active) await told(worker.active, { drop: true })
  await worker?.unregister()
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name)
}

// Tells the worker something and waits until it has done it.
function told(worker, message) {
  const { port1, port2 } = new MessageChannel()
  worker.postMessage(message, [port2])
  return new Promise(done => (port1.onmessage = done))
}

async function controls(place) {
  const { t } = await import("./words.js")
  const said = element("span", { role: "status" })
  const button = element("button", { type: "button", class: "offline" })
  const show = () => button.replaceChildren(refused() ? t("offline.resume") : t("offline.drop"))
  button.addEventListener("click", async () => {
    if (refused()) {
      localStorage.removeItem(OFF)
      await navigator.serviceWorker.register(WORKER)
      said.replaceChildren(t("offline.resumed"))
    } else {
      await drop()
      said.replaceChildren(t("offline.dropped"))
    }
    show()
  })
  show()
  place.replaceChildren(button, said)
}
