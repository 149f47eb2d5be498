"""For the data officer: who looked at what, as a page and as a file; and what administrators changed."""

import csv
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
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
from civic.desk import actions
from civic.desk.forms import RecordsForm
from civic.desk.queries import Look, all_records, changes, offices_of_records, records
from civic.desk.views.frame import badge, person_of
from civic.lib.sheets import safe_cell
from civic.offices.guards import change_readers_only, data_officers_only, hand_from
from civic.offices.queries import holds_role
from civic.offices.rules import Role

LONGEST_ASKED = 80


@data_officers_only
@never_cache
@require_safe
def show_records(request: HttpRequest) -> HttpResponse:
    """Contacts opened, photos seen unblurred, lists taken out; by whom, in which post, when, what for. No contact."""
    at, officer = timezone.now(), hand_from(request)
    assert officer is not None
    form = RecordsForm(request.GET or None, offices=offices_of_records())
    is_wrong = form.is_bound and not form.is_valid()
    asked = form.asked()
    told = records(officer, asked, at=at)
    context = {"form": form, "asked": asked, "records": told, "query": urlencode(asked.named), **_frame(request)}
    if told.before:
        context["next_url"] = f"{reverse('desk:records')}?{urlencode({**asked.named, 'before': told.before})}"
    return render(request, "desk/records.html", context, status=400 if is_wrong else 200)


@data_officers_only
@never_cache
@require_POST
def export_records(request: HttpRequest) -> HttpResponseBase:
    """The same as CSV, whole; taking it out is itself written down."""
    at, officer = timezone.now(), hand_from(request)
    assert officer is not None
    form = RecordsForm(request.POST, offices=offices_of_records())
    if not form.is_valid():
        return redirect("desk:records")
    asked = form.asked()
    named = asked.named
    actions.note_export(urlencode({"view": "records", **named}), by=person_of(request), at=at)
    language = translation.get_language() or "en"
    answer = StreamingHttpResponse(
        _lines(all_records(officer, asked), language), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="records-{date_format(localtime(at), "Y-m-d")}.csv"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


class _Echo:
    def write(self, line: str) -> str:
        """The line."""
        return line


def _lines(looks: Iterator[Look], language: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    with translation.override(language):
        head = [_("When"), _("Who"), _("Number"), _("Post"), _("Office"), _("Case"), _("What for"), _("Second reason")]
        first = writer.writerow([*head, _("Worth a look")])
    yield first
    while True:
        with translation.override(language):
            look = next(looks, None)
            if look is None:
                return
            stamp = date_format(localtime(look.at), "Y-m-d H:i")
            cells: list[Any] = [stamp, look.name, look.number, look.role, look.office, look.case, look.why, look.more]
            line = writer.writerow([safe_cell(str(cell)) for cell in [*cells, "; ".join(map(str, look.hints))]])
        yield line


@change_readers_only
@never_cache
@require_safe
def show_changes(request: HttpRequest) -> HttpResponse:
    """What administrators changed, field by field, each line sealed to the one before."""
    person, about = (request.GET.get(name, "").strip()[:LONGEST_ASKED] for name in ("person", "about"))
    said = request.GET.get("before", "")
    before = int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else 0
    told = changes(person=person, about=about, before=before)
    context = {"changes": told, "asked": {"person": person, "about": about}, **_frame(request)}
    if told.before:
        named = {name: value for name, value in context["asked"].items() if value}
        context["next_url"] = f"{reverse('desk:changes')}?{urlencode({**named, 'before': told.before})}"
    return render(request, "desk/changes.html", context)


def _frame(request: HttpRequest) -> dict[str, Any]:
    viewer = viewer_of(request)
    officer = viewer.officer
    return {
        "desk_side": officer.side if officer else "",
        "desk_badge": badge(request, viewer) or str(request.user),
        "keeps_records": holds_role(officer, Role.DATA),
        "now": timezone.now(),
    }
