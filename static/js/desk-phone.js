// A call by keyboard alone: Enter goes on, Ctrl+Enter hands in, Alt+1 to 3 take a suggestion, a matter is found by typing.
// What was typed is kept on the server every few seconds. Nothing fires while somebody composes Chinese characters.
const form = document.getElementById("call");
const hints = document.getElementById("hints");
const kept = document.getElementById("kept");
const field = (name) => form.elements.namedItem(name);
const composing = (event) => event.isComposing || event.keyCode === 229;

// --- keys ---

const steps = () => [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button[type=submit]")].filter(
  (one) => !one.disabled && one.offsetParent !== null && (one.type !== "radio" || one === stopOf(one)),
);

// Of radios that belong together one is a stop: the chosen one, else the one in focus, else the first.
function stopOf({ name }) {
  const group = [...form.querySelectorAll(`input[type=radio][name="${name}"]`)];
  return group.find((one) => one === document.activeElement) ?? group.find((one) => one.checked) ?? group[0];
}

function goOn(from) {
  const list = steps();
  list[list.indexOf(from) + 1]?.focus();
}

form.addEventListener("keydown", (event) => {
  if (composing(event)) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("send"));
    return;
  }
  if (event.altKey && ["1", "2", "3"].includes(event.key)) {
    const button = hints.querySelectorAll("[data-take]")[Number(event.key) - 1];
    if (button) { event.preventDefault(); take(button); }
    return;
  }
  if (event.key === "Enter" && !event.shiftKey && !event.altKey && event.target.matches("input:not([type=checkbox]), select")) {
    event.preventDefault();
    goOn(event.target);
  }
});
document.getElementById("keys-line").hidden = false;
document.getElementById("look").hidden = true;

// --- the matter, found by typing ---

const box = form.querySelector("[data-matter]");
const select = field("matter");
const all = [...select.querySelectorAll("option")].map((option) => ({ value: option.value, text: option.textContent.trim() }));
const find = document.createElement("input");
find.className = "govuk-input phone-find";
find.type = "text";
find.autocomplete = "off";
find.id = "find-matter";
find.setAttribute("aria-label", box.dataset.find);
find.placeholder = box.dataset.find;
const fit = document.createElement("span");
fit.className = "govuk-visually-hidden";
fit.setAttribute("role", "status");
select.before(find, fit);

find.addEventListener("input", () => {
  const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = all.filter(({ value, text }) => value && words.every((word) => text.toLowerCase().includes(word)));
  for (const option of select.querySelectorAll("option")) option.hidden = words.length > 0 && !fitting.some(({ value }) => value === option.value);
  for (const group of select.querySelectorAll("optgroup")) group.hidden = [...group.children].every((option) => option.hidden);
  select.value = words.length && fitting.length ? fitting[0].value : "";
  fit.textContent = words.length ? `${box.dataset.fit} ${fitting.length}. ${fitting[0]?.text ?? ""}` : "";
  later();
});

function take(button) {
  find.value = "";
  find.dispatchEvent(new Event("input"));
  select.value = button.dataset.take;
  find.placeholder = button.querySelector("span").textContent;
  later();
}

hints.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (button) { take(button); field("place").focus(); }
});

// --- which office, only where it is about one ---

const about = form.querySelector("[data-about]");
const drawAbout = () => { about.hidden = field("kind").value !== "misconduct"; };
field("kind").addEventListener("change", drawAbout);
drawAbout();

// --- kept while it is written, and what it brings to mind ---

let timer = 0;
let asked = "";

async function send(url) {
  return fetch(url, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
}

async function keep() {
  try {
    const answer = await send(form.dataset.keep);
    kept.textContent = answer.ok ? kept.dataset.kept : kept.dataset.lost;
    if (answer.ok) comeBack();
  } catch {
    kept.textContent = kept.dataset.lost;
  }
}

// A page that is loaded again, or unlocked, shows the same call.
function comeBack() {
  const url = `${location.pathname}?call=${encodeURIComponent(field("token").value)}`;
  history.replaceState(null, "", url);
  for (const next of document.querySelectorAll(".lock-form [name=next]")) next.value = url;
}

async function look() {
  const words = ["text", "matter", "place"].map((name) => field(name).value).join("\n") + picked();
  if (words === asked) return;
  asked = words;
  try {
    const answer = await send(form.dataset.hints);
    if (!answer.ok || words !== asked) return;
    const focused = hints.contains(document.activeElement) ? document.activeElement.id : "";
    hints.innerHTML = await answer.text();
    if (focused) document.getElementById(focused)?.focus();
  } catch { /* the page works without hints */ }
}

const picked = () => form.querySelector("[name=found]:checked")?.value ?? "";

function later() {
  clearTimeout(timer);
  timer = setTimeout(() => { keep(); look(); }, 700);
}

form.addEventListener("input", later);
form.addEventListener("change", later);
form.addEventListener("compositionstart", () => clearTimeout(timer));
form.addEventListener("compositionend", later);
form.addEventListener("submit", () => clearTimeout(timer));
if (!document.querySelector(".govuk-error-summary")) field("phone").focus();
