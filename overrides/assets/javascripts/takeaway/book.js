// The book of one story: its chapter, taken out of a book of several, with contents of its own.
// aidstories.site.takeaway.books writes that; the chapter and its pictures stay byte for byte.
import { save } from "./save.js"
import { Zip, stored, zipped } from "./zip.js"

const DC = "http://purl.org/dc/elements/1.1/"
const TYPE = "application/epub+zip"

/** Save the book of the story that `link` names, from the book that it leads to. */
export async function take(link) {
  const { book: id, urn } = link.dataset
  save(await storyBook(await Zip.open(link.href), { id, urn, ...told() }), `${id}.epub`, TYPE)
}

/** What the page says of its story to machines. `url` is its absolute address, or empty. */
function told() {
  const said = JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent)
  const written = document.querySelector('meta[name="author"]')?.content ?? ""
  const [paper] = [said.isPartOf ?? []].flat().filter(one => one["@type"] === "Newspaper")
  return {
    authors: written.split("、").filter(Boolean),
    url: said.url ?? "",
    sources: [said.url, paper?.name].filter(Boolean),
    date: said.datePublished ?? "",
    subjects: [said.keywords ?? []].flat(),
  }
}

/** Return the book of a story as bytes. */
async function storyBook(zip, about) {
  const { id } = about
  const names = ["package.opf", "nav.xhtml", "cover.xhtml", `${id}.xhtml`]
  const [opf, nav, cover, chapter] = (await Promise.all(names.map(name => zip.text(`EPUB/${name}`)))).map(parsed)
  const title = chapter.querySelector("h1").textContent
  const pictures = [...chapter.querySelectorAll("img")].map(image => image.getAttribute("src"))
  describe(opf, { ...about, title, pictures })
  contents(nav, chapter, id)
  front(cover, { ...about, title })
  const kept = ["mimetype", "META-INF/container.xml", "EPUB/style.css", `EPUB/${id}.xhtml`]
  const files = [...kept, ...new Set(pictures.map(name => `EPUB/${name}`))]
  const made = [opf, nav, cover].map((document, n) => stored(`EPUB/${names[n]}`, written(document)))
  return zipped([...(await Promise.all(files.map(name => zip.entry(name)))), ...made])
}

const parsed = text => new DOMParser().parseFromString(text, "application/xml")

function written(document) {
  const text = new XMLSerializer().serializeToString(document) // some browsers write the declaration
  return text.startsWith("<?xml") ? text : `<?xml version="1.0" encoding="utf-8"?>\n${text}\n`
}

function describe(opf, { id, urn, title, authors, sources, date, subjects, pictures }) {
  const about = opf.querySelector("metadata")
  const [named, identified] = ["title", "identifier"].map(name => about.getElementsByTagNameNS(DC, name)[0])
  for (const name of ["creator", "source", "date", "subject"]) {
    for (const one of [...about.getElementsByTagNameNS(DC, name)]) one.remove()
  }
  named.textContent = title
  identified.textContent = urn
  for (const [name, texts] of Object.entries({ creator: authors, source: sources, date: date ? [date] : [], subject: subjects })) {
    for (const text of texts) {
      const element = opf.createElementNS(DC, `dc:${name}`)
      element.textContent = text
      about.append(element)
    }
  }
  if (!pictures.length) {
    for (const meta of [...about.querySelectorAll("meta")]) {
      if (/^(?:visual|alternativeText)$/.test(meta.textContent)) meta.remove()
    }
  }
  const kept = new Set(["nav.xhtml", "style.css", "cover.xhtml", `${id}.xhtml`, ...pictures])
  const items = [...opf.querySelectorAll("manifest > item")]
  const read = new Set(items.filter(item => /^(?:cover|c\d+)$/.test(item.id) && kept.has(item.getAttribute("href"))).map(item => item.id))
  for (const item of items) if (!kept.has(item.getAttribute("href"))) item.remove()
  for (const one of [...opf.querySelectorAll("spine > itemref")]) if (!read.has(one.getAttribute("idref"))) one.remove()
}

/** Leave of the contents the cover and the story, with its headings. */
function contents(nav, chapter, id) {
  const all = nav.querySelector("nav > ol")
  const own = [...nav.querySelectorAll("a")].find(link => link.getAttribute("href") === `${id}.xhtml`)
  const [cover, story] = [all.firstElementChild, own.parentElement]
  const headings = [...chapter.querySelectorAll("[role=doc-chapter] > h2[id]")]
  if (headings.length) story.append(listOf(nav, headings, id))
  all.replaceChildren(cover, story)
}

function listOf(nav, headings, id) {
  const list = nav.createElementNS(nav.documentElement.namespaceURI, "ol")
  for (const heading of headings) {
    const item = nav.createElementNS(list.namespaceURI, "li")
    const link = nav.createElementNS(list.namespaceURI, "a")
    link.setAttribute("href", `${id}.xhtml#${heading.id}`)
    link.textContent = heading.textContent
    item.append(link)
    list.append(item)
  }
  return list
}

function front(cover, { title, authors, url }) {
  cover.querySelector("title").textContent = title
  const heading = cover.querySelector("h1")
  heading.textContent = title
  for (const one of [...cover.querySelectorAll("p:not([class])")]) one.remove()
  const address = cover.querySelector(".cover__address")
  if (address && url) {
    address.firstElementChild.setAttribute("href", url)
    address.firstElementChild.textContent = url
  } else address?.remove()
  if (!authors.length) return
  const line = cover.createElementNS(cover.documentElement.namespaceURI, "p")
  line.textContent = authors.join("、")
  heading.after(line)
}
