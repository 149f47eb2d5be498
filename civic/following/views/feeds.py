"""Feeds and calendars at stable addresses: only what everybody may read, asked anew each time, so that what was hidden
is gone."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from civic.accounts.guards import open_to_all
from civic.cases.models import Case
from civic.cases.rules import Kind
from civic.following import queries
from civic.following.queries import Entry
from civic.following.rules import METRES_LEAST, METRES_MOST
from civic.following.views.subjects import matter_and_area
from civic.lib.codes import read_number
from civic.lib.ical import Day, calendar
from civic.places.queries import MANAGEMENT, cell_by_code

TOKEN_LONGEST = 60


@open_to_all
@conditional_page
@require_safe
def case_feed(request: HttpRequest, number: str) -> HttpResponse:
    """The steps of one case."""
    case = _public(number)
    title = _("Case %(number)s: %(title)s") % {"number": case.number, "title": case.public_title}
    return _feed(request, queries.entries_of_case(case), title=title, page=f"/cases/{case.number}/")


@open_to_all
@conditional_page
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The steps of a matter, in an area, or of the one in the other; without either, of the city."""
    matter, area = matter_and_area(request.GET)
    names = [str(one.name) for one in (area, matter) if one is not None]
    title = " · ".join(names) or _("All public cases")
    query = request.GET.urlencode()
    entries = queries.entries_among(queries.of_matter(matter, area), at=timezone.now())
    return _feed(request, entries, title=title, page=f"/cases/{'?' + query if query else ''}")


@open_to_all
@conditional_page
@require_safe
def suggestions_feed(request: HttpRequest) -> HttpResponse:
    """The steps of all suggestions."""
    found = Case.objects.public().filter(kind=Kind.SUGGESTION)
    entries = queries.entries_among(found, at=timezone.now())
    return _feed(request, entries, title=_("All suggestions"), page="/suggestions/")


@open_to_all
@conditional_page
@require_safe
def cell_feed(request: HttpRequest, layer: str, code: str) -> HttpResponse:
    """The steps in a cell of the grid."""
    cell = cell_by_code(code, layer=layer)
    if cell is None or layer != MANAGEMENT:
        raise Http404
    entries = queries.entries_among(queries.of_cell(cell), at=timezone.now())
    title = _("Grid cell %(code)s") % {"code": cell.code}
    return _feed(request, entries, title=title, page=f"/cells/{layer}/{code}/")


@open_to_all
@conditional_page
@require_safe
def around_feed(request: HttpRequest) -> HttpResponse:
    """The steps in a circle: ?near=lat,lon,metres."""
    circle = _circle(request.GET.get("near", ""))
    if circle is None:
        raise Http404
    lat, lon, metres = circle
    entries = queries.entries_among(queries.within(lat, lon, metres), at=timezone.now())
    near = f"{lat:.5f},{lon:.5f},{metres}"
    return _feed(request, entries, title=_("Around %(point)s") % {"point": near}, page=f"/cases/?near={near}")


def _circle(text: str) -> tuple[float, float, int] | None:
    parts = text.split(",")
    try:
        lat, lon, metres = float(parts[0]), float(parts[1]), int(parts[2])
    except (ValueError, IndexError):
        return None
    fits = -90 <= lat <= 90 and -180 <= lon <= 180 and METRES_LEAST <= metres <= METRES_MOST and len(parts) == 3
    return (lat, lon, metres) if fits else None


@open_to_all
@conditional_page
@require_safe
def case_days(request: HttpRequest, number: str) -> HttpResponse:
    """The deadlines of one public case."""
    case = _public(number)
    return _calendar(case.public_title or case.number, queries.days_of([case]))


@open_to_all
@conditional_page
@require_safe
def own_days(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines of what somebody follows and of her own cases, at an address only she knows."""
    follower = queries.follower_by_calendar(token[:TOKEN_LONGEST])
    if follower is None:
        raise Http404
    response = _calendar(_("My deadlines"), queries.days_of(queries.calendar_cases(follower)))
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _public(number: str) -> Case:
    read = read_number(number)
    case = Case.objects.public().filter(number=read).with_names().first() if read else None
    if case is None:
        raise Http404
    return case


def _feed(request: HttpRequest, entries: Iterable[Entry], *, title: str, page: str) -> HttpResponse:
    rows = list(entries)
    drawn = Atom1Feed(
        title=title,
        link=f"{settings.SITE_URL}{page}",
        description="",
        language=get_language() or settings.LANGUAGE_CODE,
        feed_url=f"{settings.SITE_URL}{request.get_full_path()}",
        author_name="Gongzhi",
    )
    host = settings.SITE_URL.partition("//")[2]
    for one in rows:
        drawn.add_item(
            title=_clean(one.title),
            link=one.url,
            description=_clean(one.words),
            unique_id=f"tag:{host},2026:{one.key}",
            pubdate=one.at,
            updateddate=one.at,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    drawn.write(response, "utf-8")
    return _kept(response)


def _clean(text: str) -> str:
    """XML knows no control signs."""
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)


def _calendar(name: str, days: list[Day]) -> HttpResponse:
    response = HttpResponse(calendar(name, days), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return _kept(response)


def _kept(response: HttpResponse) -> HttpResponse:
    """Anybody may keep it, and asks whether it still holds: by its ETag only, for what is hidden leaves no later day
    behind, and whoever asked by the day would go on showing it."""
    patch_cache_control(response, public=True, no_cache=True)
    return response
