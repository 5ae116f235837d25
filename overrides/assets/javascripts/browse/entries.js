// The entries of stories as every list shows them: pieces of pages that the build has written.

const PATIENCE = 1500 // milliseconds before a list is shown with titles alone
const kept = new Map()

export class Entries {
  /** `folder` holds the files, each of `perFile` stories in their order, the newest first. */
  constructor(folder, perFile) {
    Object.assign(this, { folder, perFile: Number(perFile) })
    this.waiting = new Map()
    this.watch = new IntersectionObserver((seen) => this.seen(seen), { rootMargin: "600px 0px" })
  }

  /** Return the HTML of a story's entry. It is the build's own, which has escaped all text. */
  async of({ order }) {
    const name = `${Math.floor(order / this.perFile)}.json`
    if (!kept.has(name)) kept.set(name, load(this.folder + name).catch(() => (kept.delete(name), [])))
    return (await kept.get(name))[order % this.perFile]
  }

  /** Fill `item` with a story's entry when it comes near the screen. */
  fill(item, story) {
    this.waiting.set(item, story)
    this.watch.observe(item)
  }

  /** Fill the first `count` items; resolves when they stand, or after `PATIENCE`. */
  first(count) {
    const filled = [...this.waiting.keys()].slice(0, count).map((item) => this.put(item))
    return Promise.race([Promise.all(filled), new Promise((done) => setTimeout(done, PATIENCE))])
  }

  seen(changes) {
    for (const { target, isIntersecting } of changes) if (isIntersecting) this.put(target)
  }

  async put(item) {
    const story = this.waiting.get(item)
    this.watch.unobserve(item)
    this.waiting.delete(item)
    const html = story && (await this.of(story))
    if (!html) return // the title stands there already
    const focused = item.contains(document.activeElement)
    item.innerHTML = html
    item.classList.remove("entry--bare")
    if (focused) item.querySelector("a").focus({ preventScroll: true })
  }

  /** Forget the items that were to be filled. */
  clear() {
    this.watch.disconnect()
    this.waiting.clear()
  }
}

async function load(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(answer.status)
  return answer.json()
}
