// The pinyin of the characters in names, from the file that aidstories.site.archive.readings
// writes; and what values are called in Tibetan. Each is loaded when somebody types it.

const BASE = new URL("../../../", import.meta.url)
const LATIN = /[a-z]/i
const TIBETAN = /\p{Script=Tibetan}/u
const kept = new Map()

/** Return what `typed` needs to be compared: `{readings, tibetan}`, empty where it cannot be had. */
export async function readingsFor(typed) {
  const [readings, tibetan] = await Promise.all([
    LATIN.test(typed) ? file("search/pinyin.json") : {},
    TIBETAN.test(typed) ? file("bo/search/values.json") : {},
  ])
  return { readings, tibetan }
}

function file(path) {
  if (!kept.has(path)) kept.set(path, load(path).catch(() => (kept.delete(path), {})))
  return kept.get(path)
}

async function load(path) {
  const answer = await fetch(new URL(path, BASE))
  if (!answer.ok) throw new Error(answer.status)
  return answer.json()
}
