/** Have the browser save `data` as a file. */
export function save(data, name, type) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([data], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // Safari reads it later
}
