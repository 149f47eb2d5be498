// The map's half of the question "where": shown before the map measures itself, so it is imported before map.js.
const way = document.getElementById("id_lat");
if (way.querySelector("[data-map]") && window.L) way.hidden = false;
