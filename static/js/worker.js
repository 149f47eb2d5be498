// The service worker's own part. The site hands it GONGZHI = {version, shell, pages, off} first (portal/worker.py, /sw.js); outbox.js
// stands before it. It keeps the shell of the app and nothing else: styles, scripts, drawings and three pages that are the same for
// everybody, fetched without cookies. It never keeps a page somebody asked for, so no page of one person can be shown to the next.
// A hook for more: add a file to PARTS in portal/worker.py and listen there, as worker-push.js does; parts share this scope.
(function (self) {
  "use strict";

  var told = self.GONGZHI, outbox = self.gongzhiOutbox;
  var CACHE = "gongzhi-" + told.version;
  var ASK_AGAIN = 24 * 60 * 60 * 1000;

  function pageOf(name, language) { return told.pages[name] + "?lang=" + language; }

  // A page belongs to the shell that it was drawn for: after an update it names files that this shell does not hold.
  function keepPage(cache, address) {
    return fetch(address, { credentials: "omit", cache: "no-store" }).then(function (answer) {
      if (!answer.ok || answer.redirected || answer.headers.get("Shell") !== told.version) throw new Error("another shell");
      return cache.put(address, answer);
    });
  }

  function keepPages(cache) {
    var addresses = [];
    Object.keys(told.pages).forEach(function (name) {
      told.languages.forEach(function (language) { addresses.push(pageOf(name, language)); });
    });
    return Promise.all(addresses.map(function (address) { return keepPage(cache, address); }));
  }

  self.addEventListener("install", function (event) {
    event.waitUntil(self.caches.open(CACHE).then(function (cache) {
      var files = told.shell.map(function (file) { return new Request(file, { cache: "no-cache" }); });
      return Promise.all([cache.addAll(files), keepPages(cache)]);
    }));
    // no skipWaiting: pages that are open keep the worker, and the files, that they were loaded with
  });

  self.addEventListener("activate", function (event) {
    event.waitUntil(self.caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name.indexOf("gongzhi-") === 0 && name !== CACHE; })
        .map(function (name) { return self.caches.delete(name); }));
    }).then(function () { return self.clients.claim(); }));
  });

  function languageOf(url) {
    var asked = (url.searchParams.get("lang") || "").toLowerCase();
    if (told.languages.indexOf(asked) >= 0) return Promise.resolve(asked);
    return outbox.noted("language").catch(function () { return ""; }).then(function (noted) {
      return told.languages.indexOf(noted) >= 0 ? noted : "en";
    });
  }

  // No connection: the list of what lies here, and coming to a shift, at their own addresses; the form everywhere else.
  function withoutConnection(url) {
    return languageOf(url).then(function (language) {
      var name = url.pathname === told.pages.drafts ? "drafts" : url.pathname === told.here ? "here" : "form";
      return self.caches.open(CACHE).then(function (cache) { return cache.match(pageOf(name, language)); });
    }).then(function (page) { return page || Response.error(); });
  }

  function refresh() {
    return outbox.noted("refreshed").then(function (at) {
      if (Date.now() - Number(at || 0) < ASK_AGAIN) return null;
      return outbox.note("refreshed", Date.now()).then(function () { return self.caches.open(CACHE); }).then(keepPages);
    }).catch(function () { return null; }); // tomorrow
  }

  self.addEventListener("fetch", function (event) {
    var request = event.request, url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) return;
    if (request.mode === "navigate") {
      if (told.untouched.some(function (begin) { return url.pathname.indexOf(begin) === 0; })) return;
      event.respondWith(fetch(request).catch(function () { return withoutConnection(url); }));
      if (url.pathname === told.home) event.waitUntil(refresh());
      return;
    }
    if (told.shell.indexOf(url.pathname) >= 0) {
      event.respondWith(self.caches.open(CACHE).then(function (cache) { return cache.match(url.pathname); })
        .then(function (kept) { return kept || fetch(request); }));
    }
  });

  // The browser wakes us when the connection is back, and again later while something waits.
  self.addEventListener("sync", function (event) {
    if (event.tag !== "outbox") return;
    event.waitUntil(outbox.send(true).then(function (now) { if (now.left) throw new Error(now.left + " still wait"); }));
  });
})(self);
