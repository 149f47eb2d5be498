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

function open(map, group) {
  if (group.url) return location.assign(group.url);
  const [west, south, east, north] = group.box;
  const wide = Math.max(east - west, north - south);
  if (map.getZoom() >= CLOSEST || wide < 0.0003) {
    const edge = 0.00001;
    const url = address(part.dataset.list + new URL(part.dataset.casesMap, location.href).search, { bbox: [west - edge, south - edge, east + edge, north + edge].join(",") });
    return location.assign(url);
  }
  return map.fitBounds([[south, west], [north, east]], { padding: [60, 60], maxZoom: CLOSEST });
}

function mark(map, group) {
  const many = group.count > 1;
  const close = map.getZoom() >= CLOSEST ? part.dataset.see : part.dataset.many;
  const title = many ? words(close, { count: group.count, not: group.not }) : group.title;
  const drawn = dot([group.lat, group.lon], { verdict: many ? (group.not > group.count / 2 ? "no" : "yes") : SIGNS[group.sign], title, many: group.count });
  drawn.on("click", () => open(map, group));
  drawn.on("keypress", (event) => { if (event.originalEvent.key === "Enter") open(map, group); });
  return drawn;
}

function beside(newest) {
  list.replaceChildren(...newest.map((one) => {
    const row = document.createElement("li");
    row.className = "row";
    const head = document.createElement("h3");
    const link = document.createElement("a");
    link.href = one.url;
    link.textContent = one.title;
    link.dir = "auto";
    if (one.lang) link.lang = one.lang;
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
      const { groups, newest, is_all: isAll } = await answer.json();
      layer.clearLayers();
      for (const group of groups) mark(map, group).addTo(layer);
      beside(newest);
      cut.hidden = isAll;
      say(words(part.dataset.moved, { count: groups.reduce((sum, group) => sum + group.count, 0) }));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  let later = 0;
  map.on("moveend", () => { clearTimeout(later); later = setTimeout(fetchView, 150); });
  await fetchView();
}
