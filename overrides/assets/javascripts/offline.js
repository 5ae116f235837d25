// Pages already seen, kept for reading without a network, and the button that drops them.

import { element } from "./search/element.js"

const WORKER = new URL("../../worker.js", import.meta.url)
const possible = "serviceWorker" in navigator && window.isSecureContext
const OFF = "offline"

const refused = () => {
  try {
    return localStorage.getItem(OFF) === "no"
  } catch {
    return true // storage is forbidden: keep nothing
  }
}

export function start() {
  if (!possible) return
  if (!refused()) navigator.serviceWorker.register(WORKER).catch(() => {})
  document.querySelectorAll("[data-offline]").forEach(controls)
}

// Forgets every page and stops keeping them.
async function drop() {
  localStorage.setItem(OFF, "no")
  const worker = await navigator.serviceWorker.getRegistration(WORKER)
  await worker?.unregister()
  for (const name of await caches.keys()) if (name.startsWith(prefix())) await caches.delete(name)
}

const prefix = () => `archive ${new URL("./", WORKER).pathname} `

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
