// Reloads the page when the preview has a newer one; asks only while somebody looks at it.
const epoch = Number(document.currentScript.dataset.epoch);
const page = encodeURIComponent(location.pathname);
let asking = null;

async function ask() {
  asking = new AbortController();
  try {
    const answer = await fetch(`/livereload/${epoch}?page=${page}`, { signal: asking.signal });
    if (Number(await answer.text()) > epoch) {
      location.reload();
      return;
    }
    setTimeout(look, 0);
  } catch (error) {
    if (error.name !== "AbortError") setTimeout(look, 3000); // the server is gone, or restarting
  }
}

function look() {
  asking?.abort();
  asking = null;
  if (document.visibilityState === "visible") ask();
}

document.addEventListener("visibilitychange", look);
addEventListener("pagehide", () => asking?.abort());
// A reload now would bring back who follows a link; after a download the page is still there.
addEventListener("beforeunload", () => {
  asking?.abort();
  setTimeout(look, 3000);
});
look();
