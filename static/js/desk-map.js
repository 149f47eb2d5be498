// The map beside the worklist: the cases of the list, grouped by the server, each leading to its page at the desk.
import { dot, maps } from "./map.js";

const part = document.querySelector("[data-desk-map]");
const box = part?.querySelector("[data-map]");
const cut = part?.querySelector("[data-desk-part]");
const said = part?.querySelector("[data-desk-said]");
const SIGNS = { done: "yes", not: "no", open: "open" };
const CLOSEST = 17;

const words = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function pressed(drawn, act) {
  drawn.on("click", act);
  drawn.on("keypress", (event) => { if (event.originalEvent.key === "Enter") act(); });
  return drawn;
}

function many(map, [lat, lon, count, not, sign]) {
  const verdict = count === 1 ? SIGNS[sign] : not > count / 2 ? "no" : "open";
  const title = words(part.dataset.many, { count, not });
  return pressed(dot([lat, lon], { verdict, title, many: count }), () => map.setView([lat, lon], Math.min(map.getZoom() + 2, CLOSEST)));
}

const single = ([lat, lon, sign, number, title]) => pressed(dot([lat, lon], { verdict: SIGNS[sign], title }), () => location.assign(part.dataset.case.replace("0000", number)));

if (box) {
  const map = await maps.get(box);
  const layer = window.L.layerGroup().addTo(map);
  let asked = null;
  const fetchView = async () => {
    asked?.abort();
    asked = new AbortController();
    const view = map.getBounds();
    const url = new URL(part.dataset.deskMap, location.href);
    url.searchParams.set("bbox", [Math.max(view.getWest(), -180), Math.max(view.getSouth(), -90), Math.min(view.getEast(), 180), Math.min(view.getNorth(), 90)].map((n) => n.toFixed(5)).join(","));
    url.searchParams.set("zoom", Math.round(map.getZoom()));
    try {
      const answer = await fetch(url, { signal: asked.signal, credentials: "same-origin" });
      if (!answer.ok) return;
      const { groups, cases, count, is_all: isAll } = await answer.json();
      layer.clearLayers();
      for (const group of groups) many(map, group).addTo(layer);
      for (const one of cases) single(one).addTo(layer);
      cut.hidden = isAll;
      said.textContent = words(part.dataset.moved, { count });
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  let later = 0;
  map.on("moveend", () => { clearTimeout(later); later = setTimeout(fetchView, 150); });
  await fetchView();
}
