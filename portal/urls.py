"""The map of the site: the frame's own pages, then one line for each section. A section with a
head of its own is passed by at once; one without tries all its addresses, so what is asked most stands before those."""

from django.contrib import admin
from django.urls import include, path

from portal.views import demo, device, frame, health, home, plates, shared

handler400 = "portal.views.refused.bad_request"
handler403 = "portal.views.refused.forbidden"
handler404 = "portal.views.refused.not_found"
handler429 = "portal.views.refused.too_many"
handler500 = "portal.views.refused.our_fault"

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("sw.js", device.worker, name="worker"),
    path("app.webmanifest", device.manifest, name="manifest"),
    path("report/drafts/", device.drafts, name="device-drafts"),
    path("report/offline/", device.form, name="device-form"),
    path("volunteer/here/offline/", device.here, name="device-here"),
    path("privacy/", frame.privacy, name="privacy"),
    path("accessibility/", frame.accessibility, name="accessibility"),
    path("demo/", demo.who_is_who, name="demo"),
    path("demo/enter/<slug:name>/", demo.enter, name="demo-enter"),
    path("demo/tour/", demo.tour, name="demo-tour"),
    path("demo/leave/", demo.leave, name="demo-leave"),
    path("demo/mail/", demo.mail, name="demo-mail"),
    path("desk/phone/", include("civic.calls.urls")),
    path("suggestions/", include("civic.suggestions.urls")),
    path("promises/", include("civic.promises.urls")),
    path("api/v1/", include("portal.api_urls")),
    path("", include("civic.juries.urls")),
    path("", include("civic.dialogues.urls")),
    path("", include("civic.communities.urls")),
    path("desk/", include("civic.desk.urls")),
    path("me/", include("civic.me.urls")),
    path("accounts/switch/", shared.switch, name="switch"),
    path("accounts/lock/", shared.lock, name="lock"),
    path("accounts/unlock/", shared.unlock, name="unlock"),
    path("accounts/", include("civic.accounts.urls")),
    path("components/plates/", plates.plates, name="plates"),
    path("", include("civic.places.urls")),
    path("", include("civic.offices.urls")),
    path("", include("civic.cases.urls")),
    path("", include("civic.following.urls")),
    path("", include("civic.comments.urls")),
    path("", include("civic.feedback.urls")),
    path("", include("civic.youth.urls")),
    path("", include("civic.families.urls")),
    path("", include("civic.ballots.urls")),
    path("", include("civic.volunteers.urls")),
    path("", include("civic.courses.urls")),
    path("", include("civic.shifts.urls")),
    path("", include("civic.attendances.urls")),
    path("", include("civic.honours.urls")),
    path("", include("civic.hours.urls")),
    path("", include("civic.guides.urls")),
    path("", include("civic.insights.urls")),
    path("admin/", admin.site.urls),
]
