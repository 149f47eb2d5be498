"""A volunteer's own honours: stars, points, rewards, certificates."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.honours import actions
from civic.honours.forms import CertificateForm, GiftForm
from civic.honours.models import Certificate, Reward, Voucher
from civic.honours.queries import account_of
from civic.honours.queries.papers import amount, check_address, pdf_of, period, rows_of
from civic.honours.rules import MOST, hours_missing, star_fault
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.papers import is_offered
from civic.lib.refusals import Refused
from civic.places.models import Area, AreaKind
from civic.volunteers.guards import person_from, served_from, served_only
from civic.volunteers.queries import identity_of

LISTED_MOST = 50
PAPERS_A_MINUTE = 10


@served_only
@never_cache
@require_safe
def honours(request: HttpRequest) -> HttpResponse:
    """What somebody has behind her, and what can be done with it."""
    return _page(request)


@served_only
@never_cache
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Ask for the next star."""
    try:
        star = actions.apply_star(served_from(request), by=person_from(request), at=timezone.now())
    except Refused as refused:
        return _page(request, fault=str(refused), status=refused.status)
    sentence = ngettext("You applied for %(count)d star.", "You applied for %(count)d stars.", star.level)
    messages.success(request, sentence % {"count": star.level})
    return redirect("honours:honours")


@served_only
@never_cache
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Points for another volunteer."""
    form, status = GiftForm(request.POST), 400
    spend("points-gift", str(person_from(request).pk), most=20, seconds=3600)
    if form.is_valid():
        try:
            actions.give_points(served_from(request), **form.cleaned_data, by=person_from(request), at=timezone.now())
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _("Given. Thank you."))
            return redirect("honours:honours")
    return _page(request, gift=form, status=status)


@served_only
@never_cache
@require_POST
def take(request: HttpRequest, key: int) -> HttpResponse:
    """A reward for points."""
    reward = get_object_or_404(Reward, pk=key)
    try:
        actions.spend_points(served_from(request), reward=reward, by=person_from(request), at=timezone.now())
    except Refused as refused:
        return _page(request, fault=str(refused), status=refused.status)
    messages.success(request, _("It is yours. Show the code where it is handed out."))
    return redirect("honours:honours")


@served_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: HttpRequest) -> HttpResponse:
    """Certificates that were issued, and a new one."""
    volunteer, status = served_from(request), 200
    form = CertificateForm(request.POST or None, volunteer=volunteer)
    if request.method == "POST":
        status = 400
        spend("certificate", str(volunteer.pk), most=20, seconds=3600)
        if form.is_valid():
            try:
                made = actions.issue_certificate(
                    volunteer, **form.cleaned_data, by=person_from(request), at=timezone.now()
                )
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Issued. Anybody can check it by its number."))
                return redirect("honours:certificate", made.number)
    rows = volunteer.certificates.select_related("organisation")[:LISTED_MOST]
    return render(
        request,
        "honours/certificates.html",
        {"form": form, "rows": rows, "volunteer": volunteer, "tab": "certificates"},
        status=status,
    )


@served_only
@never_cache
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """One's own certificate, to be printed."""
    one = _own(request, number)
    context = {
        "one": one,
        "name": identity_of(one.volunteer)[0],
        "rows": rows_of(one),
        "total": amount(one.minutes),
        "period": period(one),
        "address": check_address(one.number),
        "offers_pdf": is_offered(),
    }
    return render(request, "honours/certificate.html", context)


@served_only
@never_cache
@require_safe
def certificate_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The same on paper."""
    one = _own(request, number)
    if not is_offered():
        return redirect("honours:certificate", one.number)
    spend("paper", str(one.volunteer_id), most=PAPERS_A_MINUTE, seconds=60)
    made = pdf_of(one, name=identity_of(one.volunteer)[0], city=_city())
    headers = {"Content-Disposition": f'attachment; filename="{one.number}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _own(request: HttpRequest, number: str) -> Certificate:
    mine = served_from(request).certificates.select_related("organisation", "volunteer")
    return get_object_or_404(mine, number=number)


def _page(request: HttpRequest, *, gift: GiftForm | None = None, fault: str = "", status: int = 200) -> HttpResponse:
    volunteer, at = served_from(request), timezone.now()
    account = account_of(volunteer, at=at)
    rewards = Reward.objects.offered(localdate(at))[:LISTED_MOST]
    vouchers = Voucher.objects.filter(spent__volunteer=volunteer).select_related("reward", "spent")[:LISTED_MOST]
    context: dict[str, Any] = {
        "volunteer": volunteer,
        "tab": "honours",
        "account": account,
        "total": amount(account.record.minutes),
        "missing": hours_missing(account.record, account.policy),
        "next_level": min(account.record.level + 1, MOST),
        "next_hours": account.policy.hours[account.record.level] if account.record.level < MOST else 0,
        "why_not": star_fault(account.record, account.policy, today=localdate(at)),
        "applied": volunteer.stars.filter(state="applied").first(),
        "stars": volunteer.stars.exclude(state="applied").order_by("-at")[:10],
        "moves": volunteer.points.select_related("other").order_by("-seq")[:20],
        "rewards": rewards,
        "vouchers": vouchers,
        "gift": gift or GiftForm(),
        "fault": fault,
    }
    return render(request, "honours/honours.html", context, status=status)


def _city() -> str:
    city = Area.objects.filter(kind=AreaKind.CITY, is_active=True).order_by("code").first()
    return city.name if city else ""
