// Count the vote again on this device: every paper is fetched, counted and sealed anew, and compared with what is published.
// The same as check_tally.py does; without script, or where a browser reckons no digest, the program is there.
const box = document.querySelector("[data-count]");
const rowsOf = (text) => text.trim().split(/\r?\n/).slice(1).filter(Boolean).map((line) => {
  const cut = line.indexOf(",");
  return [line.slice(0, cut), line.slice(cut + 1)];
});

async function sealOf(papers) {
  const lines = papers.map((paper) => `${paper.join(",")}\n`).sort().join("");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines));
  return [...new Uint8Array(digest)].map((one) => one.toString(16).padStart(2, "0")).join("");
}

function countOf(papers) {
  const votes = new Map();
  for (const [, chosen] of papers) for (const number of new Set(chosen.split(" "))) votes.set(number, (votes.get(number) ?? 0) + 1);
  return votes;
}

async function fetched(name) {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(name);
  return rowsOf(await answer.text());
}

async function count() {
  const [papers, published] = await Promise.all([fetched("papers.csv"), fetched("counts.csv")]);
  const told = Object.fromEntries(published);
  const votes = countOf(papers);
  const numbers = Object.keys(told).filter((name) => /^\d+$/.test(name));
  const isSame =
    numbers.length > 0 &&
    new Set(papers.map(([token]) => token)).size === papers.length &&
    Number(told.papers) === papers.length &&
    numbers.every((name) => Number(told[name]) === (votes.get(name) ?? 0)) &&
    told.seal === (await sealOf(papers));
  return { isSame, papers: papers.length };
}

if (box && window.crypto?.subtle) {
  const [button, line] = [box.querySelector("button"), box.querySelector("[role=status]")];
  box.hidden = false;
  button.addEventListener("click", async () => {
    line.textContent = box.dataset.doing;
    try {
      const found = await count();
      box.dataset.count = found.isSame ? "same" : "other";
      line.textContent = box.dataset[found.isSame ? "same" : "other"].replace("{count}", found.papers);
    } catch {
      line.textContent = box.dataset.failed;
    }
  });
}
