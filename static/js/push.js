// "Tell me on this device": the browser is asked only when the button is pressed, and what it answers goes with the form. Where the
// browser, the connection or the city cannot, the offer stays hidden.
import { mayKeep, worker } from "./device.js";

const can = mayKeep && window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window
  && "Notification" in window && "showNotification" in ServiceWorkerRegistration.prototype;

function bytes(key) {
  const plain = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

const sameKey = (held, key) => {
  const before = held.options && held.options.applicationServerKey;
  return Boolean(before) && bytes(key).every((one, place) => new Uint8Array(before)[place] === one);
};

async function subscribe(key) {
  const registered = await worker();
  if (!registered) throw new Error("no worker");
  const ready = await navigator.serviceWorker.ready;
  const held = await ready.pushManager.getSubscription();
  if (held && sameKey(held, key)) return held;
  if (held) await held.unsubscribe(); // the city has another key now
  return ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
}

function offerIn(box) {
  const form = box.closest("form");
  const button = box.querySelector("[data-push-ask]");
  const words = box.querySelector("[data-push-says]");

  function say(sentence) {
    words.textContent = sentence;
    words.hidden = !sentence;
  }

  async function ask(event) {
    event.preventDefault(); // without what the browser answers, the form has nothing to send
    say("");
    button.disabled = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        say(box.dataset.refused);
        return;
      }
      const now = await subscribe(box.dataset.push);
      const { keys } = now.toJSON();
      form.elements.endpoint.value = now.endpoint;
      form.elements.p256dh.value = keys.p256dh;
      form.elements.auth.value = keys.auth;
      form.submit();
    } catch (failed) {
      say(box.dataset.failed);
    } finally {
      button.disabled = false;
    }
  }

  button.addEventListener("click", ask);
  box.hidden = false;
  const part = box.closest("[data-push-part]");
  if (part) part.hidden = false;
}

if (can) document.querySelectorAll("[data-push]").forEach(offerIn);
