"""What is kept of a child, for its guardian: see, copy, correct, ask, erase. For everybody: how long what is kept."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.guards import open_to_all
from civic.families import actions
from civic.families.forms import AskForm, ContactForm, SureForm
from civic.families.guards import guardians_only
from civic.families.queries.copying import copy_of, pictures_of
from civic.families.queries.heard import heard_by_guardian
from civic.families.queries.kept import kept_for_guardian
from civic.families.rules import TIMETABLE
from civic.guardians.models import Guardianship
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused

COPY_NAME = "little-mayor.zip"


@open_to_all
@require_safe
def timetable(request: HttpRequest) -> HttpResponse:
    """How long each field about a child is kept, and what happens then."""
    return render(request, "families/timetable.html", {"rows": TIMETABLE})


@guardians_only
@never_cache
@require_safe
def kept(request: HttpRequest, ward: Guardianship) -> HttpResponse:
    """Everything that is kept of a child, who opened it, and what was asked."""
    return _page(request, ward)


@guardians_only
@never_cache
@require_POST
def copy(request: HttpRequest, ward: Guardianship) -> HttpResponse:
    """The same as a file: a page to read, data for machines, pictures. Written for this answer and kept nowhere."""
    kept = kept_for_guardian(ward, at=timezone.now())
    told = copy_of(kept)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("read-me.html", render_to_string("families/copy.html", {"told": told, "at": timezone.now()}))
        file.writestr("little-mayor.json", json.dumps(told, ensure_ascii=False, indent=1))
        for pictures in pictures_of(kept.proposals).values():
            for one in pictures:
                file.write(one.path, one.name)
    answer = HttpResponse(packed.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{COPY_NAME}"'
    return answer


@guardians_only
@never_cache
@require_POST
def ask(request: HttpRequest, ward: Guardianship) -> HttpResponse:
    """A guardian asks; the answer comes within fifteen days."""
    form, status = AskForm(request.POST), 400
    if form.is_valid():
        try:
            actions.ask_as_guardian(ward, **form.cleaned_data, at=timezone.now())
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _("We have it. The answer stands on this page within 15 days."))
            return redirect("families:kept", ward.child.key)
    return _page(request, ward, form=form, status=status)


@guardians_only
@never_cache
@require_POST
def contact(request: HttpRequest, ward: Guardianship) -> HttpResponse:
    """A guardian puts her own name and contact right."""
    form, status = ContactForm(request.POST), 400
    if form.is_valid():
        try:
            actions.correct_own_contact(ward, **form.cleaned_data, at=timezone.now())
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _("Your name and contact are as you wrote them."))
            return redirect("families:kept", ward.child.key)
    return _page(request, ward, contact_form=form, status=status)


@guardians_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, ward: Guardianship) -> HttpResponse:
    """Erase everything about a child, after a tick."""
    form, status = SureForm(request.POST or None), 200
    told = kept_for_guardian(ward, at=timezone.now())
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.erase_for_guardian(ward, at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                return render(request, "families/erased.html", {"edition": None})
    context = {"form": form, "kept": told, "edition": told.edition, "to": "families:erase"}
    return render(request, "families/erase.html", context, status=status)


@guardians_only
@never_cache
@require_safe
def heard(request: HttpRequest, ward: Guardianship) -> HttpResponse:
    """What the jury wrote to a child, and where it is invited: hour, place, and minutes that wait for its word."""
    told = heard_by_guardian(ward, at=timezone.now())
    context = {"heard": told, "ward": ward, "edition": told.entry.edition if told.entry is not None else None}
    return render(request, "families/heard.html", context)


def _page(
    request: HttpRequest,
    ward: Guardianship,
    *,
    form: AskForm | None = None,
    contact_form: ContactForm | None = None,
    status: int = 200,
) -> HttpResponse:
    told = kept_for_guardian(ward, at=timezone.now())
    context = {
        "kept": told,
        "ward": ward,
        "edition": told.edition,
        "form": form or AskForm(),
        "faulty": form or contact_form,
        "contact_form": contact_form or ContactForm(initial={"name": ward.name, "contact": ward.contact}),
    }
    return render(request, "families/kept.html", context, status=status)
