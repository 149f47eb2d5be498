"""A guardian's pages: a link that asks, her yes, and the no that holds at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.guards import open_to_all, signed_in
from civic.accounts.models import Person
from civic.accounts.rules import read_contact
from civic.guardians import actions as guardians
from civic.guardians.actions import ChildTold
from civic.guardians.models import Asking
from civic.guardians.queries import find_asking, latest_text, uses_of_each, wards_of
from civic.guardians.rules import VOLUNTEERS, Purpose, Verified
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.volunteers import actions
from civic.volunteers.forms import AgreeForm
from civic.volunteers.guards import person_from
from civic.volunteers.models import AgreedFor
from civic.volunteers.queries.papers import agreed_to_by, papers_of, refused_by_others


@signed_in
@never_cache
@require_safe
def family(request: HttpRequest) -> HttpResponse:
    """The children a guardian agreed for, whether her yes holds, and how she takes it back."""
    at = timezone.now()
    wards = list(wards_of(person_from(request), at=at))
    agreed = AgreedFor.objects.filter(child__in=[one.child_id for one in wards]).select_related("person__volunteer")
    by_child = {one.child_id: one for one in agreed}
    papers, mine = papers_of(by_child), [one for one in wards if one.child_id in by_child]
    refused, agreed_to = refused_by_others(mine, at=at), agreed_to_by(mine)
    uses = uses_of_each(by_child, at=at)
    rows = [
        {
            "ward": ward,
            "papers": papers.get(ward.child_id, []),
            "is_refused": ward.pk in refused,
            "volunteer": getattr(by_child[ward.child_id].person, "volunteer", None),
            "hint": _hint(by_child[ward.child_id].person),
            "holds": ward.pk in agreed_to,
            "uses": Purpose.VOLUNTEER in uses.get(ward.child_id, frozenset()),
        }
        for ward in mine
    ]
    return render(request, "volunteers/family.html", {"rows": rows, "text": latest_text(VOLUNTEERS, at=at)})


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, secret: str) -> HttpResponse:
    """The page a link leads to. Being opened changes nothing; no is one press, and needs no account."""
    asking = find_asking(secret, track=VOLUNTEERS, at=timezone.now())
    if asking is None:
        return render(request, "volunteers/asked_over.html", status=404)
    if request.method == "POST":
        guardians.end_asking(asking, at=timezone.now())
        return render(request, "volunteers/refused.html")
    context = {"asking": asking, "secret": secret, "hint": _hint(_asker(asking))}
    return render(request, "volunteers/asked.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, secret: str) -> HttpResponse:
    """A guardian reads, says whose guardian she is, and agrees with one press."""
    at = timezone.now()
    asking, text = find_asking(secret, track=VOLUNTEERS, at=at), latest_text(VOLUNTEERS, at=at)
    if asking is None or text is None:
        return render(request, "volunteers/asked_over.html", status=404)
    form, status = AgreeForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.agree_for(
                    asking,
                    ChildTold(given["name"], given["born_on"], Verified.CONTACT),
                    guardian_name=given["guardian_name"],
                    relation=given["relation"],
                    text_digest=request.POST.get("digest", "")[:64],
                    by=person_from(request),
                    at=at,
                )
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("You agreed. Your child has got a message and can go on now."))
                return redirect("volunteers:family")
    context = {"form": form, "text": text, "secret": secret, "hint": _hint(_asker(asking))}
    return render(request, "volunteers/agree.html", context, status=status)


def _asker(asking: Asking) -> Person | None:
    return Person.objects.filter(pk=int(asking.about)).first() if asking.about.isdigit() else None


def _hint(person: Person | None) -> str:
    """A part of the address of the account, by which a guardian knows whose it is."""
    contact = read_contact(person.email or person.phone) if person else None
    return contact.hint if contact else ""
