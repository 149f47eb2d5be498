"""The site as an app on somebody's own phone: service worker, manifest, the three pages that open offline.

All five are the same for everybody who reads one language; nothing of a session is in them."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.forms.report import ContactForm, PhotosForm, WhatForm, WhereForm
from civic.cases.rules import Kind
from civic.offices.queries import matters_by_family
from civic.offices.rules import Privacy
from civic.places.models import Area
from portal import worker as made
from portal.navigation import city_name

PAPER, JADE = "#fbf9f4", "#0f6b5c"  # the tokens of static/css/gongzhi.css
ICONS = (
    ("img/icon-192.png", "192x192", "image/png", "any"),
    ("img/icon-512.png", "512x512", "image/png", "any"),
    ("img/icon-maskable-512.png", "512x512", "image/png", "maskable"),
    ("img/icon.svg", "any", "image/svg+xml", "any"),
)


@open_to_all
@require_safe
@csp_replace({"default-src": ["'none'"], "script-src": ["'self'"], "connect-src": ["'self'"]})
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the whole site; asked for anew each time, so that an update, or its end, shows at once."""
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return HttpResponse(made.script(), content_type="text/javascript; charset=utf-8", headers=headers)


@open_to_all
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows of the app, in the language of whoever installs it."""
    name, city = gettext("Gongzhi"), city_name()
    told = {
        "id": "/report/",
        "name": f"{name} · {city}" if city else name,
        "short_name": name,
        "description": gettext("Report a problem in the city, follow it, and say whether it was solved."),
        "lang": get_language(),
        "dir": "ltr",
        "start_url": "/report/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,  # pages say both, light and dark
        "icons": [
            {"src": static(file), "sizes": sizes, "type": kind, "purpose": purpose}
            for file, sizes, kind, purpose in ICONS
        ],
        "shortcuts": [
            {"name": gettext("Report a problem"), "url": "/report/"},
            {"name": gettext("On this device"), "url": "/report/drafts/"},
            {"name": gettext("Find my case"), "url": "/track/"},
        ],
    }
    headers = {"Cache-Control": "public, max-age=3600"}
    return JsonResponse(
        told, content_type="application/manifest+json", headers=headers, json_dumps_params={"ensure_ascii": False}
    )


@open_to_all
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """What lies on this device; only its own script knows."""
    return _of_the_shell(render(request, "portal/device_drafts.html"))


@open_to_all
@require_safe
def form(request: HttpRequest) -> HttpResponse:
    """The report on one page, for when there is no connection. What must not lie on a phone cannot be chosen here."""
    public = {
        family: [matter for matter in matters if matter.privacy == Privacy.PUBLIC]
        for family, matters in matters_by_family().items()
    }
    what = WhatForm(families={family: matters for family, matters in public.items() if matters})
    kinds = what.fields["kind"].widget
    kinds.choices = [choice for choice in kinds.choices if choice[0] != Kind.MISCONDUCT]
    districts = list(Area.objects.districts())
    context = {
        "what": what,
        "where": WhereForm(districts=districts),
        "contact": ContactForm(),
        "photos": PhotosForm(),
        "districts": districts,
    }
    return _of_the_shell(render(request, "portal/device_form.html", context))


@open_to_all
@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """A square that was scanned without a connection is kept; whose phone it is, only the phone knows."""
    return _of_the_shell(render(request, "portal/device_here.html"))


def _of_the_shell(response: HttpResponse) -> HttpResponse:
    """A worker keeps a page only with the shell that it was drawn for."""
    response["Shell"] = made.version()
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
