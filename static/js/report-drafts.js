// The page "On this device": what is being written, what waits, what was sent, what needs its holder; and one tap that clears it all.
import { disown, isOwn, mayKeep, offerOwn, recover, said, send, wake } from "./device.js";

const outbox = self.gongzhiOutbox;
const list = document.getElementById("kept");
const says = list.dataset;
const part = (name) => document.querySelector(`[data-part="${name}"]`);
let drawn = "";

const acts = {
  async again(row) {
    await outbox.queue(row.id, Date.now());
    await wake();
    send(true);
  },
  async back(row) {
    const now = await outbox.takeBack(row.id, Date.now());
    if (now) location.assign(`${says.short}#${row.id}`);
  },
  async drop(row) {
    await outbox.remove(row.id);
    document.querySelector("h1").focus();
  },
  change(row) {
    location.assign(row.form === "long" && row.state === "typed" && navigator.onLine !== false ? `${says.long}?draft=${row.id}` : `${says.short}#${row.id}`);
  },
  async open(row, button) {
    // only a page fresh from the server carries the token that its form asks for
    button.disabled = true;
    const page = await fetch(says.track, { credentials: "same-origin" }).then((answer) => answer.text()).catch(() => "");
    const token = new DOMParser().parseFromString(page, "text/html").querySelector('[name="csrfmiddlewaretoken"]');
    button.disabled = false;
    if (!token) {
      location.assign(`${says.track}?number=${encodeURIComponent(row.number)}`);
      return;
    }
    const form = document.createElement("form");
    form.method = "post";
    form.action = says.track;
    for (const [name, value] of [["csrfmiddlewaretoken", token.value], ["number", row.number], ["code", row.code]]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  },
};

function kindOf(row) {
  if (row.state === "asks") return row.why === "refused" || row.why === "unsure" ? row.why : "old";
  if (row.state === "waiting" && row.held && row.notBefore > Date.now() && navigator.onLine !== false) return row.held === "often" ? "often" : "held";
  return row.state;
}

function one(row) {
  const item = part(`row-${kindOf(row)}`).content.firstElementChild.cloneNode(true);
  const words = {
    title: row.title || says.untitled,
    changed: said(row.changed),
    until: said(row.changed + outbox.KEPT, { hour: false }),
    tried: row.unsure ? said(row.unsure) : "",
    next: row.notBefore ? said(row.notBefore) : "",
    photos: row.photos ? says.photos.replace("{many}", row.photos) : "",
    number: row.number || "",
    code: row.code || "",
  };
  for (const place of item.querySelectorAll("[data-put]")) place.textContent = words[place.dataset.put];
  for (const place of item.querySelectorAll("[data-words]")) place.textContent = place.dataset.words.replace(/\{(\w+)\}/g, (_whole, name) => words[name]);
  for (const hole of item.querySelectorAll("[data-wrong]")) {
    for (const wrong of row.wrong && row.wrong.length ? row.wrong : [{ said: says.refused }]) {
      const sentence = document.createElement("li");
      sentence.textContent = wrong.said;
      hole.append(sentence);
    }
  }
  for (const button of item.querySelectorAll("[data-act]")) {
    if (button.dataset.act === "back" && row.unsure) button.remove();
    else button.addEventListener("click", () => acts[button.dataset.act](row, button));
  }
  return item;
}

async function draw() {
  const rows = await outbox.all();
  const now = JSON.stringify([rows, navigator.onLine, rows.map(kindOf)]);
  if (now === drawn) return;
  drawn = now;
  list.replaceChildren(...rows.map(one));
  list.hidden = !rows.length;
  part("empty").hidden = rows.length > 0;
  const waits = rows.some((row) => row.state === "waiting");
  part("send").hidden = !waits;
  const sent = rows.filter((row) => row.state === "sent").length;
  part("says").textContent = waits ? says.waits : sent ? says.sent : "";
}

async function begin() {
  part("off").hidden = true;
  part("on").hidden = false;
  await recover();
  await outbox.sweep(Date.now());
  await draw();
  outbox.onNews(draw);
  window.addEventListener("online", draw);
  window.addEventListener("offline", draw);
  setInterval(draw, 2000); // the worker may send where there is no channel to hear it
  part("send").addEventListener("click", () => send(true));
  part("clear").addEventListener("click", async () => {
    await disown();
    location.reload();
  });
}

if (/(?:^|; )text=large/.test(document.cookie)) document.documentElement.dataset.text = "large";
if (isOwn()) begin();
else if (mayKeep) {
  offerOwn(document.querySelector("[data-own]"), part, async () => {
    await begin();
    document.querySelector("h1").focus();
  });
}
