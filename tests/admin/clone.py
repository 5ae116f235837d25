"""The editor at ``/admin/`` as an editor uses it, on a clone in the browser's own file system.

The folder picker is answered by the origin private file system, which the File System Access API
reads and writes like a folder of the disk.
"""

from __future__ import annotations

import base64
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, FrameLocator, Locator, ViewportSize

from tests.browser import goto

PICK = "window.showDirectoryPicker = () => navigator.storage.getDirectory()"
# Neither is under test, and both wait for frames, which come late where browsers share a processor
# without a graphics card: animations between pages, and fields made once they are in sight.
STILL = """delete Document.prototype.startViewTransition
const Observer = window.IntersectionObserver
window.IntersectionObserver = class extends Observer {
  constructor(say, options) {
    super(say, options)
    this.say = say
  }
  observe(target) {
    if (!target.matches(".placeholder")) super.observe(target)
    else queueMicrotask(() => this.say([{ target, isIntersecting: true }], this))
  }
}"""
LISTEN = """window.stopped = []
addEventListener("securitypolicyviolation", event =>
  stopped.push(`${event.violatedDirective} ${event.blockedURI}`))"""
PUT = """async files => {
  for (const [path, text] of Object.entries(files)) {
    const folders = path.split("/"), name = folders.pop()
    let folder = await navigator.storage.getDirectory()
    for (const part of folders) folder = await folder.getDirectoryHandle(part, { create: true })
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable()
    await file.write(text)
    await file.close()
  }
}"""
REMOVE = """async path => {
  const folders = path.split("/"), name = folders.pop()
  let folder = await navigator.storage.getDirectory()
  for (const part of folders) folder = await folder.getDirectoryHandle(part)
  await folder.removeEntry(name)
}"""
GET = """async () => {
  const found = {}
  async function walk(folder, path) {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${path}${name}/`)
      else {
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer())
        found[path + name] = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""))
      }
    }
  }
  await walk(await navigator.storage.getDirectory(), "")
  return found
}"""
PICTURE = """async () => {
  const canvas = new OffscreenCanvas(2400, 1200), pen = canvas.getContext("2d")
  pen.fillStyle = "teal"
  pen.fillRect(0, 0, 2400, 1200)
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""))
}"""


class Editor:
    """A browser window with the editor; ``foreign`` notes requests to any other host."""

    def __init__(
        self, browser: Browser, address: str, docs: Path, width: int = 1280, height: int = 1400
    ) -> None:
        size: ViewportSize = {"width": width, "height": height}
        self.context = browser.new_context(viewport=size, locale="zh-CN")
        self.context.add_init_script(f"{PICK}\n{STILL}\n{LISTEN}")
        self.foreign: list[str] = []
        host = urlsplit(address).netloc
        self.context.on(
            "request",
            lambda r: (
                self.foreign.append(r.url)
                if r.url.startswith("http") and urlsplit(r.url).netloc != host
                else None
            ),
        )
        self.page = self.context.new_page()
        goto(self.page, f"{address}admin/cms/package.json")  # any file: a place to write from
        stories = sorted((docs / "stories").rglob("*.md"))
        files = {f"docs/{p.relative_to(docs).as_posix()}": p.read_text("utf-8") for p in stories}
        self.page.evaluate(PUT, {".git/HEAD": "ref: refs/heads/main\n", **files})
        goto(self.page, f"{address}admin/")

    def open_clone(self) -> None:
        """Choose the folder, as the picker is answered."""
        self.page.get_by_role("button", name="使用本地仓库").click()
        self.page.get_by_role("row").first.wait_for()

    def reload(self) -> None:
        """Load the page anew: the folder is open still."""
        self.page.reload()
        self.to_list()

    def to_list(self) -> None:
        """Go to the list of stories from wherever a test ended."""
        self.page.evaluate("location.hash = '#/collections/stories'")
        self.page.get_by_role("row").first.wait_for()

    def new(self) -> None:
        """Open an empty form."""
        self.page.get_by_text("新建").click()
        self.field("id").wait_for()

    def open(self, title: str) -> None:
        """Open the form of a story."""
        self.page.get_by_role("row").filter(has_text=title).get_by_text(title).click()
        self.field("status").wait_for()

    def field(self, path: str) -> Locator:
        """Return the form of a field, such as ``byline.0.name``."""
        return self.page.locator(f'section[data-key-path="{path}"]')

    def write(self, path: str, text: str) -> None:
        """Write into the one input of a field."""
        self.field(path).locator("input:not([type=file]), textarea").fill(text)

    def add(self, path: str, kind: str | None = None) -> None:
        """Add an item to a list, of ``kind`` where there are several."""
        self.field(path).get_by_role("button", name="添加").click()
        if kind:
            self.page.get_by_role("menuitem", name=kind).click()

    def choose(self, path: str, value: str) -> None:
        """Find a value of a long list by its last name, and take it."""
        self.field(path).locator("[role=combobox]").click()
        self.page.keyboard.type(value.rpartition("/")[2])
        self.page.locator("[role=option]:not([hidden])").get_by_text(value, exact=True).click()

    def picture(self, path: str) -> None:
        """Choose a picture of 2400 by 1200 pixels from the disk."""
        data = base64.b64decode(self.page.evaluate(PICTURE))
        file = {"name": "现场 照片.png", "mimeType": "image/png", "buffer": data}
        self.field(path).locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]

    def press_save(self) -> None:
        """Save; what comes then is the test's to see."""
        self.page.get_by_role("button", name="保存", exact=True).first.click()

    def save(self) -> None:
        """Save, and wait for the list."""
        self.press_save()
        self.page.get_by_text("新建").wait_for()

    def answer(self, button: str) -> None:
        """Press a button of the question, which goes away."""
        question = self.page.locator("dialog.ask")
        question.get_by_role("button", name=button, exact=True).click()
        question.wait_for(state="detached")

    @property
    def preview(self) -> FrameLocator:
        """The preview beside the form."""
        return self.page.frame_locator("iframe.preview")

    def put(self, files: dict[str, str]) -> None:
        """Write files of the clone, as another program does."""
        self.page.evaluate(PUT, files)

    def remove(self, path: str) -> None:
        """Remove a file of the clone, as another program does."""
        self.page.evaluate(REMOVE, path)

    def files(self) -> dict[str, bytes]:
        """Return the bytes of every file of the clone by its path."""
        return {path: base64.b64decode(data) for path, data in self.page.evaluate(GET).items()}

    def stopped(self) -> list[str]:
        """Return what the policy of the page stopped."""
        return list(self.page.evaluate("stopped"))

    def close(self) -> None:
        self.context.close()
