// The pinyin of the characters in names, from the file that aidstories.site.archive.readings
// writes; and what values are called in Tibetan. Each is loaded when somebody types it.

const BASE = new URL("../../../", import.meta.url)
const LATIN = /[a-z]/i
const TIBETAN = /\p{Script=Tibetan}/u
const loaded = new Map()

/** Return what `typed` needs to be compared: `{readings, tibetan}`, empty where it cannot be had. */
export async function readingsFor(typed) {
  const [readings, tibetan] = await Promise.all([
    LATIN.test(typed) ? kept(new URL("search/pinyin.json", BASE)) : {},
    TIBETAN.test(typed) ? kept(new URL("bo/search/values.json", BASE)) : {},
  ])
  return { readings, tibetan }
}

const kept = (url) => load(url).catch(() => ({}))

/** Return the JSON at `url`; it is loaded once, and again only if that failed. */
function load(url) {
  const { href } = new URL(url, location.href)
  if (!loaded.has(href)) loaded.set(href, read(href))
  loaded.get(href).catch(() => loaded.delete(href))
  return loaded.get(href)
}

async function read(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(answer.status)
  return answer.json()
}
