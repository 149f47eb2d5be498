"""The worklist: the page, the views officers keep of it, and the list as a file."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.queries import Viewer
from civic.cases.rules import Kind
from civic.desk import actions
from civic.desk.forms import SaveForm
from civic.desk.models import SavedView
from civic.desk.queries import Row, rows_of, saved_views, view_name
from civic.desk.rules import does_tasks_only, keeps_a_corner_only, kept_query
from civic.desk.views.frame import asked_for, frame, person_of
from civic.lib.basemap import is_drawn
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.lib.sheets import sheet_lines
from civic.offices.guards import officers_only
from civic.offices.models import Office
from civic.offices.rules import Side
from civic.youth.guards import track_desk_for_its_people

MAP_COOKIE, MAPS, YEAR = "desk-map", ("on", "off"), 365 * 24 * 3600


@track_desk_for_its_people
@officers_only
@never_cache
@require_safe
def show_worklist(request: HttpRequest) -> HttpResponse:
    """The officer's cases, by deadline, in views, narrowed by filters; the phone desk has its own pages."""
    at, viewer = timezone.now(), viewer_of(request)
    if viewer.officer is not None and viewer.officer.side == Side.INTAKE:
        return redirect("calls:register")  # no list of cases is theirs
    if viewer.officer is not None and viewer.officer.side == Side.RECORD:
        return redirect("desk:records")  # she reads who looked at what, and has no cases
    if viewer.officer is not None and does_tasks_only(viewer.officer.roles):
        return redirect("desk:tasks")
    if viewer.officer is not None and keeps_a_corner_only(viewer.officer.roles):
        return redirect("communities:desk")
    asked = asked_for(request, viewer, at=at)
    has_faults = bool(asked.filters.asked) and not asked.filters.form.is_valid()
    is_mapped = _is_mapped(request) and not has_faults
    context = frame(request, viewer, at=at, asked=asked) | {"has_faults": has_faults, "is_mapped": is_mapped}
    context |= {"base_map": settings.BASE_MAP if is_drawn() else "", "map_url": reverse("desk:map-data") + asked.kept}
    answer = render(request, "desk/worklist.html", context, status=400 if has_faults else 200)
    if request.GET.get("map") in MAPS:  # asked for once, remembered by this browser
        answer.set_cookie(
            MAP_COOKIE, request.GET["map"], max_age=YEAR, path=reverse("desk:worklist"), samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return answer


def _is_mapped(request: HttpRequest) -> bool:
    """Does the map stand beside the list?"""
    asked = request.GET.get("map", "")
    return (asked if asked in MAPS else request.COOKIES.get(MAP_COOKIE, "")) == "on"


def _offices(viewer: Viewer) -> list[Office]:
    """The offices this officer may share with."""
    assert viewer.officer is not None
    return list(Office.objects.filter(pk__in=viewer.officer.office_ids, is_active=True).order_by("code"))


# --- saved views ---


@officers_only
@never_cache
def save(request: HttpRequest) -> HttpResponse:
    """The views I keep, and a name for what the list shows now."""
    viewer = viewer_of(request)
    posted = request.method == "POST"
    form = SaveForm(request.POST if posted else None, offices=_offices(viewer))
    if not posted and request.GET:  # "save this view": a name is all that is wanting
        form.fields["name"].widget.attrs["autofocus"] = True
    if posted and form.is_valid():
        try:
            view = actions.save_view(
                form.cleaned_data["name"],
                query=_asked_query(request, viewer),
                by=person_of(request),
                office=form.cleaned_data["office"],
                at=timezone.now(),
            )
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": view.name})
            return redirect(f"{reverse('desk:worklist')}?{view.query}")
    return _views_page(request, viewer, form)


def _views_page(request: HttpRequest, viewer: Viewer, form: SaveForm) -> HttpResponse:
    context = frame(request, viewer, at=timezone.now())
    context |= {"form": form, "offices": _offices(viewer), "query": _asked_query(request, viewer)}
    return render(request, "desk/views.html", context, status=400 if form.errors else 200)


def _asked_query(request: HttpRequest, viewer: Viewer) -> str:
    """What the list shows now, as one line that names its view."""
    asked = asked_for(request, viewer, at=timezone.now())
    named = asked.filters.asked | {"view": view_name(viewer, asked.view, asked.filters.search)}
    return kept_query(named)


@officers_only
@never_cache
@require_POST
def share(request: HttpRequest, key: int) -> HttpResponse:
    """A saved view is shown to an office, or to nobody else again."""
    viewer = viewer_of(request)
    code = request.POST.get("office", "")
    office = Office.objects.filter(code=code).first() if code else None
    if code and office is None:
        raise Http404
    view = actions.share_view(_view(viewer, key), by=person_of(request), office=office, at=timezone.now())
    shared = _("%(name)s: %(office)s sees it too.") % {"name": view.name, "office": office}
    messages.success(request, shared if office else _("%(name)s: only you see it.") % {"name": view.name})
    return redirect("desk:save")


@officers_only
@never_cache
@require_POST
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """A saved view goes."""
    view = _view(viewer_of(request), key)
    actions.drop_view(view, by=person_of(request), at=timezone.now())
    messages.success(request, _("Dropped: %(name)s.") % {"name": view.name})
    return redirect("desk:save")


def _view(viewer: Viewer, key: int) -> SavedView:
    view = saved_views(viewer).filter(pk=key).first()
    if view is None:
        raise Http404
    return view


# --- the list as a file ---


@officers_only
@never_cache
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as it is shown, whole, as CSV: the same columns, and no contact. Who took it is written down."""
    at, viewer = timezone.now(), viewer_of(request)
    asked = asked_for(request, viewer, at=at)
    if asked.filters.asked and not asked.filters.form.is_valid():
        return redirect(f"{reverse('desk:worklist')}?{asked.query}")
    actions.note_export(_asked_query(request, viewer), by=person_of(request), at=at)
    rows = rows_of(viewer, view=asked.view, search=asked.filters.search, narrow=asked.narrow, at=at)
    language = translation.get_language() or "en"
    answer = StreamingHttpResponse(_lines(rows, language), content_type="text/csv; charset=utf-8")
    day = date_format(localtime(at), "Y-m-d")
    answer.headers["Content-Disposition"] = f'attachment; filename="cases-{day}.csv"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _lines(rows: Iterator[Row], language: str) -> Iterator[str]:
    """The file line by line, each made in the reader's language, which is put away by the time they are sent."""
    lines = _told(rows)
    while True:
        with translation.override(language):
            line = next(lines, "")
        if not line:
            return
        yield line


def _told(rows: Iterator[Row]) -> Iterator[str]:
    head = [_("Number"), _("Due"), _("Case"), _("Kind"), _("Matter"), _("District"), _("Area"), _("Office")]
    yield from sheet_lines([*head, _("State"), _("Last moved")], map(_cells, rows))


def _cells(row: Row) -> list[Any]:
    return [
        row.number,
        _stamp(row.due_at),
        row.title or _("Words erased"),
        Kind(row.kind).label,
        row.matter,
        row.district,
        row.area,
        row.office,
        row.standing.label,
        _stamp(row.moved_at),
    ]


def _stamp(moment: Any) -> str:
    return date_format(localtime(moment), "Y-m-d H:i") if moment else ""
