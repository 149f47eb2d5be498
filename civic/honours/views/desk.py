"""Honours at the coordinators' desk: stars to decide, policies, rewards, certificates that are revoked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.models import Person
from civic.honours import actions
from civic.honours.forms import NumberForm, PolicyForm, ReasonForm, RewardForm, VoucherForm
from civic.honours.models import Certificate, Reward, Star, StarPolicy
from civic.honours.queries import account_of, checked, stars_to_decide
from civic.honours.queries.papers import amount, period
from civic.honours.rules import read_certificate_number
from civic.lib.act_form import names_of
from civic.lib.form_errors import tried
from civic.lib.refusals import Refused
from civic.volunteers.guards import coordinators_only, person_from
from civic.volunteers.queries.waiting import desk_frame

LISTED_MOST = 50


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stars(request: HttpRequest) -> HttpResponse:
    """Stars that were applied for, and by which policies."""
    form, status = PolicyForm(request.POST or None), 200
    if request.method == "POST":
        done, status = tried(
            form, lambda told: actions.write_policy(**told, by=person_from(request), at=timezone.now())
        )
        if done:
            messages.success(request, _("Written. It holds from its day on."))
            return redirect("honours:desk-stars")
    return _stars(request, form=form, status=status)


@coordinators_only
@never_cache
@require_POST
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Grant a star, or say why not yet."""
    star = get_object_or_404(Star, pk=key)
    try:
        actions.decide_star(
            star,
            is_granted="grant" in request.POST,
            reason=request.POST.get("reason", ""),
            by=person_from(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return _stars(request, fault=str(refused), about=key, status=refused.status)
    messages.success(request, _("Decided. The volunteer reads it on her page."))
    return redirect("honours:desk-stars")


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rewards(request: HttpRequest) -> HttpResponse:
    """What points are spent on; a new one; and codes that are handed in."""
    form, voucher, status = RewardForm(), VoucherForm(), 200
    if request.method == "POST" and "code" in request.POST:
        voucher = VoucherForm(request.POST)
        used, status = tried(
            voucher, lambda told: actions.use_voucher(told["code"], by=person_from(request), at=timezone.now())
        )
        if used:
            messages.success(request, _("Hand it out: %(name)s.") % {"name": used.reward.name})
            return redirect("honours:desk-rewards")
    elif request.method == "POST":
        form = RewardForm(request.POST)
        done, status = tried(form, lambda told: _offer(told, by=person_from(request)))
        if done:
            messages.success(request, _("Offered."))
            return redirect("honours:desk-rewards")
    rows = Reward.objects.order_by("ended_at", "-made_at")[:LISTED_MOST]
    context = {"form": form, "voucher": voucher, "rows": rows}
    return _render(request, "rewards", "honours/desk_rewards.html", context, status)


@coordinators_only
@never_cache
@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    """A reward can be had no more."""
    try:
        actions.end_reward(get_object_or_404(Reward, pk=key), by=person_from(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Ended. Codes that were given still hold."))
    return redirect("honours:desk-rewards")


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: HttpRequest) -> HttpResponse:
    """A certificate, found by the number somebody reads out."""
    form, one, status = NumberForm(request.POST or None), None, 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            number = read_certificate_number(form.cleaned_data["number"])
            one = checked(number) if number else None
            if one is not None:
                return redirect("honours:desk-certificate", one.number)
            form.add_error("number", _("No certificate has this number."))
    return _render(request, "certificates", "honours/desk_certificates.html", {"form": form, "one": one}, status)


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """One certificate without a name, and the form that revokes it."""
    one = get_object_or_404(Certificate.objects.select_related("volunteer", "organisation"), number=number)
    form, status = ReasonForm(request.POST or None), 200
    if request.method == "POST":
        done, status = tried(
            form, lambda told: actions.revoke_certificate(one, **told, by=person_from(request), at=timezone.now())
        )
        if done:
            messages.success(request, _("Revoked. Whoever checks it reads so."))
            return redirect("honours:desk-certificate", number)
    context = {"one": one, "form": form, "total": amount(one.minutes), "period": period(one)}
    return _render(request, "certificates", "honours/desk_certificate.html", context, status)


def _offer(given: dict[str, Any], *, by: Person) -> Reward:
    told = {name: given[name] for name in ("points", "left", "until", "where")}
    return actions.offer_reward(names=names_of(given), **told, by=by, at=timezone.now())


def _stars(
    request: HttpRequest, *, form: PolicyForm | None = None, fault: str = "", about: int = 0, status: int = 200
) -> HttpResponse:
    rows = [
        {"star": one, "account": account_of(one.volunteer, at=timezone.now())}
        for one in stars_to_decide()[:LISTED_MOST]
    ]
    context = {
        "rows": rows,
        "form": form or PolicyForm(),
        "policies": StarPolicy.objects.all()[:LISTED_MOST],
        "fault": fault,
        "about": about,
    }
    return _render(request, "stars", "honours/desk_stars.html", context, status)


def _render(request: HttpRequest, here: str, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, template, desk_frame(here=here, by=request.user, at=timezone.now()) | context, status=status)
