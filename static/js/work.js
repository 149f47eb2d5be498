// Instead of waiting: a worker looks for the answer to the city's sum, then the form hands the report in.
const form = document.querySelector("form[data-puzzle]");
if (form && window.Worker) {
  const button = form.querySelector("button");
  const told = form.querySelector("[role=status]");
  const fail = () => {
    told.textContent = told.dataset.failed;
    button.hidden = true;
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (form.elements.sum.value) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    told.textContent = told.dataset.doing;
    let worker;
    try {
      worker = new Worker(form.dataset.worker);
    } catch (refused) {
      fail();
      return;
    }
    worker.addEventListener("error", fail);
    worker.addEventListener("message", (found) => {
      form.elements.sum.value = found.data;
      worker.terminate();
      form.submit();
    });
    worker.postMessage({ puzzle: form.dataset.puzzle, bits: Number(form.dataset.bits) });
  });
}
