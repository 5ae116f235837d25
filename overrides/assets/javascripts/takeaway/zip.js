// ZIP files: one piece of a file that lies at a server, and a small new one.
// Source of the form: PKWARE, APPNOTE.TXT 6.3.10, 4.3.

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50]
const TAIL = 65_536 // bytes that are asked for first: the list of 700 files
const UTF8 = 0x0800
const utf8 = { read: new TextDecoder(), write: new TextEncoder() }

/** A ZIP file at a server; of one that sends ranges only what is asked for is read. */
export class Zip {
  static async open(url) {
    const zip = new Zip(url)
    zip.entries = await zip.list()
    return zip
  }

  constructor(url) {
    this.url = url
    this.held = null // bytes, and where they begin in the file
  }

  /** Return a file as it lies there: `{name, method, crc, size, data}`. Throws where it is not. */
  async entry(name) {
    const { at, packed, ...about } = this.entries.get(name)
    const head = await this.read(at, at + 30)
    const start = at + 30 + head.getUint16(26, true) + head.getUint16(28, true)
    const data = await this.read(start, start + packed)
    return { name, ...about, data: new Uint8Array(data.buffer, data.byteOffset, packed) }
  }

  /** Return the text of a file. */
  async text(name) {
    const { method, data } = await this.entry(name)
    if (!method) return utf8.read.decode(data)
    const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"))
    return new Response(stream).text()
  }

  async list() {
    let tail = await this.fetched(`bytes=-${TAIL}`)
    const end = tail.byteLength - 22 // we write no comment behind it
    if (tail.getUint32(end, true) !== END) throw new RangeError("no ZIP file")
    const [count, length, start] = [tail.getUint16(end + 10, true), tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)]
    tail = await this.read(start, start + length)
    const found = new Map()
    for (let n = 0, at = 0; n < count; n++) {
      if (tail.getUint32(at, true) !== CENTRAL) throw new RangeError("no ZIP file")
      const number = (place, bits = 32) => tail[`getUint${bits}`](at + place, true)
      const named = number(28, 16)
      const name = utf8.read.decode(new Uint8Array(tail.buffer, tail.byteOffset + at + 46, named))
      found.set(name, { method: number(10, 16), crc: number(16), packed: number(20), size: number(24), at: number(42) })
      at += 46 + named + number(30, 16) + number(32, 16)
    }
    return found
  }

  async read(start, end) {
    const { bytes, from } = this.held
    if (start >= from && end <= from + bytes.length) return new DataView(bytes.buffer, start - from, end - start)
    const view = await this.fetched(`bytes=${start}-${end - 1}`)
    return new DataView(view.buffer, 0, end - start)
  }

  async fetched(range) {
    const answer = await fetch(this.url, { headers: { Range: range } })
    if (!answer.ok) throw new Error(answer.status)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const from = Number(answer.headers.get("content-range")?.match(/bytes (\d+)-/)?.[1] ?? 0)
    this.held ??= { bytes, from }
    return new DataView(bytes.buffer)
  }
}

/** Return a file of text as `zipped` takes it, not compressed. */
export function stored(name, text) {
  const data = utf8.write.encode(text)
  return { name, method: 0, crc: crc32(data), size: data.length, data }
}

/** Return the bytes of a ZIP file of `entries`. */
export function zipped(entries) {
  const parts = []
  const central = []
  let at = 0
  for (const entry of entries) {
    const name = utf8.write.encode(entry.name)
    const about = [20, UTF8, entry.method, 0, 0x21, entry.crc, entry.data.length, entry.size, name.length, 0]
    const local = packed("IHHHHHIIIHH", [LOCAL, ...about])
    central.push(packed("IHHHHHHIIIHHHHHII", [CENTRAL, 20, ...about, 0, 0, 0, 0, at]), name)
    parts.push(local, name, entry.data)
    at += local.length + name.length + entry.data.length
  }
  const length = central.reduce((sum, one) => sum + one.length, 0)
  const count = entries.length
  return new Blob([...parts, ...central, packed("IHHHHIIH", [END, 0, 0, count, count, length, at, 0])])
}

/** Return numbers as bytes, the lowest first: I has four, H two. */
function packed(form, values) {
  const view = new DataView(new ArrayBuffer([...form].reduce((sum, kind) => sum + (kind === "I" ? 4 : 2), 0)))
  let at = 0
  for (const [n, kind] of [...form].entries()) {
    if (kind === "I") view.setUint32(at, values[n], true)
    else view.setUint16(at, values[n], true)
    at += kind === "I" ? 4 : 2
  }
  return new Uint8Array(view.buffer)
}

const TABLE = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1
  return n >>> 0
})

function crc32(data) {
  let crc = 0xffffffff
  for (const byte of data) crc = TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
