// What the reader chose, kept in this browser only.

const FIRST = { scheme: "auto", size: "0", digits: "", lines: "" }

export const choice = name => document.documentElement.dataset[name]

// Sets a choice for this page and the next ones; the first setting needs no memory.
export function choose(name, value) {
  document.documentElement.dataset[name] = value
  try {
    if (value === FIRST[name]) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    // storage is forbidden: the choice holds for this page
  }
  document.documentElement.dispatchEvent(new Event(name))
}
