// Numbers and texts from the bytes of the index: docs/guide/search-index.md gives the format.

const utf8 = new TextDecoder()

export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  get isAtEnd() {
    return this.at === this.bytes.length
  }

  number() {
    let value = 0
    let factor = 1
    for (;;) {
      if (this.at >= this.bytes.length) throw new RangeError("the file ends too early")
      const byte = this.bytes[this.at++]
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 0x80
    }
  }

  numbers(count) {
    if (count > this.bytes.length) throw new RangeError("the file ends too early")
    const found = new Array(count)
    for (let i = 0; i < count; i++) found[i] = this.number()
    return found
  }

  skip(count) {
    while (count > 0) {
      if (this.at >= this.bytes.length) throw new RangeError("the file ends too early")
      if (this.bytes[this.at++] < 0x80) count--
    }
  }

  piece(length) {
    if (this.at + length > this.bytes.length) throw new RangeError("the file ends too early")
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  text(length) {
    return utf8.decode(this.piece(length))
  }

  name() {
    return Array.from(this.piece(5), byte => byte.toString(16).padStart(2, "0")).join("")
  }
}

// Returns a gzipped piece of a file unpacked; its own sum tells whether it is whole.
export function unzipped(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw new RangeError("no gzip")
  return unpacked(bytes)
}

// Returns bytes of a file, unpacked unless the server or the browser has done so.
export async function unpacked(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  const stream = new DecompressionStream("gzip")
  const writer = stream.writable.getWriter()
  writer.write(bytes).catch(() => {}) // the reader is told too
  writer.close().catch(() => {})
  return joined(await chunks(stream.readable.getReader()))
}

// A loop over the reader takes half the time of a Response over the stream.
async function chunks(reader) {
  const found = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return found
    found.push(value)
  }
}

function joined(pieces) {
  if (pieces.length === 1) return pieces[0]
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

// The sum (CRC-32) of a text, in eight digits.
export function sumOf(text) {
  let sum = -1
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (~sum >>> 0).toString(16).padStart(8, "0")
}

// Compares by code points, as the index sorts; JavaScript alone would compare UTF-16.
export function compare(a, b) {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return surrogate(x) - surrogate(y) || x - y
  }
  return a.length - b.length
}

const surrogate = unit => (unit >= 0xd800 && unit < 0xe000 ? 1 : 0)

// Numbers from the first and the steps down.
export function undoGaps(gaps) {
  let number = 0
  return gaps.map((gap, n) => (number = n ? number - gap : gap))
}
