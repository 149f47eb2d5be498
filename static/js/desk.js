// The desk's short cuts: j and k walk the list, x chooses, o opens, u goes back, a letter opens its move, / finds, ? helps.
// Nothing fires while somebody types, composes Chinese characters, or holds a modifier; one switch turns them off, and a
// cookie of this browser remembers it. No key ever sends a move; n claims the next case, which can be put back.
const line = document.getElementById("keys");
const help = document.getElementById("keys-help");
const choose = document.getElementById("choose");
const rows = [...document.querySelectorAll("a[data-row]")];
let isOn = line?.dataset.isOff !== "yes";

function here() {
  const inside = document.activeElement?.closest?.("tr");
  const focused = rows.findIndex((row) => row === document.activeElement || (inside && row.closest("tr") === inside));
  if (focused >= 0) return focused;
  return rows.findIndex((row) => row.closest("tr").classList.contains("is-here"));
}

function walk(step) {
  if (!rows.length) return;
  const at = here();
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[next].focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

for (const part of document.querySelectorAll(".desk-bar [data-script], .desk-map[data-script]")) part.hidden = false;

// --- choosing rows ---

const boxes = choose ? [...choose.querySelectorAll('input[name="case"]')] : [];
const chosen = () => boxes.filter((box) => box.checked);

function drawChosen() {
  const count = chosen().length;
  const bar = document.getElementById("bulk");
  if (!bar) return;
  const words = bar.querySelector(".bulk__count");
  words.textContent = count ? words.dataset.some + count : words.dataset.none;
  bar.hidden = count === 0;
  for (const box of boxes) box.closest("tr").classList.toggle("is-on", box.checked);
  const all = document.getElementById("choose-all");
  all.checked = count > 0 && count === boxes.length;
  all.indeterminate = count > 0 && count < boxes.length;
}

function toggle() {
  const box = rows[Math.max(0, here())]?.closest("tr").querySelector('input[name="case"]');
  if (!box) return;
  box.checked = !box.checked;
  drawChosen();
}

if (boxes.length) {
  for (const part of choose.querySelectorAll("[data-script]")) part.hidden = false;
  document.getElementById("choose-all").addEventListener("change", (event) => {
    for (const box of boxes) box.checked = event.target.checked;
    drawChosen();
  });
  choose.addEventListener("change", drawChosen);
  choose.addEventListener("reset", () => setTimeout(drawChosen));
  window.addEventListener("pageshow", drawChosen); // a browser that goes back brings its ticks along
  drawChosen();
}

// --- moves behind their letters: in bulk where rows are chosen, else the form of the open case, else the page of the row ---

function openMove(key) {
  if (chosen().length) {
    choose.querySelector(`[data-bulk-key="${key}"]`)?.click();
    return;
  }
  for (const { dataset } of line?.querySelectorAll(`[data-key="${key}"]`) ?? []) {
    const form = document.querySelector(`form.act[action*="/${dataset.verb}/"]`);
    if (form) {
      const folded = form.closest("details");
      if (folded) folded.open = true;
      form.scrollIntoView({ block: "nearest" });
      const first = form.querySelector("input:not([type=hidden]), select, textarea, button") ?? document.querySelector('button[form="act"]');
      first?.focus();
      return;
    }
    const row = rows[here()];
    if (row && choose) {
      const url = new URL(row.href);
      url.pathname += `${dataset.verb}/`;
      location.assign(url);
      return;
    }
  }
}

const acts = {
  j: () => walk(1),
  k: () => walk(-1),
  x: toggle,
  o: () => rows[Math.max(0, here())]?.click(),
  u: () => document.querySelector("a[data-back]")?.click(),
  n: () => document.getElementById("next-case")?.requestSubmit(),
  "/": () => { const box = document.getElementById("q"); box?.focus(); box?.select(); },
  "?": () => help?.showModal(),
  escape: () => { for (const box of chosen()) box.checked = false; drawChosen(); },
};
for (const { dataset } of line?.querySelectorAll("[data-key]") ?? []) acts[dataset.key] ??= () => openMove(dataset.key);

function isTyping(target) {
  if (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName)) return true;
  return target.tagName === "INPUT" && target.name !== "case" && target.id !== "choose-all";
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!isOn || help?.open) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = acts[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

if (line) {
  const button = line.querySelector("[data-switch]");
  const draw = () => {
    button.setAttribute("aria-pressed", String(isOn));
    button.textContent = isOn ? line.dataset.on : line.dataset.off;
    document.documentElement.classList.toggle("keys-off", !isOn);
  };
  button.addEventListener("click", () => {
    isOn = !isOn;
    document.cookie = `desk-keys=${isOn ? "on" : "off"}; path=/desk/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    draw();
  });
  line.querySelector("[data-help]").addEventListener("click", () => help?.showModal());
  line.hidden = false;
  draw();
}

// The preview, a refusal or an error is what the page was loaded for: begin there.
document.querySelector(".open-body > .refusal, .open-body > .preview, .open-body > .govuk-error-summary")?.scrollIntoView({ block: "start" });
document.querySelector("tr.is-here")?.scrollIntoView({ block: "nearest" });
