// The second question: a pin by finger, mouse or keyboard, and the phone's position when it is asked for, confirmed in words.
import "./report-reveal.js";
import { maps, pin } from "./map.js";

const way = document.getElementById("id_lat");
const box = way.querySelector("[data-map]");
const lat = document.getElementById("lat");
const lon = document.getElementById("lon");
const words = document.getElementById("pin-words");
const found = document.getElementById("found");
const off = document.getElementById("pin-off-line");
const says = way.dataset;
let mark = null;
let asked = 0;

async function placeOf(point) {
  const answer = await fetch(`${says.place}?lat=${point.lat.toFixed(6)}&lon=${point.lng.toFixed(6)}`, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : { inside: true, words: says.unknown };
}

function show(label, text, wrong = false) {
  const strong = document.createElement("b");
  strong.textContent = label;
  words.replaceChildren(strong, text ? ` ${text}` : "");
  words.className = wrong ? "govuk-error-message" : "";
}

let later = 0;
function moved(map) {
  const point = mark.getLatLng();
  lat.value = point.lat.toFixed(6);
  lon.value = point.lng.toFixed(6);
  off.hidden = false;
  clearTimeout(later);
  later = setTimeout(async () => {
    const turn = ++asked;
    const said = await placeOf(point).catch(() => ({ inside: true, words: says.unknown }));
    if (turn !== asked || !mark) return;
    if (said.inside) show(says.moved, said.words);
    else show(says.outside, "", true);
  }, 350);
  if (!map.getBounds().pad(-0.1).contains(point)) map.panTo(point);
}

function put(map, point, { look = false } = {}) {
  if (mark) mark.setLatLng(point);
  else {
    mark = pin(point, { draggable: true, autoPan: true, title: says.pin, alt: says.pin }).addTo(map);
    mark.on("drag", () => { lat.value = mark.getLatLng().lat.toFixed(6); lon.value = mark.getLatLng().lng.toFixed(6); });
    mark.on("dragend", () => moved(map));
    const element = mark.getElement();
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", says.pin);
    element.addEventListener("keydown", (event) => step(map, event));
  }
  if (look) map.setView(point, Math.max(map.getZoom(), 15));
  moved(map);
}

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
function step(map, event) {
  const way = STEPS[event.key];
  if (!way) return;
  event.preventDefault();
  event.stopPropagation(); // the map must not slide away under the pin
  const far = event.shiftKey ? 40 : 8;
  const at = map.latLngToContainerPoint(mark.getLatLng()).add([way[0] * far, way[1] * far]);
  put(map, map.containerPointToLatLng(at));
}

function take(map) {
  mark?.remove();
  mark = null;
  asked++;
  lat.value = "";
  lon.value = "";
  off.hidden = true;
  show(says.none, "");
}

function whereAmI(map) {
  const button = document.getElementById("locate");
  show(says.asking, "");
  button.disabled = true;
  navigator.geolocation.getCurrentPosition(async ({ coords }) => {
    button.disabled = false;
    const point = window.L.latLng(coords.latitude, coords.longitude);
    const said = await placeOf(point).catch(() => ({ inside: true, words: says.unknown }));
    if (!said.inside) return show(says.outside, "", true);
    show(mark ? says.moved : says.none, "");
    document.getElementById("found-k").textContent = says.here.replace("{metres}", String(Math.max(5, Math.round(coords.accuracy / 5) * 5)));
    document.getElementById("found-words").textContent = said.words;
    found.hidden = false;
    document.getElementById("found-yes").onclick = () => { found.hidden = true; put(map, point, { look: true }); way.focus(); };
    document.getElementById("found-no").onclick = () => { found.hidden = true; way.focus(); };
    document.getElementById("found-yes").focus();
    return undefined;
  }, () => { button.disabled = false; show(says.denied, ""); }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
}

async function begin() {
  const map = await maps.get(box);
  const leaveOut = document.getElementById("leave-out");
  if (leaveOut) leaveOut.hidden = true; // the button below does it at once
  document.getElementById("map-keys").hidden = false;
  if (lat.value && lon.value && Number.isFinite(Number(lat.value))) put(map, window.L.latLng(Number(lat.value), Number(lon.value)));
  else show(says.none, "");
  map.on("click", (event) => put(map, event.latlng));
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== map.getContainer()) return;
    event.preventDefault();
    put(map, map.getCenter());
    mark.getElement().focus();
  });
  document.getElementById("pin-off").addEventListener("click", () => take(map));
  if ("geolocation" in navigator && window.isSecureContext) {
    document.getElementById("locate-line").hidden = false;
    document.getElementById("locate").addEventListener("click", () => whereAmI(map));
  }
}

if (box && window.L) begin();
