// What every page gets: the form base's behaviour, copy and print buttons, a menu that closes. All of it may be missing.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, SkipLink, createAll,
} from "../vendor/govuk/govuk.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

createAll(Button, { preventDoubleClick: true });
for (const part of [CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, SkipLink]) {
  createAll(part);
}

const spoken = document.createElement("p");
spoken.className = "govuk-visually-hidden";
spoken.setAttribute("role", "status");
document.body.append(spoken);

/** Say a sentence to a screen reader without moving the focus. */
export function say(sentence) {
  spoken.textContent = "";
  setTimeout(() => { spoken.textContent = sentence; }, 50);
}

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // http on a city's own network, and WeChat's browser: the old way
  const box = document.createElement("textarea");
  box.value = text;
  box.setAttribute("readonly", "");
  box.className = "govuk-visually-hidden";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  if (!done) throw new Error("not copied");
}

// data-copy="#a,#b": the words of these elements, one a line. data-copied: what to say then.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = [...document.querySelectorAll(button.dataset.copy)].map((part) => part.textContent.trim());
    try {
      await copy(words.join("\n"));
    } catch {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(button.dataset.copy));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
    const before = button.innerHTML;
    button.textContent = button.dataset.copied;
    say(button.dataset.copied);
    setTimeout(() => { button.innerHTML = before; }, 4000);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const menu = document.querySelector("details.menu");
if (menu) {
  const close = () => { menu.open = false; };
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(); });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      close();
      menu.querySelector("summary").focus();
    }
  });
}

// Large type without a round trip; the cookie is the same that the server sets.
const size = document.querySelector("a[data-text-size]");
if (size) {
  size.addEventListener("click", (event) => {
    event.preventDefault();
    const root = document.documentElement;
    const large = root.dataset.text !== "large";
    if (large) root.dataset.text = "large";
    else delete root.dataset.text;
    document.cookie = `text=${large ? "large" : ""}; path=/; max-age=${large ? 31536000 : 0}; samesite=lax`;
    size.setAttribute("aria-label", large ? size.dataset.normal : size.dataset.large);
    size.href = size.href.replace(/([?&]text=)[a-z]+/, `$1${large ? "normal" : "large"}`);
  });
}

// On a device whose holder called it his own: what waits there, and the worker that answers without a connection.
try {
  if (document.getElementById("waits") && localStorage.getItem("own-device") === "1") import("./device.js");
} catch { /* storage is forbidden: nothing is kept */ }
