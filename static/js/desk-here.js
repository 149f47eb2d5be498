// "Where you stand": a button beside the field asks the device, once somebody presses it. Nothing is asked by itself.
for (const field of document.querySelectorAll("[data-here]")) {
  if (!("geolocation" in navigator) || !window.isSecureContext) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = document.querySelector("[data-here-says]")?.dataset.hereSays || "GPS";
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  field.after(button, told);
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      field.value = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
      button.disabled = false;
      field.focus();
    }, () => {
      button.disabled = false;
      told.textContent = document.querySelector("[data-here-says]")?.dataset.hereFailed || "";
    }, { enableHighAccuracy: true, timeout: 15000 });
  });
}
