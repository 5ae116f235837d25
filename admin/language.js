// The editor speaks Chinese until an editor chooses another language in its settings.

const PREFERENCES = "sveltia-cms.prefs"
const kept = JSON.parse(localStorage.getItem(PREFERENCES) ?? "{}")

if (!kept.locale || kept.locale === "auto") {
  localStorage.setItem(PREFERENCES, JSON.stringify({ ...kept, locale: "zh-CN" }))
}
