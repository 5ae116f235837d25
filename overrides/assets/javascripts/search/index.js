// The index as files: a manifest, a directory of shards with their positions, the stories' texts.
// Of a file with several pieces the piece that is wanted is asked for.

import { Reader, compare, sumOf, undoGaps, unpacked, unzipped } from "./bytes.js"

export const FORMAT = 5
const KEPT = 600 // pieces held in memory
const SUM = ',\n "sum"'
const WHOLE = 60 // files, where a server sends no less

export class OtherFormat extends Error {}

// A file that cannot be had: what stands in it is unknown.
export class Lost extends Error {}

export class Index {
  // base: the address of the index, ending with a slash.
  static async open(base) {
    const response = await fetch(new URL("manifest.json", base), { cache: "no-cache" })
    if (!response.ok) throw new Lost("manifest.json")
    const manifest = manifestOf(await response.text())
    if (manifest.format !== FORMAT) throw new OtherFormat(String(manifest.format))
    const index = new Index(base, manifest)
    const beginnings = index.table(manifest.beginnings) // meanwhile
    beginnings.catch(() => {})
    await index.loadDirectory()
    await beginnings.catch(() => {})
    return index
  }

  constructor(base, manifest) {
    this.base = base
    this.manifest = manifest
    this.numbers = manifest.numbers
    this.files = new Map()
    this.whole = new Map()
    this.lost = new Set()
  }

  async loadDirectory() {
    const reader = new Reader(await this.bytes(this.manifest.directory))
    const [count, length] = reader.numbers(2)
    const keys = reader.text(length)
    this.tokens = count ? keys.split("\n").map(key => key.split("\t")) : []
    const names = this.tokens.map(() => reader.name())
    const lengths = reader.numbers(count)
    this.shards = names.map((name, n) => ({ name, length: lengths[n] }))
    if (this.tokens.length !== count || !reader.isAtEnd) throw new Lost("directory")
  }

  // Returns {shard, place} of a token, null where the index does not have it. Throws Lost.
  async find(first, second) {
    const at = this.upper(first, second) - 1
    if (at < 0) return null
    const shard = await this.shard(this.shards[at])
    const place = shard.tokens.get(`${first}\t${second}`)
    return place === undefined ? null : { shard, place }
  }

  // Returns {shard, place} of every token that begins with a unit. Throws Lost.
  async beginning(first) {
    const from = Math.max(0, this.upper(first, "") - 1)
    let to = from
    while (to < this.tokens.length && compare(this.tokens[to][0], first) <= 0) to++
    const shards = await Promise.all(this.shards.slice(from, to).map(shard => this.shard(shard)))
    const prefix = `${first}\t`
    return shards.flatMap(shard =>
      [...shard.tokens].filter(([key]) => key.startsWith(prefix)).map(([, place]) => ({ shard, place })),
    )
  }

  // Number of shards whose first token is not greater than the token given.
  upper(first, second) {
    let low = 0
    let high = this.tokens.length
    while (low < high) {
      const middle = (low + high) >> 1
      const [a, b] = this.tokens[middle]
      const order = compare(a, first) || compare(b, second)
      if (order <= 0) low = middle + 1
      else high = middle
    }
    return low
  }

  shard({ name, length }) {
    return this.kept(`shard ${name}`, async () => new Shard(name, length, await this.piece(`${name}.bin`, 0, length)))
  }

  // Returns the positions of a token as bytes. Throws Lost.
  async positions({ shard, place }) {
    let at = place
    for (const { count, start, length } of shard.places) {
      if (at < count) {
        const read = async () => pieces(await this.piece(`${shard.name}.bin`, start, length))
        const found = await this.kept(`positions ${shard.name} ${start}`, read)
        if (at >= found.length) throw new Lost(shard.name)
        return found[at]
      }
      at -= count
    }
    throw new Lost("positions")
  }

  // Returns what the index shows of a document. Throws Lost.
  record(number) {
    return this.kept(`text ${number}`, async () => {
      const { textOf } = await import("./texts.js")
      const text = await textOf(this, number)
      if (!text) throw new Lost(`text ${number}`)
      return json(await unpacked(text))
    })
  }

  // Returns a table, or a piece of one, `file:start:length`: names, or the documents of a value.
  table(name) {
    const [file, start, length] = name.split(":")
    const read = () => (length ? this.piece(`${file}.bin`, Number(start), Number(length)) : this.bytes(file))
    return this.kept(`table ${name}`, async () => json(await read()))
  }

  // Returns [value, numbers] of every value of a facet, the most frequent first.
  facet(key) {
    return this.kept(`facet ${key}`, async () =>
      (await this.table(this.manifest.facets[key])).map(([value, gaps]) => [value, undoGaps(gaps)]),
    )
  }

  // Returns a function from a number to how old the document is, newest least.
  async ages() {
    if (!this.manifest.order) return number => -number
    const ranks = new Map((await this.table(this.manifest.order)).map((n, rank) => [n, rank]))
    return number => ranks.get(number) ?? 0
  }

  bytes(name) {
    return this.fetched(`${name}.bin`)
  }

  async fetched(path) {
    const response = await fetch(new URL(path, this.base))
    if (!response.ok) throw new Lost(path)
    return unpacked(new Uint8Array(await response.arrayBuffer()))
  }

  // Returns a gzipped piece of a file, unpacked.
  async piece(path, start, length) {
    return unzipped(await this.range(path, start, length))
  }

  // Returns so many bytes of a file. A server that knows no ranges sends the whole, which is kept.
  async range(path, start, length) {
    const whole = this.whole.get(path)
    if (whole) return whole.subarray(start, start + length)
    const headers = { Range: `bytes=${start}-${start + length - 1}` }
    const response = await fetch(new URL(path, this.base), { headers })
    if (!response.ok) throw new Lost(path)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.status === 206) return bytes
    this.whole.set(path, bytes)
    if (this.whole.size > WHOLE) this.whole.delete(this.whole.keys().next().value)
    return bytes.subarray(start, start + length)
  }

  // Calls read once for a key. What fails is lost, and tried again the next time.
  kept(key, read) {
    let found = this.files.get(key)
    if (found) {
      this.files.delete(key) // the oldest stands first
    } else {
      found = read().catch(error => {
        this.files.delete(key)
        this.lost.add(key)
        throw error instanceof Lost ? error : new Lost(`${key}: ${error.message}`)
      })
      found.then(() => this.lost.delete(key), () => {})
    }
    this.files.set(key, found)
    if (this.files.size > KEPT) this.files.delete(this.files.keys().next().value)
    return found
  }
}

// Reads the manifest, whose last entry is the sum of what stands before it.
function manifestOf(text) {
  const manifest = JSON.parse(text)
  const [before, sum] = text.split(SUM)
  if (sum !== undefined && sumOf(before) !== manifest.sum) throw new Lost("manifest.json")
  return manifest
}

class Shard {
  constructor(name, length, bytes) {
    this.name = name
    const reader = new Reader(bytes)
    const [count, keys, files] = reader.numbers(3)
    this.codes = [reader.numbers(count), reader.numbers(count), reader.numbers(count)]
    const lengths = reader.numbers(count)
    this.tokens = places(reader.text(keys))
    let start = length // positions stand behind the shard
    this.places = Array.from({ length: files }, () => {
      const place = { count: reader.number(), start, length: reader.number() }
      start += place.length
      return place
    })
    this.pieces = lengths.map(length => reader.piece(length))
    this.read = []
    if (this.tokens.size !== count || reader.at !== bytes.length) throw new RangeError("lengths differ")
  }

  // Returns the documents of a token: [in the text, in a title, in the capture alone].
  documents(place) {
    this.read[place] ??= this.readDocuments(place)
    return this.read[place]
  }

  readDocuments(place) {
    const reader = new Reader(this.pieces[place])
    return this.codes.map(codes => documentList(codes[place], reader))
  }
}

function places(keys) {
  const found = new Map()
  for (const line of keys.split("\n")) {
    const [first, ...seconds] = line.split("\t")
    for (const second of seconds) found.set(`${first}\t${second}`, found.size)
  }
  return found
}

function documentList(code, reader) {
  const count = code >> 1
  if (code % 2 === 0) return undoGaps(reader.numbers(count))
  const found = []
  for (let number = 0; found.length < count; number += 8) {
    const byte = reader.piece(1)[0]
    for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) found.push(number + bit)
  }
  return found.reverse()
}

function pieces(bytes) {
  const reader = new Reader(bytes)
  return reader.numbers(reader.number()).map(length => reader.piece(length))
}

const json = bytes => JSON.parse(new TextDecoder().decode(bytes))
