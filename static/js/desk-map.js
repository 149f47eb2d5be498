// The map beside the worklist: the cases of the list, grouped by the server, each leading to its page at the desk.
import { CLOSEST, followView, many, single, words } from "./map-cases.js";

const part = document.querySelector("[data-desk-map]");
const box = part?.querySelector("[data-map]");
const cut = part?.querySelector("[data-desk-part]");
const said = part?.querySelector("[data-desk-said]");

function group(map, one) {
  const [lat, lon, count, not] = one;
  const act = () => map.setView([lat, lon], Math.min(map.getZoom() + 2, CLOSEST));
  return many(one, { title: words(part.dataset.many, { count, not }), act });
}

if (box) {
  await followView(box, part.dataset.deskMap, ({ groups, cases, count, is_all: isAll }, map, layer) => {
    for (const one of groups) group(map, one).addTo(layer);
    for (const one of cases) single(one, () => location.assign(part.dataset.case.replace("0000", one[3]))).addTo(layer);
    cut.hidden = isAll;
    said.textContent = words(part.dataset.moved, { count });
  });
}
