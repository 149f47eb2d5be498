// Coming and going on a phone: the camera where the browser can read squares, the place where somebody allows it, and a queue
// for when there is no connection. A scan is kept with a number of its own before it is sent, so that it counts once however often
// it is sent, and it stays until the server has answered. It is sent only for whoever was signed in when it was kept: a phone may
// pass from hand to hand. Where the page itself cannot be fetched, the worker shows one that is the same for everybody: it keeps the
// square that was scanned for whoever last opened her own page here. Without this file the six digits are typed and sent as a form.
const KEPT = "gongzhi-scans", SAID = "gongzhi-scans-said", WHO = "gongzhi-scans-who";
const MOST = 100, LONGEST = 300;
const PATIENCE = 4000, AGAIN = 20000; // milliseconds: until the city has to answer, and between two tries
const KEEP = 30 * 24 * 3600 * 1000; // whoever has not come back to this phone by then objects to the hours instead
const forms = [...document.querySelectorAll("form[data-scan]")];
const box = document.querySelector("[data-queue]");
const says = box?.querySelector("[data-queue-says]");

function all() {
  try {
    const rows = JSON.parse(localStorage.getItem(KEPT) || "[]");
    return Array.isArray(rows) ? rows.filter((row) => Date.now() - Date.parse(row.told_at) < KEEP) : [];
  } catch (_broken) { return []; }
}

function keep(rows) {
  try { localStorage.setItem(KEPT, JSON.stringify(rows)); return true; } catch (_full) { return false; }
}

const own = () => all().filter((row) => row.who === box.dataset.who);

function nonce() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function say(form, words) {
  const line = form.querySelector("[data-scan-says]");
  if (line) line.textContent = words;
}

function tell(words) {
  box.hidden = !words;
  says.textContent = words;
}

function count() {
  const rows = own();
  if (rows.length) tell(`${box.dataset.waits} ${rows.length}`);
}

// --- the queue ---

let sending = false;

async function send() {
  if (box.dataset.away) { // her own page sends it
    if (sending) return;
    sending = true;
    if (await isReached()) location.replace(there());
    else sending = false;
    return;
  }
  const rows = own().slice(0, MOST);
  if (!rows.length || sending || !navigator.onLine) return;
  sending = true;
  try {
    const answer = await fetch(box.dataset.queue, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": box.querySelector("[name=csrfmiddlewaretoken]").value,
      },
      body: JSON.stringify({ sent_at: new Date().toISOString(), scans: rows.map(({ who: _who, ...row }) => row) }),
    });
    if (answer.status === 403) tell(box.dataset.signIn); // signed out meanwhile; it stays in the queue
    if (!answer.ok) return;
    const taken = (await answer.json()).scans;
    const done = new Set(taken.map((one) => one.nonce));
    keep(all().filter((row) => !done.has(row.nonce)));
    sessionStorage.setItem(SAID, [...new Set(taken.map((one) => one.sentence))].join(" "));
    location.replace(box.dataset.page); // how it stands now is told by the city, not by this phone
  } catch (_lost) {
    // no connection after all: it stays in the queue
  } finally {
    sending = false;
  }
}

/** A phone that has bars may still reach nobody: asked before a press leaves the page, since a page that is lost keeps no scan. */
async function isReached() {
  if (!navigator.onLine) return false;
  const given = new AbortController(), late = setTimeout(() => given.abort(), PATIENCE);
  try {
    return (await fetch(box.dataset.alive, { cache: "no-store", signal: given.signal })).ok;
  } catch (_lost) {
    return false;
  } finally {
    clearTimeout(late);
  }
}

/** Who came goes next, who went is done: the page that is open has to say so without the city. */
function turn(form, direction) {
  const [button, ...others] = form.querySelectorAll("button[name=direction]");
  if (others.length || !button) return; // the leader's, for whoever comes or goes
  if (direction === "out") { form.querySelector("[data-scan-asks]").hidden = true; return; }
  button.value = "out";
  button.textContent = form.dataset.out;
}

function hold(form, direction, code, at) {
  const number = (name) => (form.elements[name]?.value ? Number(form.elements[name].value) : null);
  const row = {
    nonce: nonce(), who: box.dataset.who, code, direction, shift: form.dataset.shift, told_at: at,
    lat: number("lat"), lon: number("lon"), accuracy: number("accuracy"),
    reason: (form.elements.reason?.value || "").slice(0, LONGEST),
  };
  const rows = all();
  if (rows.length >= MOST || !keep([...rows, row])) return false;
  show(form, "");
  say(form, form.dataset.kept);
  if (box.dataset.away) form.querySelector("[data-scan-asks]").hidden = true;
  turn(form, direction);
  count();
  return true;
}

/** Her own page, with the square that is read and not kept yet. */
function there() {
  const code = forms[0]?.elements.code.value || "";
  return box.dataset.page + (code ? `?code=${encodeURIComponent(code)}` : "");
}

/** The page without a connection: it knows no shift and no person, but the square says the one and this phone the other. */
function awayFrom(form) {
  try { box.dataset.who = localStorage.getItem(WHO) || ""; } catch (_none) { box.dataset.who = ""; }
  form.elements.code.value = (new URLSearchParams(location.search).get("code") || "").slice(0, LONGEST);
  const lacks = !box.dataset.who ? "nobody" : !form.elements.code.value ? "square" : "";
  form.querySelector("[data-scan-asks]").hidden = Boolean(lacks);
  for (const one of document.querySelectorAll("[data-lacks]")) one.hidden = one.dataset.lacks !== lacks;
}

if (box?.dataset.away) forms.forEach(awayFrom);
else if (box) try { localStorage.setItem(WHO, box.dataset.who); } catch (_full) { /* then a square needs a connection */ }

for (const form of box ? forms : []) {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.reached) return; // asked just now
    const press = event.submitter, direction = press?.value, at = new Date().toISOString();
    const code = form.elements.code.value.trim().slice(0, LONGEST);
    if (!code || !direction) return;
    event.preventDefault();
    if (form.dataset.asking) return;
    form.dataset.asking = "yes";
    const goes = (await isReached()) || !hold(form, direction, code, at);
    delete form.dataset.asking;
    if (!goes) return;
    if (box.dataset.away) { location.replace(there()); return; }
    form.dataset.reached = "yes";
    form.requestSubmit(press);
  });
  for (const row of own()) if (row.shift === form.dataset.shift) turn(form, row.direction);
}
window.addEventListener("pageshow", () => { for (const form of forms) delete form.dataset.reached; });
if (box) {
  tell(sessionStorage.getItem(SAID) || "");
  sessionStorage.removeItem(SAID);
  count();
  send();
  window.addEventListener("online", send);
  setInterval(send, AGAIN); // a connection that comes back slowly is not announced
}

// --- the place: asked once somebody begins to type or scan; told or not, the form works ---

function place(form) {
  if (form.dataset.placing || !("geolocation" in navigator) || !window.isSecureContext) return;
  form.dataset.placing = "yes";
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    form.elements.lat.value = coords.latitude.toFixed(6);
    form.elements.lon.value = coords.longitude.toFixed(6);
    form.elements.accuracy.value = Math.round(coords.accuracy);
  }, () => {}, { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
}
for (const form of document.querySelectorAll("form[data-scan], form[data-placed]")) {
  form.addEventListener("focusin", () => place(form));
  if (form.elements.code?.value) place(form);
}

// --- the camera ---

function readable(text) { return (text.match(/[?&]code=([^&]+)/) || [])[1] || ""; }

/** What was read is no six digits: it is kept out of the field, and said in words. */
function show(form, code) {
  form.elements.code.value = code;
  form.querySelector("[data-code-typed]").hidden = Boolean(code);
  form.querySelector("[data-code-read]").hidden = !code;
}

async function film(form, button) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch (_refused) {
    say(form, form.dataset.noCamera);
    return;
  }
  const video = document.createElement("video");
  video.className = "camera";
  video.setAttribute("playsinline", "");
  video.muted = true;
  video.srcObject = stream;
  button.before(video);
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    video.remove();
    button.textContent = form.dataset.camera;
    button.onclick = () => film(form, button);
  };
  button.textContent = form.dataset.stop;
  button.onclick = stop;
  video.play().catch(() => {}); // not awaited: where it never begins, the stop has to work all the same
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  while (video.isConnected) {
    const found = await detector.detect(video).catch(() => []);
    const code = found.map((one) => readable(one.rawValue)).find(Boolean);
    if (code) {
      show(form, code);
      stop();
      form.querySelector("button[type=submit]").focus();
      return;
    }
    await new Promise((then) => setTimeout(then, 200));
  }
}

if ("BarcodeDetector" in window && navigator.mediaDevices?.getUserMedia) {
  for (const form of forms) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = form.dataset.camera;
    button.onclick = () => film(form, button);
    form.querySelector("[data-scan-asks]").prepend(button);
  }
}
