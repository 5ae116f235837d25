// A page that loads a subset of the Tibetan font takes the whole one as soon as a script or a reader
// puts a stack on it that the subset lacks: it would be drawn wrong, not missing.

const STACK = /[\u0f40-\u0f6c\u0f88-\u0f8c][\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u0fc6]*|[\u0f00-\u0fff]/g

const link = document.querySelector("link[data-tibetan]")
const stacks = getComputedStyle(document.documentElement).getPropertyValue("--stacks")
const has = new Set(stacks.match(STACK))
const lacks = text => (text.match(STACK) ?? []).some(stack => !has.has(stack))

const observer = new MutationObserver(records => {
  const added = records.flatMap(({ type, target, addedNodes }) => type === "characterData" ? [target] : [...addedNodes])
  if (added.some(node => lacks(node.textContent))) takeWhole()
})

function typed({ target }) {
  if (lacks(target.value ?? "")) takeWhole()
}

function takeWhole() {
  link.disabled = true
  observer.disconnect()
  document.removeEventListener("input", typed)
}

if (has.size) {
  observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  document.addEventListener("input", typed)
}
