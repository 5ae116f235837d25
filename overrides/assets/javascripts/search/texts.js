// The texts of stories, several in a file: docs/guide/search-index.md gives the format.

const TOGETHER = 32 // texts in one file
const HEAD = TOGETHER * 4 // bytes

// Returns the text of a story, gzipped, from an index; none where it is not there.
export async function textOf(index, number) {
  const path = `texts/${Math.floor(number / TOGETHER)}.bin?${index.manifest.texts}`
  const spans = await index.kept(`spans ${path}`, async () => spansOf(await index.range(path, 0, HEAD)))
  const [start, length] = spans[number % TOGETHER]
  return length ? index.range(path, start, length) : null
}

// Where the texts of a file stand, from its head.
function spansOf(bytes) {
  if (bytes.length < HEAD) throw new RangeError("the file ends too early")
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEAD)
  let start = HEAD
  return Array.from({ length: TOGETHER }, (_, n) => {
    const length = view.getUint32(n * 4, true)
    start += length
    return [start - length, length]
  })
}
