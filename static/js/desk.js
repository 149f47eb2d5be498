// The desk's short cuts: j and k walk the list, o opens, u goes back, / finds, ? shows the keys. One switch turns them off.
// Nothing fires while somebody types, composes Chinese characters, or holds a modifier.
const line = document.getElementById("keys");
const rows = [...document.querySelectorAll("a[data-row]")];
const kept = { get: () => safely(() => localStorage.getItem("desk-keys")), set: (value) => safely(() => localStorage.setItem("desk-keys", value)) };
let isOn = kept.get() !== "off";

function safely(act) {
  try { return act(); } catch { return null; } // a browser may refuse to keep anything
}

function here() {
  const focused = rows.indexOf(document.activeElement);
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

const acts = {
  j: () => walk(1),
  k: () => walk(-1),
  o: () => { if (rows.includes(document.activeElement)) document.activeElement.click(); else rows[Math.max(0, here())]?.click(); },
  u: () => document.querySelector("a[data-back]")?.click(),
  "/": () => { const box = document.getElementById("q"); box?.focus(); box?.select(); },
  "?": () => { if (line) { line.tabIndex = -1; line.focus(); } },
};

function isTyping(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

document.addEventListener("keydown", (event) => {
  if (!isOn || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
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
  const button = line.querySelector(".keys__switch");
  const draw = () => {
    button.setAttribute("aria-pressed", String(isOn));
    button.textContent = isOn ? line.dataset.on : line.dataset.off;
    document.documentElement.classList.toggle("keys-off", !isOn);
  };
  button.addEventListener("click", () => { isOn = !isOn; kept.set(isOn ? "on" : "off"); draw(); });
  line.hidden = false;
  draw();
}

// The preview, a refusal or an error is what the page was loaded for: begin there.
document.querySelector(".open-body > .refusal, .open-body > .preview, .open-body > .govuk-error-summary")?.scrollIntoView({ block: "start" });
document.querySelector("tr.is-here")?.scrollIntoView({ block: "nearest" });
