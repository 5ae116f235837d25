"""A first visit on a slow phone: when the largest text is there, how far what is shown moves."""

from collections.abc import Mapping

from playwright.sync_api import Browser

LATENCY = 400  # ms for each request
RATE = 50_000  # bytes a second
SLOWER = 4  # times than this machine's processor
OBSERVE = """(() => {
  window.vitals = { lcp: 0, cls: 0, bytes: 0 }
  const watch = (type, see) =>
    new PerformanceObserver(list => list.getEntries().forEach(see))
      .observe({ type, buffered: true })
  watch("largest-contentful-paint", entry => (vitals.lcp = entry.startTime))
  watch("layout-shift", entry => (vitals.cls += entry.hadRecentInput ? 0 : entry.value))
})()"""
RESULT = """() => ({
  ...vitals,
  bytes: ["navigation", "resource"]
    .flatMap(type => performance.getEntriesByType(type))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
})"""


def vitals(browser: Browser, address: str) -> Mapping[str, float]:
    """Return ``lcp`` (ms), ``cls`` and ``bytes`` of a first visit, 390 pixels wide."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        service_workers="block",
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(OBSERVE)
    session = context.new_cdp_session(page)
    limits = {"latency": LATENCY, "downloadThroughput": RATE, "uploadThroughput": RATE}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **limits})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(6000)  # a page that works is at rest for half a second now and then
    found: Mapping[str, float] = page.evaluate(RESULT)
    context.close()
    return found
