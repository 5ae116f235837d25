// The theme searches when a key goes up. Pasting, dictating and some input methods raise no key.
document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-md-component=search-query]")) {
    target.dispatchEvent(new KeyboardEvent("keyup"))
  }
})
