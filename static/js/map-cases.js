// Cases on a map, grouped by the server: what lies in view is asked for anew whenever the view moves. The public map and the desk's use it.
import { dot, maps } from "./map.js";

const SIGNS = { done: "yes", not: "no", open: "open" };
export const CLOSEST = 17;

export const words = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export function address(base, changes) {
  const url = new URL(base, location.href);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  return url;
}

function pressed(drawn, act) {
  drawn.on("click", act);
  drawn.on("keypress", (event) => { if (event.originalEvent.key === "Enter") act(); });
  return drawn;
}

/** Many cases in one place; marked where most of them were called unsolved. */
export function many([lat, lon, count, not, sign], { title, act }) {
  const verdict = count === 1 ? SIGNS[sign] : not > count / 2 ? "no" : "open";
  return pressed(dot([lat, lon], { verdict, title, many: count }), act);
}

export const single = ([lat, lon, sign, , title], act) => pressed(dot([lat, lon], { verdict: SIGNS[sign], title }), act);

/** Ask for what is in view, now and after each move; `draw` gets the answer and the layer to draw on, swept. */
export async function followView(box, base, draw) {
  const map = await maps.get(box);
  const layer = window.L.layerGroup().addTo(map);
  let asked = null;
  const fetchView = async () => {
    asked?.abort();
    asked = new AbortController();
    const view = map.getBounds();
    const bbox = [Math.max(view.getWest(), -180), Math.max(view.getSouth(), -90), Math.min(view.getEast(), 180), Math.min(view.getNorth(), 90)].map((n) => n.toFixed(5)).join(",");
    try {
      const answer = await fetch(address(base, { bbox, zoom: Math.round(map.getZoom()) }), { signal: asked.signal, credentials: "same-origin" });
      if (!answer.ok) return;
      const found = await answer.json();
      layer.clearLayers();
      draw(found, map, layer);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  let later = 0;
  map.on("moveend", () => { clearTimeout(later); later = setTimeout(fetchView, 150); });
  await fetchView();
}
