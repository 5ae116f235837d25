// The years: two ends on one line, and the list and the map answer.
import { t } from "../words.js"
import { load, nodes } from "./fragment.js"

const LEVELS = 5

export function years(tool) {
  const inputs = [...tool.querySelectorAll("input")]
  const place = tool.closest("section")
  const [list, output, more] = ["[data-list]", "output", "[data-more]"].map((name) => place.querySelector(name))
  const tiles = [...place.querySelectorAll(".tile")].map((link) => ({
    link, count: link.querySelector(".tile__count"), href: link.getAttribute("href"),
    whole: link.closest(".tiles__whole") !== null,
  }))
  const first = { entries: [...list.children], more: [...more.childNodes] }
  const [low, high] = [Number(inputs[0].min), Number(inputs[0].max)]
  let loading

  const data = () => (loading ??= load(tool.dataset.source).catch((error) => {
    loading = undefined // the next move of the slider tries again
    throw error
  }))
  const ends = () => inputs.map((input) => Number(input.value)).sort((a, b) => a - b)
  const full = ([from, to]) => from === low && to === high

  async function show() {
    mark(ends())
    try {
      answer(await data())
    } catch {
      output.replaceChildren(t("home.failed"))
    }
  }

  function mark([from, to]) {
    tool.style.setProperty("--from", (from - low) / (high - low))
    tool.style.setProperty("--to", (to - low) / (high - low))
    for (const bar of place.querySelectorAll(".bars > li")) {
      bar.toggleAttribute("data-out", Number(bar.dataset.last) < from || Number(bar.dataset.first) > to)
    }
  }

  function answer({ years, undated, tiles: counts, entries }) {
    const [from, to] = ends() // where the ends are by now
    const all = full([from, to])
    const inside = years.map(([year], n) => (year >= from && year <= to ? n : -1)).filter((n) => n >= 0)
    const count = sum(inside.map((n) => years[n][1])) + (all ? undated : 0)
    const query = all ? "" : inside.map((n) => `year=${years[n][0]}`).join("&")
    draw(counts.map((tile) => (all ? null : sum(inside.map((n) => tile[n])))), query)
    output.replaceChildren(t("home.span", { from, to, count }))
    if (all) {
      list.replaceChildren(...first.entries)
      more.replaceChildren(...first.more)
    } else {
      const newest = inside.toReversed().flatMap((n) => entries[n]).slice(0, Number(list.dataset.shown))
      list.replaceChildren(...newest.map(item))
      more.replaceChildren(...(count ? [link(`${tool.dataset.browse}?${query}`, t("home.all", { count }))] : []))
    }
  }

  // Gives each tile its number of stories in the years; null is the number it came with.
  function draw(found, query) {
    const numbers = tiles.map(({ link: { dataset } }, n) => found[n] ?? Number(dataset.all))
    const most = Math.max(1, ...numbers.filter((_, n) => !tiles[n].whole))
    tiles.forEach(({ link, count, href, whole }, n) => {
      const number = numbers[n]
      count.textContent = number || ""
      link.dataset.level = level(number, whole ? number : most)
      const opened = query ? `${tool.dataset.browse}?region=${escaped(link.dataset.value)}&${query}` : href
      if (number && opened) link.setAttribute("href", opened)
      else link.removeAttribute("href")
    })
  }

  for (const { link, count } of tiles) link.dataset.all = count.textContent || "0"
  for (const input of inputs) input.addEventListener("input", show)
  new IntersectionObserver(([{ isIntersecting }], watch) => {
    if (!isIntersecting) return
    watch.disconnect()
    data().catch(() => {}) // the slider says so when it is moved
  }, { rootMargin: "200px" }).observe(tool)
  tool.style.setProperty("--steps", high - low + 1)
  mark(ends())
  if (!full(ends())) show() // the browser kept the ends of an earlier visit
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)
const level = (count, most) => (count ? 1 + Math.floor((LEVELS - 1) * Math.sqrt(count / most) + 0.5) : 0)
const escaped = (value) => encodeURIComponent(value).replaceAll("%2F", "/")

function item(html) {
  const made = document.createElement("li")
  made.className = "entry"
  made.append(...nodes(html))
  return made
}

function link(href, text) {
  const made = document.createElement("a")
  made.href = href
  made.append(text)
  return made
}
