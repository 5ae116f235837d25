// The review page keeps its place: answers are sent without leaving it, keys do what buttons do.
// Without this script each form is sent as usual and the next place is the target of the address.
const root = document.documentElement;
let busy = false;

const cards = () => [...document.querySelectorAll(".card, .settled li")];

// The card that the keys speak of: the one that holds the focus, or is the address's target.
function current() {
  const held = document.activeElement?.closest(".card, .settled li");
  return held ?? document.querySelector(".card:target");
}

function inView() {
  return cards().find((card) => card.getBoundingClientRect().bottom > 80);
}

function show(card) {
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const listed = cards();
  const at = listed.indexOf(current());
  const next = at < 0 ? inView() : listed[at + by];
  if (next) show(next);
  else document.querySelector(`.pages a[rel=${by > 0 ? "next" : "prev"}]`)?.click();
}

function press(verdict) {
  const card = current();
  if (!card) return step(1); // nothing is answered that nobody looks at
  card.querySelector(`.answer button[value=${verdict}]`)?.click();
}

function edit() {
  const field = (current() ?? inView())?.querySelector("[name=text]");
  field?.focus();
  field?.select();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("accepted"),
  r: () => press("rejected"),
  e: edit,
  u: () => document.querySelector("#done .undo button")?.click(),
  "?": () => document.querySelector("#keys").showModal(),
};

function typing(target) {
  return target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.closest(".card")?.focus();
    return;
  }
  const act = KEYS[event.key];
  if (!act || (event.repeat && !"jk".includes(event.key))) return;
  event.preventDefault();
  if (!busy) act();
});

document.addEventListener("click", (event) => {
  if (event.target.closest(".keys-open")) document.querySelector("#keys").showModal();
});

// What was typed into other forms, by the id of the field.
function typed(but) {
  const fields = document.querySelectorAll("input[id], textarea[id]");
  const changed = [...fields].filter((f) => f.form !== but && f.value !== f.defaultValue);
  return changed.map((field) => [field.id, field.value]);
}

function opened() {
  return [...document.querySelectorAll(".card details[open]")].map((d) => d.closest(".card").id);
}

// Puts another state of the page in the place of this one; what `from` stood at stays there.
function swap(text, from, kept) {
  const top = from?.getBoundingClientRect().top;
  const unfolded = opened();
  const next = new DOMParser().parseFromString(text, "text/html");
  document.body.replaceWith(next.body);
  for (const [id, value] of kept) {
    const field = document.getElementById(id);
    if (field) field.value = value;
  }
  for (const id of unfolded) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
  const wanted = document.getElementById(document.body.dataset.focus ?? "");
  const target = wanted ?? document.querySelector("#problems, #done, main");
  const anchor = target.closest(".card") ?? target;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (wanted && top !== undefined) scrollBy(0, anchor.getBoundingClientRect().top - top);
  target.scrollIntoView({ block: "nearest" });
  say(document.querySelector("#problems, #done p")?.textContent.trim().replace(/\s+/g, " ") ?? "");
}

// Tells readers of the screen what was done: a region that stays, outside of what is swapped.
const region = document.createElement("p");
region.setAttribute("role", "status");
region.className = "said";

function say(text) {
  root.append(region);
  region.textContent = text;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  root.classList.add("busy");
  const from = form.closest(".card");
  const kept = typed(form);
  try {
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const answer = await fetch(form.action, { method: "POST", body });
    const text = await answer.text();
    if (!answer.headers.get("Content-Type")?.startsWith("text/html")) throw new Error(text);
    if (answer.redirected) history.replaceState(null, "", answer.url);
    swap(text, from, kept);
  } catch (error) {
    say(`没有送到，什么也没有写：${error.message}。预览是不是停了？打的字都还在。`);
    region.classList.add("failed");
  } finally {
    busy = false;
    root.classList.remove("busy");
  }
});

root.classList.add("js"); // no-js stays: by it the tokens follow the system into the dark
document.getElementById(document.body.dataset.focus ?? "")?.focus();
