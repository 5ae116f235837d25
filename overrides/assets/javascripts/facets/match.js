// Whether a name is meant by what was typed: in its letters, in pinyin, or by its initials.

const PASSED = /[\s\u3000'’·.,་༌།-]+/gu // what the eye passes over: tsheg, shad, blanks, hyphens
const DOUBLE = /^[zcs]h/

/** Return a text as it is compared: small letters, without blanks and marks. */
export const squashed = (text) => text.normalize("NFC").toLowerCase().replaceAll("ü", "v").replace(PASSED, "")

/**
 * Return a function from names to whether one of them holds `typed`. `readings` has the pinyin of
 * each character: `{那: ["na"]}`. 那曲 is meant by 曲, naqu, nq, naq and na曲.
 */
export function matcher(typed, readings = {}) {
  const wanted = squashed(typed)
  const spoken = (name) => {
    const characters = [...squashed(name)]
    return characters.some((_, at) => reads(characters.slice(at), wanted, readings))
  }
  return (...names) => names.some((name) => name && spoken(name))
}

/** Whether `characters` begin with what is `wanted`, all ways of reading them at once: they double with each. */
function reads(characters, wanted, readings) {
  let read = new Set([0]) // how many letters of it may be read so far
  for (const character of characters) {
    const spelled = [character, ...(readings[character] ?? [])]
    const on = (n) => spelled.flatMap((text) => beginnings(text, wanted.slice(n)).map((more) => n + more))
    read = new Set([...read].flatMap(on))
    if (read.has(wanted.length)) return true
  }
  return false
}

/** Return how much of `left` may stand for a character that is spelled so: all of it, or its initial. */
function beginnings(text, left) {
  if (left.length < text.length && text.startsWith(left)) return [left.length]
  const initial = DOUBLE.test(text) ? [2, 1] : [1]
  return [...(left.startsWith(text) ? [text.length] : []), ...initial.filter((n) => left.slice(0, n) === text.slice(0, n))]
}
