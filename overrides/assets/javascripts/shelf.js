// The page /offline/: the pages that are kept, newest first.

import { prefix } from "./offline.js"
import { element } from "./search/element.js"
import { t } from "./words.js"

const place = document.querySelector("[data-shelf]")
const missed = document.querySelector("[data-missed]")

const decoded = html => new DOMParser().parseFromString(html, "text/html").body.textContent

async function keptPages() {
  const names = (await caches.keys()).filter(name => name.startsWith(prefix) && !name.includes(" offline "))
  const found = await Promise.all(names.map(pagesOf))
  return found.flat().reverse()
}

async function pagesOf(name) {
  const store = await caches.open(name)
  const files = await Promise.all((await store.keys()).map(async file => [file.url, await store.match(file)]))
  return files
    .filter(([url, answer]) => answer?.headers.get("x-kept-title") && !url.endsWith("/offline/"))
    .map(([url, { headers }]) => ({
      url,
      title: decoded(decodeURIComponent(headers.get("x-kept-title"))).replace(/ - [^-]*$/, ""),
      lang: headers.get("x-kept-language"),
    }))
}

const pages = "caches" in window ? await keptPages().catch(() => []) : []
const links = pages.map(({ url, title, lang }) => element("li", {}, element("a", { href: url, lang }, title)))
place.replaceChildren(pages.length ? element("ul", { class: "shelf" }, links) : element("p", {}, t("offline.empty")))
if (!missed.hidden) addEventListener("online", () => location.reload())
