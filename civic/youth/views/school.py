"""A teacher's pages: codes for the pupils of her school, printed once, printed anew, stopped. No name is asked for."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.youth import actions
from civic.youth.forms.track import CodesForm, SerialForm
from civic.youth.guards import duties_from, vetted_only
from civic.youth.models import CodeSheet, Edition, School
from civic.youth.queries.public import current_edition
from civic.youth.queries.track import codes_of
from civic.youth.rules import Doing, Task
from civic.youth.views.track import person_of

SLIP_LANGUAGES = [
    {"code": "zh-hans", "lang": "zh-Hans"},
    {"code": "zh-hant", "lang": "zh-Hant"},
    {"code": "en", "lang": "en"},
]  # a slip goes home: its family need not read what the teacher reads


@vetted_only(Task.TEACHER)
@never_cache
@require_safe
def schools(request: HttpRequest) -> HttpResponse:
    """Her schools; straight on where there is one."""
    mine = list(_mine(request))
    if len(mine) == 1:
        return redirect("youth:school", mine[0].code)
    return render(request, "youth/school/schools.html", {"schools": mine, "edition": current_edition(timezone.now())})


@vetted_only(Task.TEACHER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The codes of her school: made here, and counted so that nobody is singled out."""
    school, edition = _found(request, code)
    form, status = CodesForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.make_entry_codes(edition, school, by=person_of(request), at=timezone.now(), **form.cleaned_data)
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Made. Have the printer ready: the codes are shown once."))
                return redirect("youth:school", code)
    return _page(request, school, edition, form=form, status=status)


@vetted_only(Task.TEACHER)
@never_cache
@require_POST
def print_sheet(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """The slips, this once."""
    school, edition = _found(request, code)
    sheets = CodeSheet.objects.filter(edition=edition, school=school)
    sheet = sheets.filter(pk=key).first() if key.bit_length() < 64 else None
    if sheet is None:
        raise Http404
    try:
        codes = actions.print_entry_codes(sheet, by=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("youth:school", code)
    return _slips(request, school, edition, codes)


@vetted_only(Task.TEACHER)
@never_cache
@require_POST
def anew(request: HttpRequest, code: str) -> HttpResponse:
    """A lost slip is printed anew or stopped, by the number the teacher's own list has for it."""
    school, edition = _found(request, code)
    form, by, at = SerialForm(request.POST), person_of(request), timezone.now()
    if not form.is_valid():
        return _page(request, school, edition, serial_form=form, status=400)
    serial = form.cleaned_data["serial"]
    try:
        if request.POST.get("do") == "void":
            actions.void_code(edition, school, serial=serial, by=by, at=at)
        else:
            fresh = actions.reprint_code(edition, school, serial=serial, by=by, at=at)
            return _slips(request, school, edition, [(serial, fresh)])
    except NotAllowed:
        raise
    except Refused as refused:
        tell(form, refused)
        return _page(request, school, edition, serial_form=form, status=refused.status)
    messages.success(request, _("Stopped. Whoever finds the slip comes in nowhere with it."))
    return redirect("youth:school", code)


def _mine(request: HttpRequest) -> Any:
    return School.objects.filter(pk__in=duties_from(request).school_ids, is_active=True).order_by("code")


def _found(request: HttpRequest, code: str) -> tuple[School, Edition]:
    """Her own school, and the edition that runs or comes next; another school is not there for her."""
    school, edition = _mine(request).filter(code=code).first(), current_edition(timezone.now())
    if school is None or edition is None:
        raise Http404
    return school, edition


def _page(
    request: HttpRequest,
    school: School,
    edition: Edition,
    *,
    form: CodesForm | None = None,
    serial_form: SerialForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "school": school,
        "edition": edition,
        "codes": codes_of(edition, [school])[0],
        "can_make": edition.allows(Doing.CODES, timezone.now()),
        "codes_form": form or CodesForm(),
        "serial_form": serial_form or SerialForm(),
        "form": serial_form if serial_form is not None else form,
    }
    return render(request, "youth/school/school.html", context, status=status)


def _slips(request: HttpRequest, school: School, edition: Edition, codes: list[tuple[int, str]]) -> HttpResponse:
    address = f"{settings.SITE_URL.removeprefix('https://').removeprefix('http://')}{reverse('youth:front')}"
    context = {
        "school": school,
        "edition": edition,
        "codes": codes,
        "site_address": address,
        "languages": SLIP_LANGUAGES,
    }
    return render(request, "youth/school/slips.html", context)
