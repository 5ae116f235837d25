// A query → the stories that match it, exactly; aidstories/search/engine.py does the same.

import { Reader } from "./bytes.js"
import { Fold } from "./fold.js"
import { Lost } from "./index.js"
import { Names, partOf } from "./names.js"
import { parse } from "./query.js"
import { occurrences, units } from "./units.js"

const TEXT = 1 << 10 // positions: titles before it,
const RAW = 1 << 24 // the capture's own runs from it
const NONE = 0, IN_RAW = 1, IN_TEXT = 2, IN_TITLE = 3 // zones: where a document has a phrase
const AT_ONCE = 4 // tokens of a phrase, and phrases, that are looked up together first; then twice as many
const READ = 5 // so few stories are read rather than their positions: the page shows them anyway
const MOST_READ = 60

const HAN = /\p{Script=Han}/u
const ANY = [] // stands for every place

class UnknownToken extends Error {}

export class Engine {
  constructor(index) {
    this.index = index
    this.names = new Names(index)
    this.folding = new Fold()
    this.complete = false // whether the folding knows traditional characters
  }

  // Returns {hits, query, parts, loose, lost, unsure}. hits: {number, titles, named, raw}, best
  // first; named counts the phrases that the story's catalogue says, read tells that a phrase was
  // only read as what the story has. parts: what hits have, as
  // reading.js says; loose: no story has the words as they stand in the query. preview, if given, is
  // called with the number of stories at most, once it is known.
  async search(text, options = {}) {
    try {
      return await this.answer(text, options)
    } catch (error) {
      if (!(error instanceof UnknownToken)) throw error
      // A token that the index does not have may be written in traditional characters.
      await this.learn()
      return this.answer(text, options)
    }
  }

  // Fetches the map of traditional characters. Without it, queries in simplified ones work.
  async learn() {
    this.complete = true
    try {
      this.folding = new Fold(await this.index.table(this.index.manifest.fold))
    } catch (error) {
      if (!(error instanceof Lost)) throw error
    }
  }

  async answer(text, { byDate = false, preview }) {
    const query = parse(text, this.folding, this.index.manifest.words)
    const wanted = query.phrases.filter(phrase => !phrase.exclude)
    const state = { unsure: false }
    let parts = await this.read(wanted, false, state)
    let hits = await this.searched(query, parts, { byDate, preview, state })
    let loose = false
    if (!hits.length && wanted.length) {
      const freely = await this.read(wanted, true, state)
      if (JSON.stringify(freely) !== JSON.stringify(parts)) {
        hits = await this.searched(query, freely, { byDate, preview, state })
        loose = hits.length > 0
        if (loose) parts = freely
      }
    }
    return { hits, query, parts, loose, lost: [...this.index.lost], ...state }
  }

  // What the phrases name; nothing where a file of names is lost.
  async read(wanted, loose, state) {
    try {
      const asking = await this.names.asking()
      const plain = wanted.filter(({ name }) => !asking.some(word => name.includes(word)))
      for (const atom of plain.flatMap(phrase => atoms(phrase).slice(0, AT_ONCE))) {
        this.places(atom).catch(() => {}) // meanwhile: what asks nothing is looked for as it stands
      }
      const may = await Promise.all(wanted.map(phrase => this.names.mayHold(phrase.units)))
      if (!may.includes(true) && !loose) return wanted.map(phrase => partOf(phrase))
      const { read } = await import("./reading.js") // most queries name nothing
      return await read(wanted, this.names, this.folding, loose)
    } catch (error) {
      if (!(error instanceof Lost)) throw error
      state.unsure = true
      return wanted.map(phrase => partOf(phrase))
    }
  }

  // Returns the hits for parts as they are written, then for what they are read as.
  async searched(query, parts, options) {
    const written = parts.map(part => (part.name ? { ...part, rows: [] } : part))
    const found = await this.found(query, written, options)
    if (!parts.some(part => part.name)) return found
    const named = parts.map(part => ({ ...part, phrase: part.name ?? part.phrase }))
    const before = new Set(found.map(hit => hit.number))
    const others = (await this.found(query, named, options)).filter(hit => !before.has(hit.number))
    const both = [...found, ...others.map(hit => ({ ...hit, read: true }))]
    return options.byDate ? this.sorted(both, true) : both
  }

  async found(query, parts, { byDate, preview, state }) {
    let held = query.phrases.length || query.filters.length ? await this.all(parts) : []
    const looked = []
    for (const { facet } of query.filters) this.index.facet(facet).catch(() => {}) // fetched meanwhile
    for (const group of growing(parts)) {
      if (!held.length) break
      for (const found of await Promise.all(group.map(part => this.look(part, state)))) {
        if (!found.known && parts.length === 1 && held.length > MOST_READ) found.zones.fill(NONE)
        looked.push(found)
        held = held.filter(number => has(found, number))
      }
    }
    held = await this.narrowed(held, query.filters)
    preview?.(held.length)
    for (const found of looked) held = await this.confirmed(found, held, state)
    for (const phrase of query.phrases.filter(phrase => phrase.exclude)) {
      held = await this.without(await this.names.whole(phrase), held, state)
    }
    const hits = held.map(number => ({
      number,
      titles: looked.filter(found => found.zones[number] === IN_TITLE).length,
      named: looked.filter(found => found.named.has(number)).length,
      raw: looked.some(found => found.zones[number] === IN_RAW && !found.named.has(number)),
    }))
    return this.sorted(hits, byDate)
  }

  // All documents, newest number first: those of the facet that every document has.
  async all(wanted) {
    if (wanted.length) return down(this.index.numbers)
    const values = await this.index.facet("status")
    return values.flatMap(([, numbers]) => numbers).sort((a, b) => b - a)
  }

  async sorted(hits, byDate) {
    const age = await this.index.ages()
    const best = (a, b) => a.raw - b.raw || b.titles - a.titles || b.named - a.named
    return hits.sort((a, b) => (!byDate && best(a, b)) || age(a.number) - age(b.number))
  }

  async narrowed(held, filters) {
    for (const { facet, value, exclude } of filters) {
      const values = await this.index.facet(facet)
      const chosen = values.filter(([name]) => this.folding.fold(name).includes(value))
      const matching = new Set(chosen.flatMap(([, numbers]) => numbers))
      held = held.filter(number => matching.has(number) !== exclude)
    }
    return held
  }

  async without(part, held, state) {
    const found = await this.look(part, state)
    if (!found.known) found.zones.fill(NONE)
    const certain = { ...state, unsure: false }
    const confirmed = await this.confirmed(found, held.filter(number => has(found, number)), certain)
    if (certain.unsure) state.unsure = true
    const left = new Set(confirmed.filter(number => found.zones[number] > IN_RAW || found.named.has(number)))
    return held.filter(number => !left.has(number))
  }

  // Looks a phrase up in the catalogue, and in the document tier. named: the documents whose
  // catalogue says it; zones: where each document may have it.
  async look({ phrase, rows }, state) {
    const parts = atoms(phrase)
    const zones = new Uint8Array(this.index.numbers).fill(IN_TITLE)
    const found = { phrase, parts, zones, named: new Set(), known: 0, whole: true, strange: false }
    const named = this.name(rows, found, state)
    for (const group of growing(parts)) {
      if (group[0] !== parts[0] && zones.filter(zone => zone > NONE).length <= READ) {
        found.whole = false
        break
      }
      await Promise.all(group.map(atom => this.fill(atom, found, state)))
    }
    await named
    if (found.strange && !found.named.size && !this.complete) throw new UnknownToken()
    return found
  }

  // Finds the documents of the values that a phrase names, but for those of a lost list.
  async name(rows, found, state) {
    try {
      for (const numbers of await Promise.all(rows.map(row => this.names.numbers(row)))) {
        for (const number of numbers) found.named.add(number)
      }
    } catch (error) {
      if (!(error instanceof Lost)) throw error
      state.unsure = true
    }
  }

  async fill(atom, found, state) {
    let places
    try {
      places = await this.places(atom)
    } catch (error) {
      if (!(error instanceof Lost)) throw error
      found.whole = false
      state.unsure = true
      return
    }
    if (!places.length && HAN.test(atom.first + atom.second)) found.strange = true
    const zones = new Uint8Array(this.index.numbers)
    for (const { shard, place } of places) {
      const [text, title, raw] = shard.documents(place)
      for (const number of raw) zones[number] ||= IN_RAW
      for (const number of text) if (zones[number] < IN_TEXT) zones[number] = IN_TEXT
      for (const number of title) zones[number] = IN_TITLE
    }
    atom.places = places
    found.known++
    for (let n = 0; n < zones.length; n++) if (zones[n] < found.zones[n]) found.zones[n] = zones[n]
  }

  async places(atom) {
    if (atom.second === null) return this.index.beginning(atom.first)
    const found = await this.index.find(atom.first, atom.second)
    return found ? [found] : []
  }

  // Returns those of held that do have the phrase; found.zones then says where in the text.
  async confirmed(found, held, state) {
    const candidates = held.filter(number => found.zones[number])
    const inText = new Set(await this.confirmedInText(found, candidates, state))
    for (const number of candidates) if (!inText.has(number)) found.zones[number] = NONE
    return held.filter(number => has(found, number))
  }

  async confirmedInText(found, held, state) {
    if ((found.parts.length === 1 && found.known) || !held.length) return held
    if (held.length > READ && found.whole) {
      try {
        return await this.placed(found, held)
      } catch (error) {
        if (!(error instanceof Lost)) throw error
        state.unsure = true
      }
    }
    if (held.length > MOST_READ) return held
    const zones = await Promise.all(held.map(number => this.readZone(found.phrase, number, state)))
    return held.filter((number, n) => (found.zones[number] = zones[n] ?? found.zones[number]))
  }

  // Looks a phrase up in the text of a story; null where the text cannot be had.
  async readZone(phrase, number, state) {
    try {
      const record = await this.index.record(number)
      return zoneOf(record, phrase)
    } catch (error) {
      if (!(error instanceof Lost)) throw error
      state.unsure = true
      return null
    }
  }

  // The same by positions: those of the token that has fewest are read first.
  async placed(found, held) {
    const read = async atom => ({ atom, pieces: await Promise.all(atom.places.map(p => this.index.positions(p))) })
    const parts = await Promise.all(found.parts.map(read))
    const size = ({ pieces }) => pieces.reduce((sum, piece) => sum + piece.length, 0)
    parts.sort((a, b) => size(a) - size(b))
    let starts = new Map(held.map(number => [number, ANY]))
    for (const { atom, pieces } of parts) starts = confirming(starts, atom, pieces)
    return held.filter(number => {
      const first = starts.get(number)?.reduce((a, b) => Math.min(a, b))
      if (first === undefined) return false
      found.zones[number] = first < TEXT ? IN_TITLE : first < RAW ? IN_TEXT : IN_RAW
      return true
    })
  }
}

// Whether a document may have a phrase: in its text, or in its catalogue.
const has = (found, number) => found.zones[number] > NONE || found.named.has(number)

// Yields 4 of a list, then 8, then 16, …
function* growing(list) {
  for (let at = 0, size = AT_ONCE; at < list.length; at += size, size *= 2) {
    yield list.slice(at, at + size)
  }
}

// Returns the numbers below count, greatest first.
function down(count) {
  const found = new Array(count)
  for (let n = 0; n < count; n++) found[n] = count - 1 - n
  return found
}

// Returns the places where the phrase would begin, by document, that a token confirms with its
// positions. before: places by document, ANY where each is one.
function confirming(before, atom, pieces) {
  const found = new Map()
  atom.places.forEach(({ shard, place }, n) => {
    const [text, , raw] = shard.documents(place)
    const numbers = raw.length ? [...text, ...raw].sort((a, b) => b - a) : text
    const reader = new Reader(pieces[n])
    for (const number of numbers) {
      const count = reader.number()
      const among = before.get(number)
      if (!among) {
        reader.skip(count)
        continue
      }
      let at = -atom.offset
      const kept = found.get(number) ?? []
      for (let i = 0; i < count; i++) {
        at += reader.number()
        if (among === ANY || among.includes(at)) kept.push(at)
      }
      if (kept.length) found.set(number, kept)
    }
  })
  return found
}

// Returns where a story has a phrase, as the index would say.
export function zoneOf(record, phrase) {
  const folding = new Fold(record.fold)
  const has = text => occurrences(units(folding.fold(text)), phrase).length > 0
  if (record.titles.some(has)) return IN_TITLE
  if (record.texts.some(has)) return IN_TEXT
  return record.raw.some(([, text]) => has(text)) ? IN_RAW : NONE
}

// Returns tokens that together settle every unit of a phrase and its place: of a run every second
// pair, and the last. second is "" at the end of a run, null for any.
export function atoms(phrase) {
  const { places } = phrase
  const found = []
  const last = places.length - 1
  let settled = -1
  phrase.units.forEach((first, n) => {
    const follows = n < last && places[n + 1] === places[n] + 1
    const endsRun = follows && !(n + 1 < last && places[n + 2] === places[n] + 2)
    if (follows ? n <= settled && !endsRun : n <= settled) return
    const second = follows ? phrase.units[n + 1] : n < last ? "" : null
    found.push({ first, second, offset: places[n] })
    settled = follows ? n + 1 : n
  })
  return found
}
