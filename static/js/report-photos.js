// The third question: photos are shown and made smaller before they travel. Where one was taken is read here, in the browser, and only
// used when the resident says so. Whatever fails, the photo goes as it is.
import { smaller } from "./smaller.js";

const form = document.getElementById("report-form");
const input = form.querySelector('input[type="file"]');
const list = document.getElementById("chosen");
const status = document.getElementById("photo-status");
const found = document.getElementById("found");
const says = form.dataset;
let chosen = []; // {file, name, url}
let busy = false;
let waiting = null; // the button pressed while photos were being made smaller

const weight = (bytes) => (bytes < 104858 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`);

// --- where it was taken: the EXIF block of a JPEG, read from its own bytes ---

function exifOf(view) {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 4 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === 0xda || length < 2) return null;
    if (marker === 0xe1 && at + 10 <= view.byteLength && view.getUint32(at + 4) === 0x45786966) {
      return new DataView(view.buffer, at + 10, Math.min(length - 8, view.byteLength - at - 10));
    }
    at += 2 + length;
  }
  return null;
}

function entries(tiff, at, little) {
  const held = new Map();
  const count = Math.min(tiff.getUint16(at, little), 200);
  for (let n = 0; n < count; n += 1) {
    const entry = at + 2 + 12 * n;
    held.set(tiff.getUint16(entry, little), entry);
  }
  return held;
}

function degrees(tiff, entry, little) {
  const at = tiff.getUint32(entry + 8, little);
  let sum = 0;
  for (let part = 0; part < 3; part += 1) {
    const below = tiff.getUint32(at + 8 * part + 4, little);
    if (below) sum += tiff.getUint32(at + 8 * part, little) / below / 60 ** part;
    else if (!part) return NaN;
  }
  return sum;
}

async function takenAt(file) {
  try {
    const tiff = exifOf(new DataView(await file.slice(0, 262144).arrayBuffer()));
    if (!tiff) return null;
    const little = tiff.getUint16(0) === 0x4949;
    const pointer = entries(tiff, tiff.getUint32(4, little), little).get(0x8825);
    if (!pointer) return null;
    const gps = entries(tiff, tiff.getUint32(pointer + 8, little), little);
    if (![1, 2, 3, 4].every((tag) => gps.has(tag))) return null;
    const south = tiff.getUint8(gps.get(1) + 8) === 0x53;
    const west = tiff.getUint8(gps.get(3) + 8) === 0x57;
    const lat = degrees(tiff, gps.get(2), little) * (south ? -1 : 1);
    const lon = degrees(tiff, gps.get(4), little) * (west ? -1 : 1);
    const somewhere = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (Math.abs(lat) > 1e-6 || Math.abs(lon) > 1e-6);
    return somewhere ? { lat, lon } : null;
  } catch {
    return null;
  }
}

async function offerPlace(file, name) {
  if (says.hasPin || document.getElementById("photo_lat").value || !found.hidden) return;
  const point = await takenAt(file);
  if (!point) return;
  const answer = await fetch(`${says.place}?lat=${point.lat.toFixed(6)}&lon=${point.lon.toFixed(6)}`).catch(() => null);
  const said = answer?.ok ? await answer.json() : null;
  if (!said?.inside) return;
  document.getElementById("found-k").textContent = says.says.replace("{name}", name);
  document.getElementById("found-words").textContent = said.words;
  found.hidden = false;
  document.getElementById("found-yes").onclick = () => {
    document.getElementById("photo_lat").value = point.lat.toFixed(6);
    document.getElementById("photo_lon").value = point.lon.toFixed(6);
    done(said.words);
  };
  document.getElementById("found-no").onclick = () => done("");
}

function done(words) {
  found.hidden = true;
  says.hasPin = "1";
  status.textContent = words;
  document.getElementById("go-on").focus();
}

// --- the chosen photos ---

function draw() {
  list.replaceChildren();
  for (const one of chosen) {
    const item = document.createElement("li");
    const image = document.createElement("img");
    image.src = one.url;
    image.alt = says.alt.replace("{name}", one.name);
    image.onerror = () => {
      const hole = document.createElement("div");
      hole.className = "photos__hole";
      hole.textContent = says.preview;
      image.replaceWith(hole);
    };
    const words = document.createElement("div");
    words.className = "photos__words";
    const name = document.createElement("span");
    name.dir = "auto";
    name.textContent = one.name;
    const button = document.createElement("button");
    button.type = "button";
    button.append(says.remove);
    const about = document.createElement("span");
    about.className = "govuk-visually-hidden";
    about.textContent = ` ${one.name}`;
    button.append(about);
    button.addEventListener("click", () => {
      URL.revokeObjectURL(one.url);
      chosen = chosen.filter((other) => other !== one);
      hand();
      input.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "ours" }));
    });
    words.append(name, ` · ${weight(one.file.size)}`, document.createElement("br"), button);
    item.append(image, words);
    list.append(item);
  }
  list.hidden = !chosen.length;
}

function hand() {
  const transfer = new DataTransfer();
  for (const one of chosen) transfer.items.add(one.file);
  input.files = transfer.files;
  draw();
}

async function add(files) {
  const room = Number(says.room) - chosen.length;
  status.textContent = says.working;
  for (const file of files.slice(0, Math.max(0, room))) {
    const name = file.name;
    const sent = await smaller(file);
    chosen.push({ file: sent, name, url: URL.createObjectURL(sent) });
    hand();
    await offerPlace(file, name);
  }
  status.textContent = files.length > room ? says.tooMany : "";
  hand();
}

if (input && list && "DataTransfer" in window && "createImageBitmap" in window) {
  document.getElementById("photo-place").hidden = true; // here the place is offered in words instead
  input.addEventListener("change", async (event) => {
    if (busy || event.detail === "ours") return;
    busy = true;
    try {
      await add([...input.files].filter((file) => !chosen.some((one) => one.file === file)));
    } catch {
      // an old browser cannot hand files over: they travel as they were chosen
    }
    input.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "ours" }));
    busy = false;
    if (waiting) form.requestSubmit(waiting);
  });
  form.addEventListener("submit", (event) => {
    if (!busy) return;
    event.preventDefault(); // the photos are not small yet: go on by itself when they are
    waiting = event.submitter;
  });
}
