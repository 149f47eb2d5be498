"""Begin to follow something: one question where the account is known, two where it is not."""

from typing import Any

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
from civic.accounts.rules import Contact
from civic.cases.actions import contact_hashes
from civic.cases.guards import viewer_of
from civic.cases.models import Case
from civic.cases.queries import glimpsed, visible_to
from civic.following import actions
from civic.following.actions import Subject
from civic.following.forms import FollowForm
from civic.lib.codes import read_number
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import Refused
from civic.notices.queries import reaches


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_case(request: HttpRequest, number: str) -> HttpResponse:
    """Follow one case. What may not be seen looks like a number never issued."""
    read = read_number(number)
    cases = Case.objects.filter(number=read).with_names()
    case = (cases & visible_to(viewer_of(request))).first() or (cases & glimpsed()).first()
    if read is None or case is None:
        raise Http404
    title = case.shown_title or _("Case %(number)s") % {"number": case.number}
    return answer(request, actions.of_case(case), title=title, back=f"/cases/{case.number}/", template="case")


def answer(request: HttpRequest, subject: Subject, *, title: str, back: str, template: str) -> HttpResponse:
    """The page that follows a subject: its form, or what came of it."""
    asks_address = not request.user.is_authenticated
    form = FollowForm(
        request.POST if request.method == "POST" else None,
        by_email=reaches("email"),
        by_phone=reaches("sms"),
        asks_address=asks_address,
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, form, subject, title=title, back=back)
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
    context = {"form": form, "title": title, "back": back, "kind": template, "asks_address": asks_address}
    context["reaches"] = form.by_email or form.by_phone
    return render(request, "following/begin.html", context, status=400 if form.errors and status == 200 else status)


def _begin(request: HttpRequest, form: FollowForm, subject: Subject, *, title: str, back: str) -> HttpResponse:
    contact: Contact | None = form.cleaned_data.get("address")
    _count(request, contact)
    viewer = viewer_of(request)
    is_proved = contact is not None and viewer.contact_hash in contact_hashes(contact.email, contact.phone)
    who: dict[str, Any] = {"contact": contact, "is_proved": is_proved} if contact else {"by": viewer.person}
    followed = actions.follow(
        subject,
        rhythm=form.cleaned_data["rhythm"],
        language=get_language() or settings.LANGUAGE_CODE,
        at=timezone.now(),
        **who,
    )
    if contact is not None and not is_proved:  # the same answer for every address, whatever is known of it
        return render(request, "following/asked.html", {"hint": contact.hint, "title": title, "back": back})
    assert not followed.waits_for_proof
    messages.success(request, _("You follow this now. Every message has a link that stops it."))
    return redirect(back)


def _count(request: HttpRequest, contact: Contact | None) -> None:
    """Following costs: many for a network, few for one address (TooMany)."""
    keys = [("follow-network", client_network(request))]
    if contact is not None:
        keys.append(("follow-contact", contact.digest))
    for name, key in keys:
        most, seconds = settings.LIMITS[name]
        spend(name, key, most=most, seconds=seconds)
