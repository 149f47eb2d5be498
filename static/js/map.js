// Maps in our own drawing: a base of GeoJSON (no tiles needed), pins and dots that are shape and colour.
// Every [data-map] (templates/components/_map.html) is drawn at once; a page that needs more imports drawnMap().
// Leaflet (window.L) stands before this file.

const L = window.L;
const PIN = '<svg viewBox="-22 -48 44 54" aria-hidden="true"><path d="M0 2c-6-10-19-19-19-32a19 19 0 0 1 38 0c0 13-13 22-19 32z"/><circle cy="-30" r="7.5"/></svg>';
const DOTS = {
  yes: '<circle class="d-done" r="9"/><path class="d-mark" d="M-4 0l3 3.4L4.4-3.4"/>',
  no: '<path class="d-not" d="M0-12L12 0 0 12-12 0z"/><path class="d-mark" d="M-3.4-3.4l6.8 6.8M3.4-3.4l-6.8 6.8"/>',
  open: '<circle class="d-open" r="7.5"/><circle class="d-core" r="2.6"/>',
};
const SHADES = ["", "g-area--1", "g-area--2"];

/** The pin of a place, with its point on the ground. */
export function pin(place, options = {}) {
  const icon = L.divIcon({ className: "map-pin", html: PIN, iconSize: [44, 54], iconAnchor: [22, 48] });
  return L.marker(place, { icon, alt: "", keyboard: Boolean(options.draggable), ...options });
}

/** A case, or many in one place: what residents say, as shape and colour. */
export function dot(place, { verdict = "open", title = "", many = 0 }) {
  const html = many > 1 ? `<span>${Number(many)}</span>` : `<svg viewBox="-22 -22 44 44" aria-hidden="true">${DOTS[verdict] || DOTS.open}</svg>`;
  const className = many > 1 ? `map-many${verdict === "no" ? " map-many--not" : ""}` : "map-dot";
  const icon = L.divIcon({ className, html, iconSize: [44, 44], iconAnchor: [22, 22] });
  return L.marker(place, { icon, title, alt: title, keyboard: true });
}

function classOf(feature, place) {
  const kind = feature.properties.kind;
  if (kind === "district" || kind === "city") return `g-area ${SHADES[place % SHADES.length]}`;
  return { river: "g-river", park: "g-park", road: "g-road", street: "g-street", bridge: "g-bridge" }[kind] || "g-area";
}

function nameOf(feature, lang) {
  return feature.properties[`name_${lang.replace("-", "_")}`] || feature.properties.name_en || "";
}

function write(map, feature, lang, layer) {
  const kind = feature.properties.kind;
  const name = nameOf(feature, lang);
  if (!name || !["district", "road", "park"].includes(kind)) return null;
  const span = document.createElement("span");
  span.textContent = name;
  const className = kind === "district" ? "map-name" : "map-name map-name--road";
  let at = layer.getBounds().getCenter();
  if (kind === "road") {
    const line = feature.geometry.coordinates;
    const [lon, lat] = line[Math.floor(line.length / 2)];
    at = L.latLng(lat, lon);
  }
  const mark = L.marker(at, { icon: L.divIcon({ className, html: span.outerHTML, iconSize: null }), interactive: false, keyboard: false, zIndexOffset: -1000 });
  return { mark, kind };
}

async function drawBase(map, url, lang) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) return;
  const base = await answer.json();
  const order = ["city", "district", "street", "park", "river", "bridge", "road"];
  const features = [...base.features].sort((a, b) => order.indexOf(a.properties.kind) - order.indexOf(b.properties.kind));
  const names = [];
  features.forEach((feature, place) => {
    const layer = L.geoJSON(feature, { interactive: false, style: { className: classOf(feature, place), fill: undefined, weight: 1 } });
    layer.addTo(map);
    const named = write(map, feature, lang, layer);
    if (named) names.push(named);
  });
  const show = () => {
    const zoom = map.getZoom();
    for (const { mark, kind } of names) {
      const seen = kind === "district" ? zoom <= 13 : zoom >= (kind === "park" ? 14 : 15);
      if (seen) mark.addTo(map);
      else mark.remove();
    }
  };
  const near = () => {
    const zoom = map.getZoom();
    map.getContainer().classList.toggle("is-far", zoom < 12.5);
    map.getContainer().classList.toggle("is-near", zoom >= 15);
  };
  map.on("zoomend", () => { show(); near(); });
  show();
  near();
  return L.geoJSON(base.features.filter((feature) => feature.properties.kind !== "river")).getBounds();
}

/** Draw one map into a .mapbox; resolves to Leaflet's map when its ground is there. */
export async function drawnMap(box) {
  const said = box.dataset;
  box.hidden = false;
  const ground = box.querySelector(".mapbox__map");
  const map = L.map(ground, { zoomControl: false, attributionControl: Boolean(said.tiles), maxZoom: 18, minZoom: 10, zoomSnap: 0.5, scrollWheelZoom: false });
  ground.setAttribute("role", "region");
  ground.setAttribute("aria-label", said.label || "");
  L.control.zoom({ position: "topright", zoomInTitle: said.zoomIn || "+", zoomOutTitle: said.zoomOut || "-" }).addTo(map);
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  if (map.attributionControl) map.attributionControl.setPrefix(false);
  const here = said.lat ? [Number(said.lat), Number(said.lon)] : null;
  map.setView(here || [23.13, 113.27], Number(said.zoom) || (here ? 16 : 12));
  if (said.tiles) L.tileLayer(said.tiles, { attribution: said.credit || "", maxZoom: 18 }).addTo(map);
  if (said.base) {
    const bounds = await drawBase(map, said.base, said.lang || "en").catch(() => null);
    if (bounds && !here) map.fitBounds(bounds, { padding: [2, 2], animate: false });
  }
  if (said.shape) {
    const drawn = L.geoJSON(JSON.parse(document.getElementById(said.shape)?.textContent || "null"), { interactive: false, style: { className: "g-cell", fill: undefined, weight: 2 } }).addTo(map);
    map.fitBounds(drawn.getBounds(), { padding: [24, 24], animate: false, maxZoom: 17 });
  }
  if (here && "pin" in said) pin(here).addTo(map);
  if (said.dots) {
    const list = JSON.parse(document.getElementById(said.dots)?.textContent || "[]");
    for (const one of list) {
      const mark = dot([one.lat, one.lon], one).addTo(map);
      if (one.url) mark.on("click keypress", (event) => {
        if (event.type === "click" || event.originalEvent.key === "Enter") location.assign(one.url);
      });
    }
  }
  return map;
}

/** Maps drawn at load; a page's own script waits for the one it needs: `await maps.get(box)`. */
export const maps = new Map();
for (const box of document.querySelectorAll("[data-map]")) maps.set(box, drawnMap(box));
