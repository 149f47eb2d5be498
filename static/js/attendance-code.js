// A code that is renewed every half minute. Where there is no connection it fades, since an old code does not count.
for (const box of document.querySelectorAll("[data-code]")) {
  const says = box.parentElement.querySelector("[data-code-says]");
  const usual = says ? says.textContent : "";
  const renew = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(box.dataset.code, { redirect: "error", cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      box.innerHTML = await answer.text();
      box.classList.remove("is-stale");
      if (says && says.textContent !== usual) says.textContent = usual;
    } catch (_lost) {
      box.classList.add("is-stale");
      if (says) says.textContent = says.dataset.stale;
    }
  };
  setInterval(renew, Number(box.dataset.every) * 1000);
  document.addEventListener("visibilitychange", renew);
  window.addEventListener("online", renew);
}
