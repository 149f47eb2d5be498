// The form on one page, for when there is no connection: what is written stays on this device, and is sent by itself.
import { hold, isOwn, mayKeep, offerOwn, recover, wake } from "./device.js";
import { smaller } from "./smaller.js";

const outbox = self.gongzhiOutbox;
const form = document.getElementById("short-form");
const says = form.dataset;
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const NAMES = ["kind", "text", "matter", "noticed_on", "words", "lat", "lon", "email", "phone", "component"];
const MOST = Number(says.mostPhotos);
let row = null;
let photos = [];
let later = 0;
let working = Promise.resolve();

// --- the draft and its fields ---

function typed() {
  const fields = {};
  for (const name of NAMES) fields[name] = form.elements[name] ? form.elements[name].value || "" : "";
  return fields;
}

const isEmpty = (fields) => !photos.length && !["text", "words", "email", "phone", "lat"].some((name) => fields[name].trim());

// What is in the form, as a row; null when there is nothing new to keep.
function staged(withPhotos) {
  const fields = typed();
  if (!row) {
    if (isEmpty(fields)) return null;
    row = outbox.begin("short", Date.now());
    history.replaceState(null, "", `#${row.id}`);
  }
  const before = row.fields;
  if (!withPhotos && NAMES.every((name) => fields[name] === (before[name] || ""))) return null;
  const all = Object.assign({}, before, fields, { address: addressOf(before, fields) });
  return Object.assign(row, { fields: all, language: document.documentElement.lang.toLowerCase(), changed: Date.now() });
}

async function save({ withPhotos = false } = {}) {
  clearTimeout(later);
  const draft = staged(withPhotos);
  try {
    if (draft) await outbox.keep(draft, withPhotos ? photos : undefined);
    return true;
  } catch (full) {
    tell([{ field: "", said: says.full }]);
    return false;
  }
}

// The page goes: what was typed since the last pause is held at once, and kept by the next page.
function leave() {
  const draft = isOwn() ? staged(false) : null;
  if (!draft) return;
  draft.title = outbox.titleOf(draft.fields.text);
  hold(draft);
  outbox.keep(draft);
}

// A draft of the question pages may name a district and a plate beside the way.
function addressOf(before, fields) {
  const district = before.area ? [...form.querySelectorAll("#districts option")].find((one) => one.value === before.area) : null;
  const plate = before.plate ? says.plate.replace("{number}", before.plate) : "";
  return [district ? district.textContent : "", fields.words.trim(), plate].filter(Boolean).join(" · ");
}

function show() {
  for (const name of NAMES) {
    const field = form.elements[name];
    if (field && row.fields[name]) field.value = row.fields[name];
  }
  if (row.state === "asks" && row.why === "refused") tell(row.wrong && row.wrong.length ? row.wrong : [{ field: "", said: says.refused }]);
  showPlace();
}

// --- mistakes: said once above, each leading to its field ---

const FIELD_OF = { address: "words", "contact.email": "email", "contact.phone": "phone", lat: "words", lon: "words", answers: "text", photo: "photo" };

function tell(wrong) {
  const summary = part("wrong");
  const list = summary.querySelector("ul");
  list.replaceChildren();
  for (const one of wrong) {
    const item = document.createElement("li");
    const field = form.elements[FIELD_OF[one.field] || one.field];
    const target = field && (field.id || (field[0] && field[0].id));
    const words = target ? document.createElement("a") : document.createElement("span");
    words.textContent = one.said;
    if (target) words.href = `#${target}`;
    item.append(words);
    list.append(item);
  }
  for (const link of list.querySelectorAll("a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault(); // the address names the draft
      document.getElementById(link.getAttribute("href").slice(1)).focus();
    });
  }
  summary.hidden = !wrong.length;
  if (wrong.length) summary.focus();
}

function faults(fields) {
  const wrong = [];
  if (!fields.kind) wrong.push({ field: "kind", said: says.noKind });
  if (fields.text.trim().length < 4) wrong.push({ field: "text", said: says.noText });
  return wrong;
}

// --- photos: kept as they will be sent ---

const input = form.elements.photo;
const list = document.getElementById("chosen");

function draw() {
  list.replaceChildren();
  photos.forEach((photo, place) => {
    const item = part("photo").content.firstElementChild.cloneNode(true);
    const image = item.querySelector("img");
    image.src = URL.createObjectURL(new Blob([photo.bytes], { type: photo.type }));
    image.onload = () => URL.revokeObjectURL(image.src);
    image.onerror = () => { image.hidden = true; item.querySelector(".photos__hole").hidden = false; };
    image.alt = says.alt.replace("{name}", photo.name);
    item.querySelector("[data-name]").textContent = photo.name;
    item.querySelector("button").addEventListener("click", async () => {
      photos = photos.filter((_one, other) => other !== place);
      draw();
      input.focus();
      await save({ withPhotos: true });
    });
    list.append(item);
  });
  list.hidden = !photos.length;
}

function bytesOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(file);
  });
}

async function add(files) {
  const status = part("photo-status");
  const room = MOST - photos.length;
  status.textContent = says.working;
  for (const file of files.slice(0, room)) {
    const small = await smaller(file);
    photos.push({ name: small.name, type: small.type, bytes: await bytesOf(small) });
    draw();
  }
  status.textContent = files.length > room ? says.tooMany : "";
  await save({ withPhotos: true });
}

// --- the place: words, or where the phone is ---

function showPlace(metres) {
  const set = Boolean(form.elements.lat.value);
  part("place-set").hidden = !set;
  part("locate").hidden = set || !("geolocation" in navigator) || !window.isSecureContext;
  if (set) part("place-words").textContent = metres ? says.here.replace("{metres}", metres) : says.hereKept;
}

function locate() {
  const button = part("locate");
  const words = part("locate-says");
  words.textContent = says.asking;
  button.disabled = true;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    button.disabled = false;
    words.textContent = "";
    form.elements.lat.value = coords.latitude.toFixed(6);
    form.elements.lon.value = coords.longitude.toFixed(6);
    showPlace(String(Math.max(5, Math.round(coords.accuracy / 5) * 5)));
    part("place-off").focus();
    save();
  }, () => {
    button.disabled = false;
    words.textContent = says.denied;
  }, { enableHighAccuracy: true, timeout: 30000, maximumAge: 60000 });
}

// --- into the outbox ---

async function hand() {
  await working;
  const wrong = faults(typed());
  tell(wrong);
  if (wrong.length || !(await save({ withPhotos: true })) || !row) return;
  await outbox.queue(row.id, Date.now());
  await wake();
  location.assign(says.drafts); // which sends: what this page begins would end with it
}

async function begin() {
  part("off").hidden = true;
  form.hidden = false;
  await recover();
  const asked = location.hash.slice(1);
  const found = asked ? await outbox.get(asked) : null;
  if (found && (found.state === "typed" || found.state === "asks")) {
    row = found;
    photos = await outbox.photosOf(row.id);
    show();
    draw();
  } else {
    const wanted = new URLSearchParams(location.search);
    for (const name of ["kind", "matter", "component"]) {
      if (wanted.get(name) && form.elements[name]) form.elements[name].value = wanted.get(name);
    }
    showPlace();
  }
  if (form.elements.component.value) {
    part("thing").hidden = false;
    part("thing").querySelector("[data-code]").textContent = form.elements.component.value;
  }
  connection();
}

function connection() {
  const gone = navigator.onLine === false;
  part("offline").hidden = !gone;
  part("online").hidden = gone;
}

function listen() {
  const soon = () => { clearTimeout(later); later = setTimeout(save, 400); };
  form.addEventListener("input", soon);
  form.addEventListener("change", (event) => {
    if (event.target !== input) {
      soon();
      return;
    }
    const files = [...input.files];
    if (!files.length) return;
    working = working.then(() => add(files)).catch(() => tell([{ field: "photo", said: says.full }])).then(() => { input.value = ""; input.dispatchEvent(new Event("change")); });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    hand();
  });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
  window.addEventListener("online", connection);
  window.addEventListener("offline", connection);
  part("locate").addEventListener("click", locate);
  part("place-off").addEventListener("click", () => {
    form.elements.lat.value = "";
    form.elements.lon.value = "";
    showPlace();
    part("locate").focus();
    save();
  });
}

// large type is the reader's own: the kept page was drawn without it
if (/(?:^|; )text=large/.test(document.cookie)) document.documentElement.dataset.text = "large";
listen();
if (isOwn()) begin();
else if (mayKeep) {
  form.hidden = true;
  offerOwn(document.querySelector("[data-own]"), part, async () => {
    await begin();
    document.querySelector("h1").focus();
  });
}
