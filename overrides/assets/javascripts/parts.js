// Files of JSON that may go on in others beside them: aidstories.site.takeaway.parts cuts them.

/** Return the JSON at `url`, its list `rows` whole. */
export async function whole(url, rows) {
  const here = new URL(url, document.baseURI)
  const data = await read(here)
  const more = await Promise.all((data.more ?? []).map(name => read(new URL(name, here))))
  return { ...data, [rows]: data[rows].concat(...more) }
}

async function read(url) {
  const answer = await fetch(url.href)
  if (!answer.ok) throw new Error(answer.status)
  return answer.json()
}
