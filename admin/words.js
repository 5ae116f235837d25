// What our layer says, in Chinese and in English: the editor speaks the language of its settings.

const WORDS = {
  changed: ["打开以后，文件被改过", "The file was changed after you opened it"],
  same_place: [
    "您和文件里改了同一处。每一处选留哪一边，再保存。现在还什么都没有写，您写的都还在。",
    "You and the file changed the same place. Choose a side for each, then save. Nothing is written yet, and all you wrote is still here.",
  ],
  gone: ["打开以后，文件没有了", "The file is gone since you opened it"],
  gone_more: [
    "它被删去，或者移到了别处。现在还什么都没有写，您写的都还在。",
    "It was deleted, or moved. Nothing is written yet, and all you wrote is still here.",
  ],
  exists: ["这个编号已经有一篇", "There is a story of this id already"],
  exists_more: [
    "文件夹里已有 {path}，它不会被覆盖。回去换一个编号，或者把您的另存一份。",
    "{path} is there already and is not overwritten. Go back and choose another id, or keep yours in a file of its own.",
  ],
  mine: ["我的", "Mine"],
  file: ["文件里的", "The file's"],
  nothing: ["（没有）", "(nothing)"],
  all_mine: ["全用我的", "All mine"],
  all_file: ["全用文件里的", "All the file's"],
  save: ["按所选保存", "Save as chosen"],
  again: ["重新写这个文件", "Write the file again"],
  beside: ["文件不动，我的另存一份", "Leave the file, keep mine beside it"],
  edit_on: ["回去继续改", "Go on editing"],
  merged: [
    "打开以后，文件里改过：{fields}。与您的改动不冲突，已合在一起保存。",
    "After you opened it, the file was changed: {fields}. Your changes do not contradict; both are saved together.",
  ],
  kept_beside: ["您的一份另存为 {path}。", "Yours is kept as {path}."],
  whole: ["全文", "the whole file"],
  body: ["正文", "text"],
  close: ["知道了", "Close"],
  figure: ["图{number}", "Picture {number}"],
  figure_placed: ["（已放）", " (placed)"],
  no_figures: [
    "图片在下面添加。添加以后，这里点一下，图就放到光标所在那一段的后面；不放的，排在文末。",
    "Add pictures below; then a click here puts one behind the paragraph with the cursor. Without a place it stands at the end.",
  ],
  show_notes: ["显示编号和依据", "Show id and evidence"],
  hide_notes: ["收起编号和依据", "Hide id and evidence"],
  wide: ["电脑", "Wide"],
  phone: ["手机", "Phone"],
  light: ["浅色", "Light"],
  dark: ["深色", "Dark"],
}

export const speaks = () => JSON.parse(localStorage.getItem("sveltia-cms.prefs") ?? "{}").locale ?? "zh-CN"

export function t(key, values = {}) {
  const text = WORDS[key][speaks().startsWith("zh") ? 0 : 1]
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all)
}
