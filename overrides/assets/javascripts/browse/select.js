// Which stories a choice leaves, and how many each further value would.

/** Return the stories in order, and for each facet the count of every value. */
export function select({ facets, stories, dated }, state) {
  const counts = facets.map(({ values }) => new Uint32Array(values.length))
  const found = []
  for (const story of stories) {
    const failing = facets.map((_, n) => n).filter((n) => !passes(story, state, n))
    if (failing.length === 0) found.push(story)
    facets.forEach((_, n) => {
      if (failing.every((other) => other === n)) count(counts[n], story.has[n], state.excluded[n])
    })
  }
  return { stories: sorted(found, state.sort, dated), counts }
}

function passes(story, state, n) {
  const has = story.has[n]
  const any = (chosen) => [...chosen].some((number) => has.has(number))
  return !any(state.excluded[n]) && (state.included[n].size === 0 || any(state.included[n]))
}

/** A value counts the stories that it alone, in its facet, would leave. */
function count(counts, has, excluded) {
  const barring = [...excluded].filter((number) => has.has(number))
  for (const number of has) {
    if (barring.every((other) => other === number)) counts[number] += 1
  }
}

/** The first `dated` of all stories, newest first, have a year; the others stay behind them. */
function sorted(stories, sort, dated) {
  if (sort === "title") return stories.toSorted((a, b) => a.place - b.place)
  if (sort !== "oldest") return stories
  const known = stories.filter(({ order }) => order < dated)
  return [...known.reverse(), ...stories.slice(known.length)]
}
