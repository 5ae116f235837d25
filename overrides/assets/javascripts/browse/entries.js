// The entries of stories as every list shows them: pieces of pages that the build has written.

const PATIENCE = 1500 // milliseconds before a list is shown with titles alone
const asked = new Map() // files by name, and what stood in those that came
const come = new Map()

export class Entries {
  /** `folder` holds the files, each of `perFile` stories in their order, the newest first. */
  constructor(folder, perFile) {
    Object.assign(this, { folder, perFile: Number(perFile) })
    this.waiting = new Map()
    this.watch = new IntersectionObserver((seen) => this.seen(seen), { rootMargin: "600px 0px" })
  }

  /** Fill `item` with a story's entry when it comes near the screen. */
  fill(item, story) {
    this.waiting.set(item, story)
    this.watch.observe(item)
  }

  /** Fill the first `count` items; resolves when they stand, or after `PATIENCE`. */
  async first(count) {
    const items = [...this.waiting].slice(0, count)
    const files = items.map(([, story]) => this.read(this.file(story)))
    await Promise.race([Promise.all(files), new Promise((done) => setTimeout(done, PATIENCE))])
    for (const [item, story] of items) if (come.has(this.file(story))) this.put(item)
  }

  /** Forget the items that were to be filled. */
  clear() {
    this.watch.disconnect()
    this.waiting.clear()
  }

  file({ order }) {
    return `${Math.floor(order / this.perFile)}.json`
  }

  /** Read a file. One that cannot be had leaves the titles, and is asked for again. */
  read(name) {
    if (!asked.has(name)) asked.set(name, load(this.folder + name).then((html) => come.set(name, html)))
    return asked.get(name).catch(() => asked.delete(name))
  }

  seen(changes) {
    for (const { target, isIntersecting } of changes) {
      const story = isIntersecting && this.waiting.get(target)
      if (story) this.read(this.file(story)).then(() => this.waiting.get(target) === story && this.put(target))
    }
  }

  /** Put a story's entry into `item`: the build's own HTML, which has escaped all text. */
  put(item) {
    const story = this.waiting.get(item)
    this.watch.unobserve(item)
    this.waiting.delete(item)
    const html = story && come.get(this.file(story))?.[story.order % this.perFile]
    if (!html) return // the title stands there already
    const made = document.createElement("template")
    made.innerHTML = html
    around(item, made.content)
    item.classList.remove("entry--bare")
  }
}

/** Put what stands around a title around the one that is there: it may have the focus. */
function around(item, made) {
  const [there, title] = [item, made].map((entry) => entry.querySelector("h2"))
  while (there.previousSibling) there.previousSibling.remove()
  while (made.firstChild !== title) there.before(made.firstChild)
  title.remove()
  there.after(made)
}

async function load(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(answer.status)
  return answer.json()
}
