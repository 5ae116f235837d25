// Before a save: the file is read again. What changed in it since the form was opened is merged, and
// where the two contradict, the editor is asked. `build.mjs` makes Sveltia call what is here.

import { askExists, askGone, askSides, tell } from "./ask.js"
import { BODY, merge, same } from "./merge.js"
import { t } from "./words.js"

const LOCALE = "_default"
const own = { folder: null, format: null, labels: {} }

export const configure = values => Object.assign(own, values)
export const useFolder = folder => (own.folder = folder)

// Raised where the editor goes back to the form: nothing is written, nothing is said.
export class EditOn extends Error {}
export const goesOn = error => error instanceof EditOn

// Changes `changes` and `savingEntry` to what shall be written. `current` asks a Git host for what
// the branch holds now: undefined, or {type: "modified" | "deleted", entry}.
export async function beforeSave({ changes, savingEntry, originalEntry, current }) {
  const saving = savingEntry.locales[LOCALE]
  const change = changes.find(({ path, data }) => path === saving.path && typeof data === "string")
  if (!change) return
  const original = originalEntry?.locales[LOCALE]
  const opened = { path: original?.path ?? change.path, base: original && (saving.content.text_as_opened ?? original.content.text_as_opened) }
  const read = async () => (own.folder ? (await readFile(opened.path))?.text() : readBranch(originalEntry, current))
  let settled
  do settled = await settle(opened, change.data, await read())
  while (!same(settled.file, await read())) // it was changed while the editor was asked
  if (settled.beside) changes.push({ action: "create", path: besidePath(opened.path), data: change.data })
  change.data = settled.text
  saving.content = flat(own.format.fromFile(settled.text))
  say(settled, changes.at(-1).path)
}

async function settle({ path, base }, mine, file) {
  if (base === undefined) return file === undefined ? { text: mine } : answered(await askExists(path), { file })
  if (file === undefined) return answered(await askGone(), { mine })
  const { conflicts, taken, text } = merge(own.format, base, mine, file)
  if (!conflicts.length) return { file, text: text([]), taken: same(base, file) ? [] : taken }
  const answer = await askSides(conflicts.map(conflict => ({ ...conflict, label: label(conflict.field) })))
  const asked = conflicts.map(({ field }) => field)
  return { taken: taken.filter(field => !asked.includes(field)), ...answered(answer, { file, merged: text }) }
}

function answered(answer, { file, mine, merged }) {
  if (answer === "edit on") throw new EditOn()
  if (answer === "beside") return { file, text: file, beside: true }
  return { file, text: answer === "again" ? mine : merged(answer) }
}

function say({ taken = [], beside }, path) {
  if (beside) tell(t("kept_beside", { path }))
  else if (taken.length) tell(t("merged", { fields: taken.map(label).join("、") }))
}

const label = field => own.labels[field] ?? (field === BODY ? t("body") : field || t("whole"))

// A file of the open folder; undefined where there is none, or no folder.
export async function readFile(path) {
  const parts = path.split("/"), name = parts.pop()
  let folder = own.folder
  if (!folder) return undefined
  try {
    for (const part of parts) folder = await folder.getDirectoryHandle(part)
    return await (await folder.getFileHandle(name)).getFile()
  } catch (error) {
    if (error.name === "NotFoundError") return undefined
    throw error
  }
}

// A draft under review has a branch of its own, where nobody else writes.
async function readBranch(originalEntry, current) {
  if (!originalEntry) return undefined
  const found = originalEntry.workflow ? undefined : await current()
  if (found?.type === "deleted") return undefined
  return (found?.entry ?? originalEntry).locales[LOCALE].content.text_as_opened
}

function besidePath(path) {
  const now = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000)
  return `${path}.${now.toISOString().slice(0, 19).replace(/\D/g, "")}.mine`
}

// As Sveltia keeps a file's values: {"byline.0.name": …}, empty lists as they are.
function flat(value, path = "", found = {}) {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : []
  if (!inner.length) found[path] = value
  for (const [key, item] of inner) flat(item, path ? `${path}.${key}` : key, found)
  return found
}
