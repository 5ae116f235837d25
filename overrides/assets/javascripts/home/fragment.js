// Pieces of HTML that the build wrote for this page, from its own files.

export async function load(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} ${answer.status}`)
  return answer.json()
}

/** Return the nodes of `html`; no script in it runs. */
export function nodes(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes]
}
