// A device whose holder calls it his own: the switch, the service worker, what waits and when it is tried again. base.js loads this
// on such a device only; the pages that offer the switch load it always, and nothing is kept or opened before it is switched on.
import "./outbox.js";

const FLAG = "own-device";
const outbox = self.gongzhiOutbox;
const waits = document.getElementById("waits"); // in every page, unless staff is signed in; it names the worker unless that is switched off

export function isOwn() {
  try {
    return localStorage.getItem(FLAG) === "1" && "indexedDB" in window;
  } catch (closed) {
    return false; // a private window, or storage is forbidden
  }
}

export const mayKeep = Boolean(waits && waits.dataset.worker);

/** The worker that answers without a connection; what sends pushes may ask for it too. */
export function worker() {
  if (!mayKeep || !("serviceWorker" in navigator)) return Promise.resolve(null);
  return navigator.serviceWorker.register(waits.dataset.worker, { scope: "/", updateViaCache: "none" }).catch(() => null);
}

// What was typed in the last moment before a page goes: a database does not answer any more then, this does.
const LAST = "own-device-typed";

export function hold(draft) {
  try {
    if (draft && isOwn()) localStorage.setItem(LAST, JSON.stringify(draft));
    else localStorage.removeItem(LAST);
  } catch (closed) { /* then it is as old as the last pause in typing */ }
}

/** Put what was held so among the drafts, unless that is newer or has gone its way. */
export async function recover() {
  const held = localStorage.getItem(LAST);
  if (!held) return;
  hold(null);
  const draft = JSON.parse(held);
  const kept = await outbox.get(draft.id);
  if (Date.now() - draft.changed < outbox.KEPT && (!kept || kept.changed < draft.changed)) await outbox.keep(draft);
}

/** "This is my own phone." Fails where the browser keeps nothing. */
export async function own() {
  await outbox.note("language", language());
  localStorage.setItem(FLAG, "1");
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => false);
  await worker();
}

/** Offer the switch where a page has one: what was hidden as off shows, and one tap begins. `part` finds the page's parts by name. */
export function offerOwn(pressed, part, begin) {
  part("off").hidden = false;
  pressed.addEventListener("click", async () => {
    try {
      await own();
    } catch (closed) {
      part("cannot").hidden = false;
      return;
    }
    await begin();
  });
}

/** One tap: drafts, receipts, the worker and its caches, and the mark of the switch itself. */
export async function disown() {
  try {
    localStorage.removeItem(FLAG);
    localStorage.removeItem(LAST);
    sessionStorage.removeItem("draft");
  } catch (closed) { /* then nothing was kept */ }
  await outbox.clear().catch(() => null);
  if ("serviceWorker" in navigator) {
    const held = await navigator.serviceWorker.getRegistration("/").catch(() => null);
    if (held) await held.unregister();
  }
  if ("caches" in window) {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("gongzhi-")).map((name) => caches.delete(name)));
  }
  if (waits) waits.hidden = true;
}

const language = () => document.documentElement.lang.toLowerCase();

/** When something happened, as the site says it: "11 月 24 日 18:00", "24 November, 18:00". */
export function said(at, { hour = true } = {}) {
  const date = new Date(at);
  const clock = `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
  const day = language().startsWith("zh")
    ? `${date.getMonth() + 1} 月 ${date.getDate()} 日`
    : `${date.getDate()} ${date.toLocaleDateString("en", { month: "long" })}`;
  if (!hour) return day;
  return language().startsWith("zh") ? `${day} ${clock}` : `${day}, ${clock}`;
}

let timer = 0;

async function look() {
  const now = await outbox.waiting();
  const many = now.left + now.asks;
  if (waits) {
    waits.hidden = !many;
    waits.querySelector("[data-many]").textContent = String(many);
  }
  clearTimeout(timer);
  if (now.left) timer = setTimeout(() => send(), Math.min(Math.max(now.next - Date.now(), 1000), 3600000));
}

/** Try what waits, now and by itself later. `pressed` tries again at once what failed for want of a connection. */
export async function send(pressed = false) {
  if (!isOwn()) return;
  if (navigator.onLine !== false) await outbox.send(pressed).catch(() => null);
  await look();
}

/** Ask the browser to wake the worker when the connection is back, also when this page is closed by then. */
export async function wake() {
  try {
    const ready = await navigator.serviceWorker.getRegistration("/");
    if (ready && ready.sync) await ready.sync.register("outbox");
  } catch (refused) { /* then the next page sends it */ }
}

if (isOwn()) {
  outbox.note("language", language()).catch(() => null);
  worker();
  outbox.onNews(() => look().catch(() => null));
  window.addEventListener("online", () => send(true));
  send(true);
}
