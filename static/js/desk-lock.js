// Shared computers: what is typed is kept on the server every few seconds, and a desk that nobody touches locks itself.
// Nothing is read back here; the page that comes after the lock is drawn by the server. Without this script the lock
// holds all the same: the next press finds it.
const own = document.getElementById("desk-lock");
const idleFor = Number(own?.dataset.minutes || 15) * 60_000;
const KEEP_AFTER = 4_000;
const PING_EVERY = 120_000;
let touched = Date.now();
let told = Date.now();
const waiting = new Map();

function token() {
  return document.querySelector('input[name="csrfmiddlewaretoken"]')?.value ?? "";
}

async function keep(form) {
  waiting.delete(form);
  const place = form.querySelector("input[data-keep]");
  if (!place) return;
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  await send(place.dataset.keep, body);
}

async function send(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token() }, redirect: "manual", keepalive: true });
    told = Date.now();
    if (answer.type === "opaqueredirect") location.reload(); // it locked meanwhile: show that
  } catch {
    // the line broke; the next stroke tries again
  }
}

function soon(form) {
  if (waiting.has(form)) clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), KEEP_AFTER));
}

async function lock() {
  await Promise.all([...waiting.keys()].map((form) => keep(form)));
  document.querySelector(".lock-now")?.click();
}

if (own) {
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form.act");
    if (form) soon(form);
  });
  for (const kind of ["pointermove", "keydown", "scroll", "touchstart"]) {
    document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true, capture: true });
  }
  setInterval(() => {
    const now = Date.now();
    if (now - touched > idleFor) lock();
    else if (touched > told && now - told > PING_EVERY) send(document.querySelector("input[data-keep]")?.dataset.keep ?? "/desk/kept/", new FormData());
  }, 15_000);
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.shiftKey && event.code === "KeyL") { event.preventDefault(); lock(); }
  });
}
