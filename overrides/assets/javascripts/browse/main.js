// The page /browse/: the address holds the choice, everything else follows from it.
import { plain, t } from "../words.js"
import { FacetTree } from "../facets/facet.js"
import { Sheet } from "../facets/sheet.js"
import { unpack } from "./archive.js"
import { Entries } from "./entries.js"
import { STEP, showChosen, showMore } from "./found.js"
import { keepPlace } from "../place.js"
import { whole } from "../parts.js"
import { select } from "./select.js"
import { fromAddress, nothing, toAddress, toggled } from "./state.js"

const at = (id) => document.getElementById(id)
const tool = at("browse")
const title = document.title
const SCREEN = 6 // entries that a screen shows

async function start(archive) {
  const { facets } = archive
  let { state, unknown } = fromAddress(location.search, facets)
  let stories = []
  const trees = facets.map((facet, n) => {
    const root = tool.querySelector(`[data-facet="${facet.key}"]`)
    return new FacetTree(facet, { choose: (number, side) => choose(n, number, side), exclude: true, root })
  })
  const entries = new Entries(tool.dataset.entries, tool.dataset.perFile)
  const sheet = new Sheet(at("browse-panel"), at("browse-open"), () => go({ ...nothing(facets), sort: state.sort }))

  function show() {
    const found = select(archive, state)
    stories = found.stories
    trees.forEach((tree, n) => tree.update(found.counts[n], state.included[n], state.excluded[n]))
    const chosen = showChosen(at("browse-chosen"), facets, state, drop)
    sheet.update(stories.length, chosen)
    at("browse-count").replaceChildren(stories.length ? t("browse.count", { count: stories.length }) : t("browse.none"))
    at("browse-sort").value = state.sort
    at("browse-unknown").hidden = unknown.length === 0
    at("browse-unknown").replaceChildren(unknown.length ? t("browse.unknown", { names: unknown.join("”“") }) : "")
    entries.clear()
    at("browse-stories").replaceChildren()
    more()
    const words = [...at("browse-chosen").children].map((item) => item.textContent)
    document.title = words.length ? `${words.join(" · ")} - ${title}` : title
  }

  function more() {
    const shown = showMore(at("browse-stories"), stories, tool.dataset.stories, entries)
    at("browse-more").hidden = shown >= stories.length
    return shown
  }

  const findPlace = keepPlace(tool, {
    shown: () => at("browse-stories").children.length,
    grow: (count) => {
      for (let shown = at("browse-stories").children.length; shown < Math.min(count, stories.length); shown = more());
    },
  })

  function go(next) {
    state = next
    unknown = []
    history.pushState(null, "", toAddress(state, facets) || location.pathname)
    show()
  }

  function choose(n, number, side) {
    go(toggled(state, facets, n, number, side))
  }

  function drop(n, number, side) {
    choose(n, number, side)
    const left = at("browse-chosen").querySelector("button")
    ;(left ?? at("browse-sort")).focus() // the button itself is gone
  }

  at("browse-sort").addEventListener("change", ({ target }) => go({ ...state, sort: target.value }))
  at("browse-more").addEventListener("click", () => {
    const shown = at("browse-stories").children.length
    more()
    at("browse-stories").children[shown].querySelector("a").focus()
  })
  addEventListener("popstate", () => {
    ;({ state, unknown } = fromAddress(location.search, facets))
    show()
    findPlace()
  })

  at("browse-more").replaceChildren(t("browse.more", { count: STEP }))
  show()
  await entries.first(SCREEN)
  at("browse-plain").hidden = true
  tool.hidden = false
  findPlace()
}

try {
  await start(unpack(await whole(tool.dataset.source, "stories")))
} catch (error) {
  at("browse-failed").hidden = false
  document.documentElement.classList.add("failed")
  throw error
}
