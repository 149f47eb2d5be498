// The follow-up questions: what hangs on another answer shows when that is given. Without this script everything shows.
const form = document.getElementById("report-form");

function chosen(name) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:checked`)].map((input) => input.value);
}

function tell() {
  const list = document.getElementById("whole-list");
  if (list) list.hidden = !chosen("choice").includes("other") && !list.querySelector(".govuk-form-group--error");
  let before = true;
  for (const asked of form.querySelectorAll("[data-when]")) {
    // a question that is not shown was not answered, so those that wait for it are not shown either
    const waits = form.querySelector(`[name="${CSS.escape(asked.dataset.when)}"]`)?.closest("[data-when]");
    before = !waits?.hidden;
    asked.hidden = !(before && chosen(asked.dataset.when).includes(asked.dataset.is));
  }
}

form.addEventListener("change", tell);
tell();
