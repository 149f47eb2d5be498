// The readers' short cuts beside those of the desk (desk.js: j, k, o, u, the switch and the help): 1 it can be public, 2 back
// to the child, 3 to 8 back with the sentence of that number, f nobody is recognised in any picture, n the next one, p the one
// before. Choosing brings the button into focus, so that Enter sends it; no key ever sends anything. Nothing fires while
// somebody types, composes Chinese characters or holds a modifier, or where the desk's short cuts are switched off.
const form = document.getElementById("verdict");
const isTyping = ({ target }) => target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
const isOff = () => document.documentElement.classList.contains("keys-off") || document.querySelector("dialog[open]");

function choose(value) {
  const radio = form?.querySelector(`[name="verdict"][value="${value}"]`);
  if (!radio) return false;
  radio.checked = true;
  return true;
}

function send() {
  form?.querySelector("button[type=submit]")?.focus();
}

function sendBack(number) {
  const back = document.getElementById("back");
  const ready = form?.querySelectorAll('[name="ready"]')[number]; // the first of them is none
  if (!back || (number && !ready) || !choose("send-back")) return;
  back.open = true;
  if (number) {
    ready.checked = true;
    send();
  } else back.querySelector("input")?.focus();
}

function allFine() {
  for (const radio of form?.querySelectorAll('input[type=radio][name^="look_"][value="fine"]') ?? []) radio.checked = true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event) || isOff()) return;
  const key = event.key.toLowerCase();
  if (key === "1" && choose("show")) send();
  else if (key === "2") sendBack(0);
  else if (key.length === 1 && key >= "3" && key <= "8") sendBack(Number(key) - 2);
  else if (key === "f") allFine();
  else if (key === "n" || key === "p") document.querySelector(`[data-key="${key}"]`)?.click();
  else return;
  event.preventDefault();
});
