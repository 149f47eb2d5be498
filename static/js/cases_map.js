// The map of the public cases: what lies in view comes grouped from the server; the list beside it follows.
import { say } from "./base.js";
import { CLOSEST, address, followView, many, single, words } from "./map-cases.js";

const part = document.querySelector("[data-cases-map]");
const box = part?.querySelector("[data-map]");
const list = document.querySelector("[data-cases-list]");
const cut = document.querySelector("[data-cases-part]");

const linkOf = (number) => part.dataset.case.replace("0000", number);

/** A group opens into its parts; where it cannot come closer, its cases are listed. */
function open(map, [lat, lon]) {
  const closer = map.getZoom() + 2;
  if (closer < CLOSEST + 2) return map.setView([lat, lon], Math.min(closer, CLOSEST));
  const edge = 0.0008;
  return location.assign(address(part.dataset.list + new URL(part.dataset.casesMap, location.href).search, { bbox: [lon - edge, lat - edge, lon + edge, lat + edge].map((n) => n.toFixed(5)).join(",") }));
}

function group(map, one) {
  const [, , count, not] = one;
  const title = words(map.getZoom() >= CLOSEST ? part.dataset.see : part.dataset.many, { count, not });
  return many(one, { title, act: () => open(map, one) });
}

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
  await followView(box, part.dataset.casesMap, ({ groups, cases, newest, count, is_all: isAll }, map, layer) => {
    for (const one of groups) group(map, one).addTo(layer);
    for (const one of cases) single(one, () => location.assign(linkOf(one[3]))).addTo(layer);
    beside(newest);
    cut.hidden = isAll;
    say(words(part.dataset.moved, { count }));
  });
}
