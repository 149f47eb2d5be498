// The page of a case: the map of the place is fetched once the reader comes near it, not before.
const card = document.querySelector("[data-late-map]");

function style(href) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}

function script(src) {
  return new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = src;
    tag.addEventListener("load", done);
    tag.addEventListener("error", failed);
    document.head.append(tag);
  });
}

async function draw() {
  card.dataset.css.split(" ").forEach(style);
  await script(card.dataset.leaflet);
  await import(card.dataset.lateMap);
}

if (card && "IntersectionObserver" in window) {
  const near = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    near.disconnect();
    draw().catch(() => {}); // the words beside it say the same
  }, { rootMargin: "200px" });
  near.observe(card);
}
