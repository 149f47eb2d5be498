// The readers' short cuts: 1 it can be public, 2 back to the child, f nobody is recognised in any picture, n the next one.
// Choosing brings the button into focus, so that Enter sends it; no letter ever sends anything. Nothing fires while
// somebody types, composes Chinese characters or holds a modifier, or where the desk's short cuts are switched off.
const form = document.getElementById("verdict");
const line = document.getElementById("reading-keys");
const isTyping = ({ target }) => target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");

if (form && line && form.querySelector('[name="verdict"]')) {
  line.textContent = form.dataset.keys;
  line.hidden = false;
}

function choose(value) {
  const radio = form?.querySelector(`[name="verdict"][value="${value}"]`);
  if (!radio) return;
  radio.checked = true;
  const back = document.getElementById("back");
  if (value === "send-back" && back) {
    back.open = true;
    back.querySelector("input")?.focus();
  } else form.querySelector("button[type=submit]")?.focus();
}

function allFine() {
  for (const radio of form?.querySelectorAll('input[type=radio][name^="look_"][value="fine"]') ?? []) radio.checked = true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event)) return;
  if (event.key === "1") choose("show");
  else if (event.key === "2") choose("send-back");
  else if (event.key === "f") allFine();
  else if (event.key === "n") document.querySelector('[data-key="n"]')?.click();
  else return;
  event.preventDefault();
});
