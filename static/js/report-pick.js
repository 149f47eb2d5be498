// Pick a thing of the street on the map: its mark ticks the choice of the same number, and the choice shows its mark.
import { maps } from "./map.js";

const box = document.querySelector("[data-map]");
const inputs = [...document.querySelectorAll('.asked input[type="radio"]')];

function pick(code) {
  const input = inputs.find((one) => one.value === code);
  if (!input) return;
  input.checked = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.focus();
}

async function begin() {
  const map = await maps.get(box);
  const marks = JSON.parse(document.getElementById("marks").textContent);
  map.fitBounds(marks.map((mark) => [mark.lat, mark.lon]), { padding: [40, 40], maxZoom: 18, animate: false });
  map.eachLayer((layer) => {
    const code = layer.options?.title;
    if (!code || !layer.getElement || !marks.some((mark) => mark.pick === code)) return;
    layer.on("click keypress", (event) => {
      if (event.type === "click" || event.originalEvent.key === "Enter") pick(code);
    });
    const show = () => layer.getElement()?.classList.toggle("map-dot--picked", inputs.some((one) => one.checked && one.value === code));
    for (const input of inputs) input.addEventListener("change", show);
    show();
  });
}

if (box && window.L) begin();
