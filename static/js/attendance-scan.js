// Coming and going on a phone: the camera where the browser can read squares, the place where somebody allows it, and a queue
// for when there is no connection. A scan is kept with a number of its own before it is sent, so that it counts once however often
// it is sent, and it stays until the server has answered. Without this file the six digits are typed and sent as a form.
const KEPT = "gongzhi-scans";
const MOST = 100;
const forms = [...document.querySelectorAll("form[data-scan]")];
const waits = document.querySelector("[data-queue-says]");

function kept() {
  try {
    const rows = JSON.parse(localStorage.getItem(KEPT) || "[]");
    return Array.isArray(rows) ? rows : [];
  } catch (_broken) { return []; }
}

function keep(rows) {
  try { localStorage.setItem(KEPT, JSON.stringify(rows)); return true; } catch (_full) { return false; }
}

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

function count() {
  const rows = kept();
  if (!waits) return;
  waits.hidden = !rows.length;
  waits.textContent = rows.length ? `${waits.dataset.waits} ${rows.length}` : "";
}

// --- the queue ---

let sending = false;

async function send() {
  const rows = kept().slice(0, MOST), address = forms[0]?.dataset.queue;
  if (!rows.length || !address || sending || !navigator.onLine) return;
  sending = true;
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value,
      },
      body: JSON.stringify({ sent_at: new Date().toISOString(), scans: rows }),
    });
    if (!answer.ok) return; // it stays in the queue
    const taken = (await answer.json()).scans;
    const done = new Set(taken.map((one) => one.nonce));
    keep(kept().filter((row) => !done.has(row.nonce)));
    if (taken.every((one) => one.verdict === "counted" || one.verdict === "again")) location.reload();
    else for (const form of forms) say(form, taken.map((one) => one.sentence).join(" "));
  } catch (_lost) {
    // no connection after all: it stays in the queue
  } finally {
    sending = false;
    count();
  }
}

for (const form of forms) {
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    const direction = event.submitter?.value, code = form.elements.code.value.trim();
    if (!code || !direction) return;
    const number = (name) => (form.elements[name]?.value ? Number(form.elements[name].value) : null);
    const row = {
      nonce: nonce(), code, direction, shift: form.dataset.shift, told_at: new Date().toISOString(),
      lat: number("lat"), lon: number("lon"), accuracy: number("accuracy"), reason: form.elements.reason?.value || "",
    };
    const rows = kept();
    if (rows.length >= MOST || !keep([...rows, row])) return;
    event.preventDefault();
    form.elements.code.value = "";
    say(form, form.dataset.kept);
    count();
  });
}
window.addEventListener("online", send);
count();
send();

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
  await video.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  while (video.isConnected) {
    const found = await detector.detect(video).catch(() => []);
    const code = found.map((one) => readable(one.rawValue)).find(Boolean);
    if (code) {
      form.elements.code.value = code;
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
    form.elements.code.closest(".govuk-form-group")?.before(button);
  }
}
