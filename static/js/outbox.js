// What lies on a device whose holder called it his own: what is being written, what waits for a connection, what was sent.
// Pages and the service worker run this same file, so it knows no page and no words. Everything is in one IndexedDB; a report
// is claimed in a transaction before it is sent, so two tabs and the worker never send it twice, and its key, made when it was
// begun, lets the server give the first answer again where that answer was lost. Old phones run it: nothing newer than ES2017.
(function (self) {
  "use strict";

  var NAME = "gongzhi-device";
  var TO = "/api/v1/cases/";
  var MINUTE = 60 * 1000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  var KEPT = 7 * DAY; // after the last change
  var SURE = 23 * HOUR; // so long the server gives a lost answer again (24 hours), less an hour
  var LEASE = 5 * MINUTE, PATIENCE = 4 * MINUTE; // a claim outlives the longest try
  var FIELDS = ["kind", "text", "matter", "component", "lat", "lon", "noticed_on"];

  var opened = null;

  function open() {
    if (!self.indexedDB) return Promise.reject(new Error("no IndexedDB"));
    if (opened) return opened;
    opened = new Promise(function (resolve, reject) {
      var asked = self.indexedDB.open(NAME, 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("drafts", { keyPath: "id" });
        asked.result.createObjectStore("photos", { keyPath: "id" }); // apart, so that a list reads no pictures
        asked.result.createObjectStore("notes", { keyPath: "name" });
      };
      asked.onsuccess = function () {
        var db = asked.result;
        db.onversionchange = db.onclose = function () { db.close(); opened = null; };
        resolve(db);
      };
      asked.onerror = asked.onblocked = function () { opened = null; reject(asked.error || new Error("blocked")); };
    });
    return opened;
  }

  // One transaction over all that is kept; `act` gets the three stores and returns a function that gives the outcome.
  function within(mode, act) {
    return open().then(function (db) {
      return new Promise(function (resolve, reject) {
        var all = db.transaction(["drafts", "photos", "notes"], mode);
        var outcome = act({ drafts: all.objectStore("drafts"), photos: all.objectStore("photos"), notes: all.objectStore("notes") });
        all.oncomplete = function () { resolve(outcome ? outcome() : undefined); };
        all.onerror = all.onabort = function () { reject(all.error || new Error("aborted")); };
      });
    });
  }

  function reading(ask) {
    return within("readonly", function (stores) {
      var asked = ask(stores);
      return function () { return asked.result; };
    });
  }

  // --- what is kept ---

  function key() {
    var bytes = self.crypto.getRandomValues(new Uint8Array(18));
    return Array.prototype.map.call(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
  }

  function titleOf(text) {
    var line = (text || "").trim().split(/[\n。！？!?]/)[0].trim();
    return line.length > 60 ? line.slice(0, 59) + "…" : line;
  }

  function begin(form, at) {
    return { id: key(), key: key(), form: form, state: "typed", fields: {}, title: "", mark: "", photos: 0, made: at, changed: at, tries: 0, unsure: 0, sure: true, notBefore: 0, held: "", lease: 0, turn: "" };
  }

  function all() {
    return reading(function (stores) { return stores.drafts.getAll(); }).then(function (rows) {
      return rows.sort(function (one, other) { return other.changed - one.changed; });
    });
  }

  function get(id) { return reading(function (stores) { return stores.drafts.get(id); }); }

  function photosOf(id) {
    return reading(function (stores) { return stores.photos.get(id); }).then(function (row) { return row ? row.list : []; });
  }

  // Keep a report, with its photos where they are handed in. It stays as it is once it left for the outbox.
  function keep(draft, photos) {
    return within("readwrite", function (stores) {
      var asked = stores.drafts.get(draft.id), done = false;
      asked.onsuccess = function () {
        if (asked.result && asked.result.state !== "typed" && asked.result.state !== "asks") return;
        done = true;
        draft.title = titleOf(draft.fields.text);
        if (photos) {
          draft.photos = photos.length;
          stores.photos.put({ id: draft.id, list: photos });
        }
        stores.drafts.put(draft);
      };
      return function () { return done; };
    }).then(told);
  }

  // Change a row that is there; `change` says with `false` that it stays as it is. What was cleared meanwhile stays cleared.
  function alter(id, change) {
    return within("readwrite", function (stores) {
      var asked = stores.drafts.get(id), row = null;
      asked.onsuccess = function () {
        if (!asked.result || change(asked.result) === false) return;
        row = asked.result;
        stores.drafts.put(row);
        if (row.state === "sent") stores.photos.delete(id);
      };
      return function () { return row; };
    });
  }

  function remove(id) {
    return within("readwrite", function (stores) { stores.drafts.delete(id); stores.photos.delete(id); }).then(told);
  }

  function clear() {
    return within("readwrite", function (stores) { stores.drafts.clear(); stores.photos.clear(); stores.notes.clear(); })
      .then(told)
      .then(function () {
        var done = opened;
        opened = null;
        return done.then(function (db) { db.close(); self.indexedDB.deleteDatabase(NAME); });
      });
  }

  function note(name, value) { return within("readwrite", function (stores) { stores.notes.put({ name: name, value: value }); }); }

  function noted(name) {
    return reading(function (stores) { return stores.notes.get(name); }).then(function (row) { return row ? row.value : ""; });
  }

  // Seven days after the last change what was being written is gone. What waited so long is asked about, then goes like the rest.
  function sweep(at) {
    return within("readwrite", function (stores) {
      var asked = stores.drafts.getAll();
      asked.onsuccess = function () {
        asked.result.forEach(function (row) {
          if (row.state === "sent" || at - row.changed < KEPT || row.lease > at) return;
          if (row.state === "waiting" || row.state === "sending") {
            stores.drafts.put(ask(row, row.unsure ? "unsure" : "old", at));
          } else {
            stores.drafts.delete(row.id);
            stores.photos.delete(row.id);
          }
        });
      };
    });
  }

  // --- sending ---

  function queue(id, at) {
    return alter(id, function (row) {
      if (row.state !== "typed" && row.state !== "asks") return false;
      if (row.state === "asks") row.key = key(); // what was refused or is long past is a new report to the server
      Object.assign(row, { state: "waiting", changed: at, tries: 0, unsure: 0, notBefore: 0, held: "", why: "", wrong: [], status: 0 });
      return true;
    }).then(told);
  }

  function ask(row, why, at) { return Object.assign(row, { state: "asks", why: why, changed: at, lease: 0, turn: "" }); }

  // Back to be changed: only what surely never arrived, since a changed report under the same key would be refused.
  function takeBack(id, at) {
    return alter(id, function (row) {
      if (row.state !== "waiting" || row.unsure) return false;
      Object.assign(row, { state: "typed", changed: at, held: "" });
      return true;
    }).then(told);
  }

  function isReady(row, at, pressed) {
    if (row.state === "sending") return alone || row.lease < at; // whoever sent it is gone: its page was closed
    return row.state === "waiting" && (row.notBefore <= at || (pressed && row.held === "network"));
  }

  function claim(id, at, pressed) {
    var turn = key();
    return alter(id, function (row) {
      if (!isReady(row, at, pressed)) return false;
      if (row.unsure && at - row.unsure > SURE) return ask(row, "unsure", at);
      if (at - row.changed > KEPT) return ask(row, row.unsure ? "unsure" : "old", at);
      row.sure = !row.unsure; // did no try before this one end without an answer?
      Object.assign(row, { state: "sending", lease: at + LEASE, turn: turn, tries: row.tries + 1, unsure: row.unsure || at });
      return true;
    });
  }

  function formOf(row, photos) {
    var form = new FormData(), said = row.fields;
    FIELDS.forEach(function (name) { if (said[name]) form.append(name, said[name]); });
    if (said.address) form.append("address", said.address);
    if (said.email) form.append("contact.email", said.email);
    if (said.phone) form.append("contact.phone", said.phone);
    photos.forEach(function (photo) { form.append("photo", new Blob([photo.bytes], { type: photo.type }), photo.name); });
    return form;
  }

  // Without cookies: it is nobody's session that sends it, so it never lands in the account of whoever happens to be signed in.
  function post(row, photos) {
    var stop = self.AbortController ? new AbortController() : null;
    var late = setTimeout(function () { if (stop) stop.abort(); }, PATIENCE);
    return fetch(TO + "?lang=" + encodeURIComponent(row.language || "en"), {
      method: "POST", body: formOf(row, photos), credentials: "omit", cache: "no-store", redirect: "error",
      headers: { "Idempotency-Key": row.key, "Accept": "application/json" }, signal: stop ? stop.signal : undefined,
    }).then(function (answer) {
      return answer.json().catch(function () { return null; }).then(function (said) {
        return { status: answer.status, said: said, after: answer.headers.get("Retry-After") };
      });
    }).catch(function () { return { status: 0, said: null, after: null }; })
      .then(function (told) { clearTimeout(late); return told; });
  }

  function pause(row, after, at) {
    var seconds = /^\d+$/.test(after || "") ? Number(after) : (Date.parse(after || "") - at) / 1000;
    if (seconds > 0) return Math.min(seconds * 1000, DAY);
    return Math.min(HOUR, 30000 * Math.pow(2, Math.min(row.tries, 8) - 1)) * (0.8 + 0.4 * Math.random());
  }

  function sentences(said) {
    var errors = (said && said.errors) || {}, found = [];
    Object.keys(errors).forEach(function (name) {
      [].concat(errors[name]).forEach(function (sentence) { found.push({ field: name, said: String(sentence) }); });
    });
    if (!found.length && said && said.detail) found.push({ field: "", said: String(said.detail) });
    return found;
  }

  // What an answer means: filed, refused, or to be tried again. Anything but a whole receipt is no receipt.
  function settle(row, told, at) {
    var said = told.said;
    row.lease = 0;
    row.turn = "";
    if ((told.status === 201 || told.status === 200) && said && said.number) {
      Object.assign(row, { state: "sent", number: said.number, code: said.tracking_code || "", changed: at, sent: at, fields: {}, photos: 0, mark: "", unsure: 0, held: "" });
    } else if (told.status >= 400 && told.status < 500 && told.status !== 429 && told.status !== 408 && told.status !== 425) {
      Object.assign(ask(row, "refused", at), { unsure: 0, status: told.status, wrong: sentences(said) });
    } else {
      row.state = "waiting";
      row.held = told.status === 0 || told.status === 200 ? "network" : told.status === 429 ? "often" : "server";
      row.notBefore = at + pause(row, told.after, at);
      if (told.status === 429 && row.sure) row.unsure = 0; // turned away at the door: nothing was filed
    }
    return true;
  }

  function sendOne(id, pressed) {
    return claim(id, Date.now(), pressed).then(function (row) {
      if (!row || row.state !== "sending") return row;
      var turn = row.turn;
      told(row);
      return photosOf(id).then(function (photos) { return post(row, photos); }).then(function (answer) {
        return alter(id, function (now) { return now.turn === turn && settle(now, answer, Date.now()); });
      }).then(told);
    });
  }

  var sending = null, alone = false;

  function sendAll(pressed) {
    return sweep(Date.now()).then(all).then(function (rows) {
      return rows.reverse().reduce(function (before, row) {
        return before.then(function () { return isReady(row, Date.now(), pressed) ? sendOne(row.id, pressed) : null; });
      }, Promise.resolve());
    });
  }

  // One at a time among all pages and the worker. A lock ends with the page that holds it, so whoever has it knows that nobody
  // else is sending; where there are no locks, a claim lapses with its lease.
  function turn(act) {
    if (!self.navigator.locks) return act();
    return self.navigator.locks.request(NAME, { ifAvailable: true }, function (lock) {
      if (!lock) return null;
      alone = true;
      var done = function () { alone = false; };
      return act().then(done, function (failed) { done(); throw failed; });
    });
  }

  // Send what waits, one after the other. Resolves to how many wait still, and when the next try is due.
  function send(pressed) {
    if (sending) return sending;
    sending = turn(function () { return sendAll(pressed); }).then(waiting);
    var done = function () { sending = null; };
    sending.then(done, done);
    return sending;
  }

  function waiting() {
    return all().then(function (rows) {
      var left = rows.filter(function (row) { return row.state === "waiting" || row.state === "sending"; });
      var asks = rows.filter(function (row) { return row.state === "asks"; });
      var next = left.reduce(function (soonest, row) { return Math.min(soonest, Math.max(row.notBefore, row.lease)); }, Infinity);
      return { left: left.length, asks: asks.length, drafts: rows.filter(function (row) { return row.state === "typed"; }).length, next: next };
    });
  }

  // --- news for the other pages ---

  var channel = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;
  var heard = [];
  if (channel) channel.onmessage = function () { heard.forEach(function (listen) { listen(); }); };

  function told(outcome) {
    if (channel) channel.postMessage("changed");
    heard.forEach(function (listen) { listen(); });
    return outcome;
  }

  self.gongzhiOutbox = {
    KEPT: KEPT, all: all, get: get, photosOf: photosOf, begin: begin, keep: keep, alter: alter, remove: remove, clear: clear, note: note,
    noted: noted, sweep: sweep, queue: queue, takeBack: takeBack, send: send, waiting: waiting, titleOf: titleOf,
    onNews: function (listen) { heard.push(listen); },
  };
})(self);
