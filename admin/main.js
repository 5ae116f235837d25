// The editor at /admin/: Sveltia CMS with this archive's configuration and file format. It works on
// a local clone in any secure page, and on a Git host where config.json names one.

import "./language.js" // first: the CMS reads the language as it loads
import CMS from "@sveltia/cms"
import { storyFormat } from "./format.js"
import { Notes, PlaceFigures, watchAddress } from "./fields.js"
import { configure } from "./guard.js"
import { makePreview, siteStyles } from "./preview.js"

async function start() {
  const [answer, styles] = await Promise.all([fetch("config.json"), siteStyles().catch(() => [])])
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`)
  const { fields, words, ...config } = await answer.json()
  const format = storyFormat(fields)
  configure({ format, labels: Object.fromEntries(config.collections[0].fields.map(({ name, label }) => [name, label])) })
  CMS.registerCustomFormat("story", "md", format)
  CMS.registerFieldType("place_figures", PlaceFigures)
  CMS.registerFieldType("notes", Notes)
  watchAddress()
  styles.forEach(address => CMS.registerPreviewStyle(address))
  CMS.registerPreviewTemplate("stories", makePreview(words))
  await CMS.init({ config: { ...config, load_config_file: false } })
}

start().catch(error => {
  document.body.textContent = `编辑器没有启动：${error.message}`
  throw error
})
