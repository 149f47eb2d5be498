// Drafts that survive, on the question pages: what is typed is kept on a device whose holder called it his own, and comes back into
// the form. Misconduct and what is confidential is never kept; choosing it takes away at once what was kept. The draft on the
// server goes on as without this script.
import { hold, isOwn, mayKeep, offerOwn, recover, said } from "./device.js";

const outbox = self.gongzhiOutbox;
const box = document.getElementById("own-device");
const form = document.getElementById("report-form");
const NAMES = { what: ["kind", "text", "matter", "noticed_on", "component"], where: ["area", "words", "plate", "lat", "lon"], contact: ["email", "phone"] };
const names = NAMES[box.dataset.step] || [];
const secretMatters = new Set(box.dataset.secretMatters.split(" ").filter(Boolean));
const part = (name) => box.querySelector(`[data-part="${name}"]`);
let row = null; // the draft of this form, once there is one
let later = 0;

const held = {
  get id() { try { return sessionStorage.getItem("draft") || ""; } catch (closed) { return ""; } },
  set id(id) { try { if (id) sessionStorage.setItem("draft", id); else sessionStorage.removeItem("draft"); } catch (closed) { /* one tab, one draft: without it each page looks by its mark */ } },
};

const fields = () => (form ? names.map((name) => form.elements[name]).filter(Boolean) : []);

function isSecret() {
  if (box.dataset.secret) return true;
  if (!form) return false;
  const kind = form.querySelector('[name="kind"]:checked');
  const matter = form.querySelector('[name="matter"]');
  const confidential = form.querySelector('[name="confidential"]');
  return Boolean((kind && kind.value === "misconduct") || (matter && secretMatters.has(matter.value)) || (confidential && confidential.checked));
}

async function mine() {
  const mark = box.dataset.mark;
  const last = held.id ? await outbox.get(held.id) : null;
  if (last && last.state === "typed" && (!mark || !last.mark || last.mark === mark)) return last;
  if (!mark) return null;
  return (await outbox.all()).find((one) => one.state === "typed" && one.mark === mark) || null;
}

async function forget() {
  clearTimeout(later);
  hold(null);
  const gone = row || (await mine());
  row = null;
  held.id = "";
  if (gone) await outbox.remove(gone.id);
}

// What is in the form, as a row; null when there is nothing new to keep.
function staged() {
  const typed = {};
  for (const field of fields()) typed[field.name || field[0].name] = field.value || "";
  if (!row) {
    if (!(typed.text || "").trim()) return null; // the words begin a draft; a place or a contact alone is none
    row = outbox.begin("long", Date.now());
    held.id = row.id;
  }
  const mark = box.dataset.mark || row.mark;
  if (mark === row.mark && Object.keys(typed).every((name) => typed[name] === (row.fields[name] || ""))) return null;
  Object.assign(row.fields, typed);
  return Object.assign(row, { mark, language: document.documentElement.lang.toLowerCase(), changed: Date.now() });
}

async function save() {
  clearTimeout(later);
  if (!isOwn() || !form) return;
  if (isSecret()) {
    await forget();
    return;
  }
  const draft = staged();
  if (draft) await outbox.keep(draft);
}

// The page goes: what was typed since the last pause is held at once, and kept by the next page.
function leave() {
  if (!isOwn() || isSecret()) return;
  const draft = staged();
  if (!draft) return;
  draft.title = outbox.titleOf(draft.fields.text);
  hold(draft);
  outbox.keep(draft);
}

function saveSoon() {
  if (isOwn() && isSecret()) {
    forget();
    return;
  }
  clearTimeout(later);
  later = setTimeout(save, 400);
}

function fill(from) {
  for (const field of fields()) {
    const name = field.name || field[0].name;
    if (field.value || !from.fields[name]) continue;
    field.value = from.fields[name];
  }
  for (const one of form.querySelectorAll("textarea, [name=kind]:checked")) one.dispatchEvent(new Event("change", { bubbles: true }));
}

async function resume(draft) {
  row = draft;
  row.mark = "";
  held.id = draft.id;
  form.elements.draft.value = ""; // the server opens another: what it held may belong to another report
  fill(draft);
  await outbox.keep(row);
  part("found").hidden = true;
  form.elements.text.focus();
}

async function offer() {
  const drafts = (await outbox.all()).filter((one) => one.state === "typed" && one.form === "long");
  if (!drafts.length || fields().some((field) => (field.name === "text" ? field.value.trim() : ""))) return;
  const found = part("found");
  found.querySelector("[data-title]").textContent = drafts[0].title;
  found.querySelector("[data-when]").textContent = said(drafts[0].changed);
  found.querySelector("button").addEventListener("click", () => resume(drafts[0]));
  found.hidden = false;
}

async function receipt() {
  const done = await mine();
  held.id = "";
  if (!done) return;
  const code = document.getElementById("r-code").textContent.trim();
  Object.assign(done, { state: "sent", number: document.getElementById("r-no").textContent.trim(), code, changed: Date.now(), sent: Date.now(), fields: {}, mark: "" });
  part("on").hidden = !(await outbox.alter(done.id, (now) => { Object.assign(now, done); }));
}

async function begin() {
  if (part("off")) part("off").hidden = true;
  part("on").hidden = Boolean(box.dataset.secret) || box.dataset.step === "receipt";
  if (box.dataset.secret) {
    await forget();
    return;
  }
  await recover();
  if (box.dataset.step === "receipt") {
    await receipt();
    return;
  }
  row = await mine();
  if (row) held.id = row.id;
  if (!form) return;
  const wanted = new URLSearchParams(location.search).get("draft");
  const asked = wanted && box.dataset.step === "what" ? await outbox.get(wanted) : null;
  if (asked && asked.state === "typed") await resume(asked);
  else if (row) fill(row);
  else if (box.dataset.step === "what") await offer();
  form.addEventListener("input", saveSoon);
  form.addEventListener("change", saveSoon);
  form.addEventListener("submit", leave);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
  await save();
}

if (box && mayKeep) {
  for (const anew of document.querySelectorAll('form[action$="/again/"]')) anew.addEventListener("submit", () => { if (isOwn()) forget(); });
  if (isOwn()) begin();
  else if (part("off")) {
    offerOwn(box.querySelector("[data-own]"), part, async () => {
      await begin();
      part("on").querySelector("a").focus();
    });
  }
}
