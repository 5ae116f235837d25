/** Return what a part of an address says; as it stands where that is no text: `%E0` alone is no letter. */
export function decoded(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
