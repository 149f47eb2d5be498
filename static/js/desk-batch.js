// While a list goes on: look again by itself, unless somebody is about to press something.
const page = document.querySelector("[data-look-again]");
const wait = Number(page?.dataset.lookAgain);
if (wait) {
  setTimeout(function look() {
    if (document.hidden || page.contains(document.activeElement)) setTimeout(look, wait);
    else location.reload();
  }, wait);
}
