// The stops of a patrol: rows come and go in place, and a tap on the map puts a cell into a row. The page works without.

const stops = document.querySelector("[data-stops]");
const form = stops.closest("form");
const blank = stops.querySelector("[data-blank]");
const more = stops.querySelector("[data-more]");
const says = stops.querySelector("[data-says]");
const MOST = 100;
let last = null; // the row somebody was in

const rows = () => [...stops.querySelectorAll("[data-row]")];
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

function count() {
  rows().forEach((row, place) => {
    row.querySelector("legend").textContent = blank.content.querySelector("legend").textContent.replace("__number__", String(place + 1));
    row.querySelector("[data-less] span").textContent = ` ${place + 1}`;
  });
  more.disabled = rows().length >= MOST;
}

function add() {
  const turn = Math.max(-1, ...rows().map((row) => Number(row.querySelector("[data-less]").value))) + 1;
  const holder = document.createElement("template");
  holder.innerHTML = blank.innerHTML.replaceAll("__turn__", String(turn));
  const row = holder.content.querySelector("[data-row]");
  const before = rows().at(-1);
  if (before) before.after(row);
  else more.closest("p").before(row);
  count();
  return row;
}

function lose(row) {
  const place = rows().indexOf(row);
  if (last === row) last = null;
  row.remove();
  if (!rows().length) add();
  count();
  field(rows()[Math.min(place, rows().length - 1)], "hour").focus();
}

stops.addEventListener("click", (event) => {
  if (event.target.closest("[data-more]")) {
    event.preventDefault();
    const row = add();
    const before = rows().at(-2);
    if (before) field(row, "hour").value = field(before, "hour").value;
    field(row, "hour").focus();
  } else if (event.target.closest("[data-less]")) {
    event.preventDefault();
    lose(event.target.closest("[data-row]"));
  }
});
stops.addEventListener("focusin", (event) => { last = event.target.closest("[data-row]") ?? last; });
form.querySelector("[data-new] input")?.focus();

// The map.
const box = stops.querySelector("[data-map]");
const layers = new Map(); // code → its shape

function mark() {
  const named = new Set(rows().map((row) => field(row, "place").value.trim()));
  for (const [code, layer] of layers) layer.getElement()?.classList.toggle("g-cell--in", named.has(code));
}

function put(code, area) {
  const free = rows().find((row) => !field(row, "place").value.trim());
  const row = (last && stops.contains(last) ? last : free) ?? add();
  field(row, "place").value = code;
  row.querySelector("[data-where]").textContent = area;
  const told = says.dataset.into.replace("{number}", String(rows().indexOf(row) + 1)).replace("{code}", code).replace("{area}", area);
  says.textContent = told;
  last = null; // the next tap goes on with the next row
  mark();
}

async function find(point) {
  const answer = await fetch(`${says.dataset.cells}?lat=${point.lat.toFixed(6)}&lon=${point.lng.toFixed(6)}`, { headers: { Accept: "application/json" } }).catch(() => null);
  const cell = answer?.ok ? (await answer.json()).results.find((one) => one.layer === "management") : null;
  if (cell) put(cell.code, cell.area.name);
  else says.textContent = says.dataset.nowhere;
}

async function begin() {
  const { maps } = await import("./map.js");
  const map = await maps.get(box);
  says.hidden = false;
  const shapes = window.L.geoJSON(JSON.parse(document.getElementById("patrol-cells").textContent), {
    style: { className: "g-cell", fill: undefined, weight: 2 },
    onEachFeature: (feature, layer) => {
      layers.set(feature.properties.code, layer);
      layer.bindTooltip(feature.properties.code);
    },
  }).addTo(map);
  if (layers.size && !box.dataset.lat) map.fitBounds(shapes.getBounds(), { padding: [16, 16], animate: false });
  map.on("click", (event) => find(event.latlng));
  shapes.on("click", (event) => {
    window.L.DomEvent.stopPropagation(event);
    put(event.layer.feature.properties.code, event.layer.feature.properties.area);
  });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== map.getContainer()) return;
    event.preventDefault();
    find(map.getCenter());
  });
  stops.addEventListener("input", mark);
  mark();
}

if (box && window.L) begin();
