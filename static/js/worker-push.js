// Messages to this device: drawn, opened, stopped. What the site sends holds what is shown and where it leads; a path of this site,
// whatever it says. Nothing of it is kept here.
(function (self) {
  "use strict";

  var told = self.GONGZHI;

  // Only ever a page of this site.
  function inside(path) {
    var url = new URL(String(path || "/"), self.location.origin);
    return url.origin === self.location.origin ? url.href : self.location.origin + "/";
  }

  function read(data) {
    try { return (data && data.json()) || {}; } catch (broken) { return {}; }
  }

  function draw(message) {
    return self.registration.showNotification(message.title || "共治 Gongzhi", {
      body: message.body || "",
      lang: message.lang || "",
      tag: message.tag || "gongzhi", // another of the same thing takes its place
      icon: told.icon,
      badge: told.icon,
      data: message,
      actions: message.stop ? [{ action: "stop", title: message.stop_label || "" }] : []
    });
  }

  self.addEventListener("push", function (event) { event.waitUntil(draw(read(event.data))); });

  function open(address) {
    return self.clients.matchAll({ type: "window" }).then(function (windows) {
      var there = windows.filter(function (one) { return one.url === address; })[0];
      return there ? there.focus() : self.clients.openWindow(address);
    });
  }

  // One press: the token in the address is the proof, so no cookie goes with it. Where it fails, the page with the button opens.
  function stop(message) {
    var address = inside(message.stop);
    return fetch(address, { method: "POST", credentials: "omit", redirect: "error" }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return draw({ title: message.stopped, lang: message.lang, tag: message.tag, path: message.path });
    }).catch(function () { return self.clients.openWindow(address); });
  }

  self.addEventListener("notificationclick", function (event) {
    var message = event.notification.data || {};
    event.notification.close();
    event.waitUntil(event.action === "stop" && message.stop ? stop(message) : open(inside(message.path)));
  });

  // The vendor gives this browser another address: the site is told, by the old one, which only this browser knows.
  self.addEventListener("pushsubscriptionchange", function (event) {
    var before = event.oldSubscription;
    if (!before) return;
    event.waitUntil(Promise.resolve(event.newSubscription || self.registration.pushManager.subscribe(before.options))
      .then(function (now) {
        var keys = now.toJSON().keys;
        var body = new URLSearchParams({ before: before.endpoint, endpoint: now.endpoint, p256dh: keys.p256dh, auth: keys.auth });
        return fetch(told.renew, { method: "POST", credentials: "omit", body: body });
      }));
  });
})(self);
