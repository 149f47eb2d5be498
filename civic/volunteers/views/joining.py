"""Becoming a volunteer: what it is, who one is, what one would like; under eighteen, a guardian first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.guards import open_to_all, signed_in
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import Refused
from civic.volunteers import actions
from civic.volunteers.forms import AskForm, JoinForm
from civic.volunteers.guards import person_from, volunteer_from
from civic.volunteers.models import AgreedFor
from civic.volunteers.rules import LEAST_AGE, VolunteerState

DAY = 24 * 3600


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """What joining means, for everybody; the form, for whoever has signed in."""
    if not request.user.is_authenticated:
        return render(request, "volunteers/join.html", {"form": None})
    volunteer = volunteer_from(request)
    if volunteer is not None and volunteer.state != VolunteerState.DECLINED:
        return redirect("volunteers:me")
    person = person_from(request)
    is_agreed = AgreedFor.objects.filter(person=person, child__erased_at__isnull=True).exists()
    form, status, asks = (
        JoinForm(request.POST or None, is_agreed=is_agreed, contact=person.email or person.phone),
        200,
        False,
    )
    if request.method == "POST":
        status = 400
        if form.is_valid():
            spend("volunteer-join", client_network(request), most=10, seconds=DAY)
            try:
                actions.apply(
                    form.told,
                    by=person,
                    own_word=form.cleaned_data.get("own_word", False),
                    language=get_language() or "en",
                    at=timezone.now(),
                )
            except Refused as refused:
                tell(form, refused)
                asks = refused.code == "guardian-first"
                status = refused.status
            else:
                return redirect("volunteers:me")
    context = {
        "form": form,
        "ask_form": AskForm(auto_id="a-%s"),
        "asks": asks,
        "is_agreed": is_agreed,
        "least": LEAST_AGE,
    }
    return render(request, "volunteers/join.html", context, status=status)


@signed_in
@never_cache
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Somebody under eighteen asks a grown-up at home; what the page says is the same whether a message left or not."""
    person, form = person_from(request), AskForm(request.POST, auto_id="a-%s")
    if form.is_valid():
        spend("volunteer-ask", client_network(request), most=10, seconds=DAY)
        try:
            actions.ask_grown_up(
                person, address=form.cleaned_data["address"], language=get_language() or "en", at=timezone.now()
            )
        except Refused as refused:
            tell(form, refused)
        else:
            return render(request, "volunteers/asked_sent.html")
    return render(request, "volunteers/ask.html", {"form": form}, status=400)
