// The map of the public cases: what lies in view comes grouped from the server; the list beside it follows.
import { dot, maps } from "./map.js";
import { say } from "./base.js";

const part = document.querySelector("[data-cases-map]");
const box = part?.querySelector("[data-map]");
const list = document.querySelector("[data-cases-list]");
const cut = document.querySelector("[data-cases-part]");
const SIGNS = { done: "yes", not: "no", open: "open" };
const CLOSEST = 17;

const words = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function address(base, changes) {
  const url = new URL(base, location.href);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  return url;
}

const linkOf = (number) => part.dataset.case.replace("0000", number);

/** A group opens into its parts; where it cannot come closer, its cases are listed. */
function open(map, [lat, lon]) {
  const closer = map.getZoom() + 2;
  if (closer < CLOSEST + 2) return map.setView([lat, lon], Math.min(closer, CLOSEST));
  const edge = 0.0008;
  return location.assign(address(part.dataset.list + new URL(part.dataset.casesMap, location.href).search, { bbox: [lon - edge, lat - edge, lon + edge, lat + edge].map((n) => n.toFixed(5)).join(",") }));
}

function pressed(drawn, act) {
  drawn.on("click", act);
  drawn.on("keypress", (event) => { if (event.originalEvent.key === "Enter") act(); });
  return drawn;
}

function many(map, group) {
  const [lat, lon, count, not, sign] = group;
  const title = words(map.getZoom() >= CLOSEST ? part.dataset.see : part.dataset.many, { count, not });
  const verdict = count === 1 ? SIGNS[sign] : not > count / 2 ? "no" : "yes";
  return pressed(dot([lat, lon], { verdict, title, many: count }), () => open(map, group));
}

const single = ([lat, lon, sign, number, title]) => pressed(dot([lat, lon], { verdict: SIGNS[sign], title }), () => location.assign(linkOf(number)));

function beside(newest) {
  list.replaceChildren(...newest.map(([number, title, language]) => {
    const row = document.createElement("li");
    row.className = "row";
    const head = document.createElement("h3");
    const link = document.createElement("a");
    link.href = linkOf(number);
    link.textContent = title;
    link.dir = "auto";
    if (language) link.lang = language;
    head.append(link);
    row.append(head);
    return row;
  }));
}

if (box) {
  const map = await maps.get(box);
  const layer = window.L.layerGroup().addTo(map);
  let asked = null;
  const fetchView = async () => {
    asked?.abort();
    asked = new AbortController();
    const view = map.getBounds();
    const bbox = [Math.max(view.getWest(), -180), Math.max(view.getSouth(), -90), Math.min(view.getEast(), 180), Math.min(view.getNorth(), 90)].map((n) => n.toFixed(5)).join(",");
    try {
      const answer = await fetch(address(part.dataset.casesMap, { bbox, zoom: Math.round(map.getZoom()) }), { signal: asked.signal, credentials: "same-origin" });
      if (!answer.ok) return;
      const { groups, cases, newest, count, is_all: isAll } = await answer.json();
      layer.clearLayers();
      for (const group of groups) many(map, group).addTo(layer);
      for (const one of cases) single(one).addTo(layer);
      beside(newest);
      cut.hidden = isAll;
      say(words(part.dataset.moved, { count }));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  let later = 0;
  map.on("moveend", () => { clearTimeout(later); later = setTimeout(fetchView, 150); });
  await fetchView();
}
