// The references of a list: its stories' entries, out of the files that hold those of all.
// aidstories.site.takeaway.exports writes these.
import { save } from "./save.js"

const INDEX = new URL("../../../stories/references.json", import.meta.url)

/** What parts a file into entries, finds an entry's story, and makes a file of some. */
const FORMATS = {
  bib: {
    type: "application/x-bibtex",
    parted: text => text.split(/\n(?=@)/),
    id: entry => entry.match(/^@\w+\{([^,]+),/)?.[1],
    joined: entries => entries.join("\n"),
  },
  ris: {
    type: "application/x-research-info-systems",
    parted: text => text.split(/(?<=^ER {2}- \n)/m),
    id: entry => entry.match(/^ID {2}- (.+)$/m)?.[1],
    joined: entries => entries.join(""),
  },
  "csl.json": {
    type: "application/vnd.citationstyles.csl+json",
    parted: text => JSON.parse(text),
    id: entry => entry.id,
    joined: entries => `[\n${entries.map(entry => JSON.stringify(entry)).join(",\n")}\n]\n`,
  },
}

/** Save the references of the list that `link` stands in, in the format that it names. */
export async function take(link) {
  const end = link.dataset.references
  const [ids, texts] = await Promise.all([listed(document), filesOf(end)])
  const folder = location.pathname.replace(/page\/\d+\/(?:index\.html)?$/, "").split("/").filter(Boolean).at(-1)
  save(chosen(texts, ids, end), `${folder ?? "references"}.${end}`, FORMATS[end].type)
}

/** Return the file of those entries of `texts` that `ids` name, in their order; all without ids. */
export function chosen(texts, ids, end) {
  const { parted, id, joined } = FORMATS[end]
  const all = new Map(texts.flatMap(text => parted(text)).map(entry => [id(entry), entry]))
  return joined(ids.length ? ids.filter(one => all.has(one)).map(one => all.get(one)) : [...all.values()])
}

async function filesOf(end) {
  const names = JSON.parse(await read(INDEX))[end]
  return Promise.all(names.toReversed().map(name => read(new URL(name, INDEX)))) // the newest stand last
}

/** Return the ids of the stories on all pages of a list, each once. */
async function listed(here) {
  const others = [...here.querySelectorAll(".pages a:not([aria-current])")].map(link => link.href)
  const pages = await Promise.all(others.map(async url => new DOMParser().parseFromString(await read(url), "text/html")))
  const links = [here, ...pages].flatMap(page => [...page.querySelectorAll("#sheet .entry :is(h2, h3) a")])
  return [...new Set(links.map(link => idOf(link.getAttribute("href"))))]
}

const idOf = href => decodeURIComponent(href.split(/[?#]/)[0].replace(/(?:index\.html)?$/, "").split("/").at(-2))

async function read(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(answer.status)
  return answer.text()
}
