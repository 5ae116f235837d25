// The catalogue as a search reads it: what a name names, and which stories have that;
// aidstories/search/catalogue.py does the same.

import { undoGaps } from "./bytes.js"
import { nameOf, units } from "./units.js"

export class Catalogue {
  constructor(index) {
    this.index = index
  }

  // Returns the values that a name names, written as a phrase's is (nameOf), each as {facet, value,
  // numbers}; none where it is no name of the archive. Throws Lost.
  async named(name) {
    const rows = await this.index.names(crc(name) % this.index.manifest.catalogue.files)
    return rows
      .filter(([found]) => found === name)
      .map(([, facet, value, gaps]) => ({ facet, value, numbers: undoGaps(gaps) }))
  }

  // Returns a value with its stories, null where no story has it.
  async value(facet, value, folding) {
    const own = units(folding.fold(value.slice(value.lastIndexOf("/") + 1)))
    const found = await this.named(nameOf(own.map(u => u.unit), own.map(u => u.place)))
    return found.find(other => other.facet === facet && other.value === value) ?? null
  }
}

// Returns the CRC-32 of a text in UTF-8: it tells which file has a name.
export function crc(text) {
  let rest = -1
  for (const byte of new TextEncoder().encode(text)) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  }
  return ~rest >>> 0
}
