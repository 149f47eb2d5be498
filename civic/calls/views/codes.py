"""Codes on paper at a service desk: make a sheet, print it once, void it, see how many are used."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.calls.forms import SheetForm
from civic.calls.guards import operators_only
from civic.calls.views.frame import person_of, show
from civic.lib.form_errors import tell
from civic.lib.keyset import page_from
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.offices.guards import hand_from
from civic.suggestions import actions
from civic.suggestions.models import PaperSheet
from civic.suggestions.queries import rounds_to_print_for, sheets_of, shown_sheets

PAGE = 30


@operators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_codes(request: HttpRequest) -> HttpResponse:
    """The sheets of this desk, and another one."""
    at = timezone.now()
    form, status = SheetForm(request.POST or None, rounds=rounds_to_print_for(at)), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.make_sheet(by=person_of(request), at=at, **form.given())
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The sheet is made. Have the printer ready: its codes are shown once."))
                return redirect("calls:codes")
    return _page(request, form, status=status)


@operators_only
@never_cache
@require_POST
def print_codes(request: HttpRequest, key: int) -> HttpResponse:
    """The codes of a sheet in large type, this once."""
    sheet, at = _find(request, key), timezone.now()
    try:
        codes = actions.print_sheet(sheet, by=person_of(request), at=at)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("calls:codes")
    address = f"{settings.SITE_URL.removeprefix('https://').removeprefix('http://')}{reverse('suggestions:list')}"
    context = {"sheet": sheet, "codes": codes, "site_address": address}
    return render(request, "calls/codes_printed.html", context)


@operators_only
@never_cache
@require_POST
def void_codes(request: HttpRequest, key: int) -> HttpResponse:
    """No code of a sheet counts from now on."""
    sheet, at = _find(request, key), timezone.now()
    try:
        actions.void_sheet(sheet, by=person_of(request), reason=request.POST.get("reason", ""), at=at)
    except NotValid as refused:
        form = SheetForm(None, rounds=rounds_to_print_for(at))
        told = {"wrong": key, "fault": str(refused), "said": request.POST.get("reason", "")}
        return _page(request, form, status=refused.status, **told)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The sheet is void. What was supported with its codes stays counted."))
    return redirect("calls:codes")


def _find(request: HttpRequest, key: int) -> PaperSheet:
    found = _sheets(request).filter(pk=key).first() if key.bit_length() < 64 else None
    if found is None:
        raise Http404
    return found


def _sheets(request: HttpRequest) -> QuerySet[PaperSheet]:
    officer = hand_from(request)
    return sheets_of(officer.office_ids if officer else frozenset())


def _page(request: HttpRequest, form: SheetForm, *, status: int, **told: Any) -> HttpResponse:
    at = timezone.now()
    page = page_from(_sheets(request), keys=("-pk",), size=PAGE, cursor=request.GET.get("after", ""))
    sheets = shown_sheets(page.rows, maker=person_of(request).pk, at=at)
    context = {"form": form, "sheets": sheets, "after": page.next, **told}
    return show(request, "calls/codes.html", at=at, here="codes", status=status, **context)
