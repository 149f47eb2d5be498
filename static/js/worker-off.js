// What /sw.js gives when the city has switched the service worker off: it takes itself and its caches away at once. Reports
// that wait stay where they are; pages send them.
(function (self) {
  "use strict";
  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) {
    event.waitUntil(self.caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name.indexOf("gongzhi-") === 0; })
        .map(function (name) { return self.caches.delete(name); }));
    }).then(function () { return self.registration.unregister(); }));
  });
})(self);
