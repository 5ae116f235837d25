// Elements with their attributes and contents. Text goes in as text, never as HTML.

export function element(tag, attributes = {}, ...contents) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "")
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value)
  }
  made.append(...contents.flat().filter(content => content !== null && content !== undefined))
  return made
}

// Returns the pieces of a text with the spans in <mark>.
export function marked(text, spans) {
  const pieces = []
  let done = 0
  for (const [start, end] of spans) {
    pieces.push(text.slice(done, start), element("mark", {}, text.slice(start, end)))
    done = end
  }
  pieces.push(text.slice(done))
  return pieces.filter(piece => piece !== "")
}
