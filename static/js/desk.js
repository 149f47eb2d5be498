// The desk's short cuts: j and k walk the list, x chooses, o opens, u goes back, a letter opens its move, / finds, ? helps.
// b goes to the bar of what is chosen. Nothing fires while somebody types, composes Chinese characters, or holds a modifier;
// one switch turns them off, and a cookie of this browser remembers it. No key ever sends a move; n claims the next case,
// which can be put back.
const line = document.getElementById("keys");
const help = document.getElementById("keys-help");
const choose = document.getElementById("choose");
const rows = [...document.querySelectorAll("a[data-row]")];
let isOn = line?.dataset.isOff !== "yes";

const lineOf = (row) => row.closest("tr, li");
const isSeen = (part) => part.getClientRects().length > 0;

function here() {
  const inside = document.activeElement?.closest?.("tr, li");
  const focused = rows.findIndex((row) => row === document.activeElement || (inside && lineOf(row) === inside));
  if (focused >= 0) return focused;
  return rows.findIndex((row) => lineOf(row).classList.contains("is-here"));
}

function walk(step) {
  if (!rows.length) return;
  const at = here();
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
  if (isSeen(rows[next])) rows[next].focus();
  else if (next !== at) rows[next].click(); // where an open case leaves no room for the list, its neighbour opens
}

// Whatever has the focus is seen whole: sticky heads and the bars below keep their margin by scroll-padding.
document.addEventListener("focusin", ({ target }) => {
  if (target !== document.body && !target.matches("main, [role=region]")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
});

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
  for (const box of boxes) lineOf(box).classList.toggle("is-on", box.checked);
  const all = document.getElementById("choose-all");
  all.checked = count > 0 && count === boxes.length;
  all.indeterminate = count > 0 && count < boxes.length;
}

function toggle() {
  const box = rows[Math.max(0, here())] && lineOf(rows[Math.max(0, here())]).querySelector('input[name="case"]');
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

const FIELDS = "input:not([type=hidden]), select, textarea";

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
      // without a field, the button of this very move: never another one that belongs to the form (the lock, the template)
      const own = form.id ? document.querySelector(`.open-foot [form="${form.id}"]`) : null;
      ([...form.querySelectorAll(FIELDS)].find(isSeen) ?? own ?? [...form.querySelectorAll("button")].findLast(isSeen))?.focus();
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
  b: () => document.querySelector("#bulk:not([hidden]) button")?.focus(),
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
    for (const one of [button, ...(help?.querySelectorAll("[data-switch]") ?? [])]) {
      one.setAttribute("aria-pressed", String(isOn));
      one.textContent = isOn ? line.dataset.on : line.dataset.off;
    }
    document.documentElement.classList.toggle("keys-off", !isOn);
  };
  const flip = () => {
    isOn = !isOn;
    document.cookie = `desk-keys=${isOn ? "on" : "off"}; path=/desk/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    draw();
  };
  button.addEventListener("click", flip);
  help?.querySelector("[data-switch]")?.addEventListener("click", flip);
  line.querySelector("[data-help]").addEventListener("click", () => help?.showModal());
  line.hidden = false;
  draw();
}

// What the page was loaded for: the row one comes back to (#at-…), else a preview, a refusal or an error.
const back = location.hash.startsWith("#at-") ? document.getElementById(location.hash.slice(1)) : null;
document.querySelector(".open-body > .refusal, .open-body > .preview, .open-body > .govuk-error-summary")?.scrollIntoView({ block: "start" });
document.querySelector("tr.is-here")?.scrollIntoView({ block: "nearest" });
if (back) back.focus();
else if (document.activeElement?.matches("span[autofocus], :is(input, select, textarea)[autofocus]")) document.activeElement.scrollIntoView({ block: "nearest" });
