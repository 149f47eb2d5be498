// The first question: choosing misconduct says at once who takes that. Without this script the page says it on Continue.
const says = document.getElementById("misconduct-says");
const kinds = [...document.querySelectorAll('input[name="kind"]')];

function tell() {
  const misconduct = kinds.find((kind) => kind.value === "misconduct");
  says.hidden = !misconduct?.checked;
}

if (says) {
  const group = kinds[0]?.closest(".govuk-form-group");
  group?.append(says);
  for (const kind of kinds) kind.addEventListener("change", tell);
  tell();
}
