// Citations of a page online name its address and the day of the visit, which only a reader knows.

if (/^https?:$/.test(location.protocol)) {
  const known = { url: location.origin + location.pathname, day: `[${dayOf(new Date())}]` }
  for (const cited of document.querySelectorAll("[data-online]")) {
    const { left, online } = cited.dataset
    cited.textContent = left.split(" ").reduce((text, name) => filled(text, name, known[name]), online)
  }
}

/** Put `value` at the last `{name}` in `text`: a title before it may hold the same. */
function filled(text, name, value) {
  const at = text.lastIndexOf(`{${name}}`)
  return text.slice(0, at) + value + text.slice(at + name.length + 2)
}

/** Return a date as the reader's clock has it, not as UTC does. */
function dayOf(date) {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return parts.map(part => String(part).padStart(2, "0")).join("-")
}
