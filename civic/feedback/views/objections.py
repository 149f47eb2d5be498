"""The page on which whoever is named or shown in a public case objects, and follows it with a code."""

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import open_to_all
from civic.cases.guards import objection_in, objection_opened, remember_objection
from civic.cases.models import Case, Objection
from civic.cases.queries import public_words
from civic.cases.rules.objections import OBJECTION_DAYS, Concern
from civic.feedback import actions
from civic.feedback.actions import ObjectionGiven
from civic.feedback.forms import FollowForm, ObjectionForm
from civic.lib.codes import read_number
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import Refused, TooMany


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, number: str) -> HttpResponse:
    """Object without an account; whoever holds the code reads here what became of it, also once the case is gone from
    the public. Http404 for all other cases, as for a number never issued."""
    read = read_number(number)
    if read is None:
        raise Http404
    if read != number:
        return redirect("feedback:object", number=read)
    known = objection_in(request, read)
    if request.method == "POST" and "follow" in request.POST:
        return _follow(request, read)
    if known is not None and request.method == "POST" and "act" in request.POST:
        return _act(request, known)
    if known is not None and request.method != "POST" and "again" not in request.GET:
        return _status(request, known)
    case = Case.objects.public().with_names().filter(number=read).first()
    if case is None:
        raise Http404
    return _form(request, case)


def _form(request: HttpRequest, case: Case) -> HttpResponse:
    photos = list(case.photos.filter(is_public=True).order_by("pk"))
    keys = [str(photo.key) for photo in photos]
    first = {"token": secrets.token_urlsafe(16), "photos": [request.GET.get("photo", "")]}
    if request.GET.get("photo"):
        first["concern"] = Concern.PHOTO
    data = request.POST if request.method == "POST" else None
    form = ObjectionForm(data, photos=keys, hints=_what_happens(), initial=first)
    status, retry_after = 200, 0
    if data is not None and form.is_valid():
        try:
            most, seconds = settings.LIMITS["report-network"]
            spend("report-network", client_network(request), most=most, seconds=seconds)
            done = actions.object_to(
                case, given=_given(form.cleaned_data), token=form.cleaned_data["token"], at=timezone.now()
            )
        except Refused as refused:
            tell(form, refused)
            status, retry_after = refused.status, refused.retry_after if isinstance(refused, TooMany) else 0
        else:
            remember_objection(request, done.objection)
            return render(request, "feedback/objected.html", {"case": case, "done": done})
    elif data is not None:
        status = 400
    context = {
        "case": case,
        "form": form,
        "photos": photos,
        "words": [text for text in public_words(case) if text],
        "follow": FollowForm(),
        "days": OBJECTION_DAYS,
    }
    response = render(request, "feedback/object.html", context, status=status)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def _what_happens() -> dict[str, Any]:
    return {
        Concern.DATA.value: _(
            "Names, numbers and addresses you point out are hidden at once, until a moderator decides."
        ),
        Concern.PHOTO.value: _("The photo is hidden at once, until a moderator decides."),
        Concern.UNTRUE.value: _("It stays on the page until a moderator has decided."),
        Concern.REPLY.value: _("Your reply is screened, then it stands beside the answer."),
    }


def _given(said: dict[str, Any]) -> ObjectionGiven:
    return ObjectionGiven(
        concern=said["concern"],
        words=said["words"],
        quote=said["quote"],
        photos=[UUID(key) for key in said.get("photos", [])],
        speaks_for=said["speaks_for"] or "person",
        email=said["email"].strip(),
        phone=said["phone"].strip(),
        language=get_language() or "en",
    )


def _follow(request: HttpRequest, number: str) -> HttpResponse:
    """A code opens the objection to whoever has it; a wrong one is told in one sentence that gives nothing away."""
    form = FollowForm(request.POST)
    status = 200
    most, seconds = settings.LIMITS["track-network"]
    spend("track-network", client_network(request), most=most, seconds=seconds)
    if form.is_valid():
        found = objection_opened(client_network(request), number, form.cleaned_data["code"])
        if found is not None:
            remember_objection(request, found)
            return redirect("feedback:object", number=number)
        status = 400
        form.add_error(
            "code", _("This code does not belong to an objection to this case. Check each letter and digit.")
        )
    return render(request, "feedback/objection_code.html", {"number": number, "form": form}, status=status)


def _status(request: HttpRequest, objection: Objection) -> HttpResponse:
    veils = list(objection.veils.select_related("photo").order_by("pk"))
    context = {
        "case": objection.case,
        "objection": objection,
        "hidden": [veil for veil in veils if veil.is_on],
        "now": timezone.now(),
    }
    return render(request, "feedback/objection.html", context)


def _act(request: HttpRequest, objection: Objection) -> HttpResponse:
    """Take it back while it waits; have words and contact erased once it is decided."""
    try:
        if request.POST["act"] == "take-back":
            actions.take_back_objection(objection, at=timezone.now())
            messages.success(request, _("You took the objection back. Your words and your address are gone."))
        else:
            actions.erase_objection(objection, at=timezone.now())
            messages.success(request, _("Your words and your address are gone. What was decided stays."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("feedback:object", number=objection.case.number)
