// Values of a facet lie in one another; each knows the number of the one above, -1 at the top.

/** Return the number of a value and those of all it lies in, nearest first. */
export function lineage({ values }, number) {
  const found = []
  for (let at = number; at >= 0; at = values[at].parent) found.push(at)
  return found
}
