"""A volunteer's own page: how she stands, what she wishes, who opened what, and the way out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.guards import signed_in
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.volunteers import actions
from civic.volunteers.forms import PublicForm, WishesForm
from civic.volunteers.guards import person_from, volunteer_from, volunteers_only
from civic.volunteers.models import Volunteer, VolunteerIdentity
from civic.volunteers.rules import Membership

SAID = {
    "apply": gettext_lazy("You applied."),
    "take-on": gettext_lazy("You were taken on."),
    "turn-down": gettext_lazy("You were not taken on."),
    "change-wishes": gettext_lazy("You changed your wishes."),
    "say-public": gettext_lazy("You said whether your name may be shown."),
    "leave": gettext_lazy("You left."),
    "come-back": gettext_lazy("You came back."),
    "guardian-no": gettext_lazy("A guardian’s yes ended."),
    "open-identity": gettext_lazy("A coordinator opened who you are."),
    "invite-member": gettext_lazy("An organisation invited you."),
    "ask-to-join": gettext_lazy("You asked an organisation to have you."),
    "become-member": gettext_lazy("You belong to an organisation."),
    "leave-organisation": gettext_lazy("You belong to an organisation no more."),
    "learn": gettext_lazy("You passed a course."),
    "confirm-learning": gettext_lazy("A course was confirmed."),
    "take-seat": gettext_lazy("You took a seat in a course."),
    "give-up-seat": gettext_lazy("You gave a seat up."),
    "show-paper": gettext_lazy("You handed in a paper."),
    "grant": gettext_lazy("You were qualified."),
    "refuse-claim": gettext_lazy("A paper could not be accepted."),
    "revoke": gettext_lazy("A qualification was taken back."),
}
LAST_LINES = 40


@signed_in
@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """How a volunteer stands; whoever never applied is led to the form."""
    volunteer = volunteer_from(request)
    if volunteer is None:
        return redirect("volunteers:join")
    lines = [
        {"at": line.at, "said": SAID.get(line.verb, ""), "facts": line.facts, "verb": line.verb}
        for line in volunteer.lines.order_by("-seq")[:LAST_LINES]
        if line.verb in SAID
    ]
    members = volunteer.memberships.filter(ended_at__isnull=True).select_related("organisation")
    context = {
        "volunteer": volunteer,
        "lines": lines,
        "members": [one for one in members if one.state == Membership.MEMBER],
        "invited": [one for one in members if one.state == Membership.INVITED],
        "asked": [one for one in members if one.state == Membership.ASKED],
        "public_form": PublicForm(
            initial={"is_public": "yes" if volunteer.is_public else "no", "public_name": volunteer.public_name}
        ),
        "now": timezone.now(),
    }
    return render(request, "volunteers/me.html", context)


@volunteers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """What she would like to do, where and when, said anew."""
    volunteer = _volunteer(request)
    form, status = WishesForm(request.POST or None, now=volunteer), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.change_wishes(volunteer, form.wishes, by=person_from(request), at=timezone.now())
            except Refused as refused:
                tell(form, refused)
            else:
                messages.success(request, _("Your wishes are kept."))
                return redirect("volunteers:me")
    return render(request, "volunteers/wishes.html", {"form": form, "volunteer": volunteer}, status=status)


@volunteers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public(request: HttpRequest) -> HttpResponse:
    """Whether she may be thanked by name."""
    volunteer = _volunteer(request)
    before = {"is_public": "yes" if volunteer.is_public else "no", "public_name": volunteer.public_name}
    form, status = PublicForm(request.POST or None, initial=before), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.say_public(
                    volunteer,
                    is_public=given["is_public"] == "yes",
                    name=given["public_name"],
                    by=person_from(request),
                    at=timezone.now(),
                )
            except Refused as refused:
                tell(form, refused)
            else:
                messages.success(request, _("Your answer holds from this moment on."))
                return redirect("volunteers:me")
    return render(request, "volunteers/public.html", {"form": form}, status=status)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, verb: str) -> HttpResponse:
    """Leave, come back, take an application back: asked once more before it is done."""
    volunteer, done = volunteer_from(request), _VERBS.get(verb)
    if volunteer is None or done is None:
        raise Http404
    if request.method != "POST":
        return render(request, "volunteers/sure.html", {"verb": verb, "volunteer": volunteer})
    try:
        done(volunteer, by=person_from(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("volunteers:me")
    messages.success(request, str(_DONE[verb]))
    return redirect("volunteers:join" if verb == "take-back" else "volunteers:me")


@signed_in
@never_cache
@require_POST
def own_identity(request: HttpRequest) -> HttpResponse:
    """What is kept of who she is, shown to herself alone, when she asks."""
    volunteer = volunteer_from(request)
    identity = VolunteerIdentity.objects.filter(volunteer=volunteer).select_related("lives_in").first()
    if volunteer is None or identity is None:
        raise Http404
    return render(request, "volunteers/own_identity.html", {"identity": identity, "volunteer": volunteer})


def _volunteer(request: HttpRequest) -> Volunteer:
    volunteer = volunteer_from(request)
    assert volunteer is not None  # the guard let nobody else in
    return volunteer


_VERBS: dict[str, Callable[..., Any]] = {
    "leave": actions.leave,
    "come-back": actions.come_back,
    "take-back": actions.take_back,
}
_DONE = {
    "leave": gettext_lazy("You do not volunteer any more. Thank you for all you did; you may come back at any time."),
    "come-back": gettext_lazy("Good to have you back."),
    "take-back": gettext_lazy("Your application and everything you told us is gone."),
}
