// My grid: the device may say where it stands; the page works without that.
const button = document.querySelector("[data-here]");
const says = document.querySelector("[data-here-says]");

if (button && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => {
    says.textContent = says.dataset.wait;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const url = new URL(location.pathname, location.href);
        url.searchParams.set("lat", coords.latitude.toFixed(6));
        url.searchParams.set("lon", coords.longitude.toFixed(6));
        location.assign(url);
      },
      () => { says.textContent = says.dataset.no; },
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
    );
  });
}
