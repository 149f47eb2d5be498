// The exact point of a meeting place: a tap on the map, a dragged pin or the keyboard write the two numbers below it.
// The numbers are what is sent; without this script they are typed.
import { maps, pin } from "./map.js";

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function follow(part, map) {
  const lat = part.querySelector('[name="lat"]');
  const lon = part.querySelector('[name="lon"]');
  let mark = null;

  function write() {
    lat.value = mark.getLatLng().lat.toFixed(6);
    lon.value = mark.getLatLng().lng.toFixed(6);
  }

  function put(point, { look = false } = {}) {
    if (mark) mark.setLatLng(point);
    else {
      const name = part.querySelector("summary").textContent;
      mark = pin(point, { draggable: true, autoPan: true, title: name, alt: name }).addTo(map);
      mark.on("drag", write);
      const element = mark.getElement();
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", name);
      element.addEventListener("keydown", (event) => {
        const way = STEPS[event.key];
        if (!way) return;
        event.preventDefault();
        event.stopPropagation();
        const far = event.shiftKey ? 40 : 8;
        put(map.containerPointToLatLng(map.latLngToContainerPoint(mark.getLatLng()).add([way[0] * far, way[1] * far])));
        write();
      });
    }
    if (look) map.setView(point, Math.max(map.getZoom(), 15));
  }

  function read() {
    const point = [Number(lat.value), Number(lon.value)];
    if (lat.value && lon.value && point.every(Number.isFinite)) put(point, { look: true });
  }

  map.on("click", (event) => { put(event.latlng); write(); });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== map.getContainer()) return;
    event.preventDefault();
    put(map.getCenter());
    write();
    mark.getElement().focus();
  });
  for (const input of [lat, lon]) input.addEventListener("change", read);
  const seen = () => { map.invalidateSize(); if (!mark) read(); };
  part.addEventListener("toggle", seen); // a folded map has no size
  part.parentElement.closest("details")?.addEventListener("toggle", seen);
  if (part.open) seen();
  part.querySelector("[data-point-says]").hidden = false;
}

for (const part of document.querySelectorAll("[data-point]")) {
  const box = part.querySelector("[data-map]");
  if (box && window.L) maps.get(box).then((map) => follow(part, map));
}
