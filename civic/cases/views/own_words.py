"""What a resident does with the words and photos of a case of her own: add to them, change them, take them out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import open_to_all
from civic.cases import actions
from civic.cases.actions import EditGiven, RedactGiven
from civic.cases.forms.own import AddForm, EditForm, RedactForm
from civic.cases.models import Case, Photo
from civic.cases.queries import HER_OWN, REPORTS, Entry, ground_to_keep, timeline, why_not_written, words_as_they_read
from civic.cases.rules.retention import UNTIL
from civic.cases.views.own import own_case, spend_photos
from civic.lib.form_errors import tell
from civic.lib.plain_text import shortened
from civic.lib.refusals import Refused, TooMany
from civic.offices.models import Matter
from civic.offices.queries import matters_by_family


def refused(request: HttpRequest, form: Form, refusal: Refused, template: str, told: dict[str, Any]) -> HttpResponse:
    """The page again, with what was typed and the sentence that says why it was not taken."""
    tell(form, refusal)
    response = render(request, template, told | {"form": form}, status=refusal.status)
    if isinstance(refusal, TooMany):
        response["Retry-After"] = str(refusal.retry_after)
    return response


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    """The resident adds words and photos to an open case."""
    case, proof = own_case(request, number)
    form = AddForm(request.POST or None)
    told = {"case": case, "instead": why_not_written(case, "add", at=timezone.now())}
    if request.method == "POST":
        form.is_valid()
        uploads = request.FILES.getlist("photo")
        try:
            spend_photos(request, len(uploads))
            text = form.cleaned_data.get("text", "")
            actions.add(case, by=proof, text=text, photos=uploads, at=timezone.now())
        except Refused as refusal:
            return refused(request, form, refusal, "cases/add.html", told)
        messages.success(request, _("Added. Whoever works on your case sees that there is something new from you."))
        return redirect("cases:show", number=case.number)
    return render(request, "cases/add.html", told | {"form": form})


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """The resident changes her report before anybody has accepted it. Who comes too late keeps her words in the form,
    and may send them as an addition."""
    case, proof = own_case(request, number)
    photos = _own_photos(case)
    form = EditForm(
        request.POST if request.method == "POST" else None,
        families=matters_by_family(),
        photos=[(str(photo.key), _("Photo %(number)d") % {"number": n}) for n, photo in enumerate(photos, start=1)],
        has_pin=case.lat is not None,
        initial={
            "text": words_as_they_read(case),
            "title": case.title,
            "matter": case.matter.code if case.matter else "",
            "address": case.address,
        },
    )
    told = {"case": case, "photos": photos, "instead": why_not_written(case, "edit", at=timezone.now())}
    if request.method == "POST":
        form.is_valid()
        uploads = request.FILES.getlist("photo")
        drop = [photo.key for photo in photos if str(photo.key) in form.cleaned_data.get("drop", ())]
        try:
            spend_photos(request, len(uploads))
            actions.edit(case, by=proof, given=_given(form), photos=uploads, drop=drop, at=timezone.now())
        except Refused as refusal:
            told["is_too_late"] = refusal.status == 409
            return refused(request, form, refusal, "cases/edit.html", told)
        messages.success(request, _("Your report is changed. Whoever reads it reads your newest words."))
        return redirect("cases:show", number=case.number)
    return render(request, "cases/edit.html", told | {"form": form})


def _own_photos(case: Case) -> list[Photo]:
    return list(case.photos.filter(line__side__in=HER_OWN).exclude(state="failed").order_by("pk"))


def _given(form: EditForm) -> EditGiven:
    said = form.cleaned_data
    code = said.get("matter", "")
    matter = Matter.objects.filter(code=code, is_active=True).first() if code else None
    return EditGiven(
        text=said.get("text"),
        title=said.get("title"),
        address=said.get("address"),
        matter=matter,
        matter_is_known=matter is not None or not code,
        point=() if said.get("no_pin") else None,
    )


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def redact(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever wrote it takes words, photos or the place out, for good; the page says what stays, and what the law keeps
    for a while."""
    case, proof = own_case(request, number)
    texts, photos = _own_texts(case), _own_photos(case)
    form = RedactForm(
        request.POST if request.method == "POST" else None,
        lines=[(str(entry.line.seq), _name_of(entry)) for entry in texts],
        photos=[(str(photo.key), _("Photo %(number)d") % {"number": n}) for n, photo in enumerate(photos, start=1)],
        has_place=bool(case.address) or case.lat is not None,
    )
    ground = ground_to_keep(case)
    kept = {"ground": ground.label, "until": UNTIL[ground], "due": case.due_at} if ground else None
    told = {"case": case, "texts": texts, "photos": photos, "kept": kept}
    if request.method == "POST" and form.is_valid():
        try:
            actions.redact(case, by=proof, given=_redacted(form), at=timezone.now())
        except Refused as refusal:
            return refused(request, form, refusal, "cases/redact.html", told)
        messages.success(request, _("Taken out, everywhere. What the city did and said stays."))
        return redirect("cases:show", number=case.number)
    return render(request, "cases/redact.html", told | {"form": form}, status=400 if form.errors else 200)


def _own_texts(case: Case) -> list[Entry]:
    """What she wrote and still stands there; of the report only as it reads now."""
    said = [entry for entry in timeline(case, "party") if entry.side in HER_OWN and entry.text]
    return [entry for entry in said if entry.line.verb not in REPORTS or entry.line.seq == case.said_seq]


def _name_of(entry: Entry) -> SafeString:
    day = date_format(localtime(entry.line.at), "DATE_FORMAT")
    said = format_html('<bdi lang="{}">{}</bdi>', entry.language, shortened(" ".join(entry.text.split()), 60))
    name = _("Your whole report") if entry.line.verb in REPORTS else str(entry.title)
    return format_html(_("{name}, {day}: “{said}”"), name=name, day=day, said=said)


def _redacted(form: RedactForm) -> RedactGiven:
    said = form.cleaned_data
    return RedactGiven(
        lines=[int(seq) for seq in said.get("lines", ())],
        passages=said["passages"].splitlines(),
        photos=[UUID(key) for key in said.get("photos", ())],
        place=bool(said.get("place")),
    )
