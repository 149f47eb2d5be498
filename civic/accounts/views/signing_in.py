"""The doors: sign in with a code, and the page that leads staff to a second factor."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from civic.accounts.actions import join, send_code
from civic.accounts.forms import AskCodeForm, GiveCodeForm
from civic.accounts.guards import has_second_factor, open_to_all, signed_in
from civic.accounts.queries import printed_codes_left
from civic.accounts.rules import AwaitedCode, Contact
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import TooMany
from civic.notices import queries as notices

AWAITED = "awaited_code"


@open_to_all
@never_cache
def ask_code(request: HttpRequest) -> HttpResponseBase:
    """Sign in, the first step: where shall the code go?"""
    if request.user.is_authenticated:
        return redirect(onward(request))
    by_email, by_phone = notices.reaches("email"), notices.reaches("sms")
    form = AskCodeForm(request.POST or None, by_email=by_email, by_phone=by_phone)
    if request.method == "POST" and form.is_valid():
        try:
            _send(request, form.cleaned_data["address"], at=timezone.now())
        except TooMany as refused:
            form.add_error("address", str(refused))
        else:
            return redirect(_with_next(request, "account_give_code"))
    context = {"form": form, "reaches": by_email or by_phone, "next": next_of(request)}
    return render(request, "accounts/ask_code.html", context)


@open_to_all
@never_cache
def give_code(request: HttpRequest) -> HttpResponseBase:
    """Sign in, the second step: the six digits. Whoever gives the right ones joins, or is known already."""
    awaited = AwaitedCode.from_session(request.session.get(AWAITED))
    if awaited is None or request.user.is_authenticated:
        return redirect(_with_next(request, "account_login"))
    form = GiveCodeForm(request.POST if request.method == "POST" and "again" not in request.POST else None)
    try:
        if request.method == "POST" and "again" in request.POST:
            _send(request, awaited.contact, at=timezone.now())
            messages.success(request, _("A new code is on its way. The old one no longer works."))
            return redirect(_with_next(request, "account_give_code"))
        if form.is_valid() and _is_right(awaited, form.cleaned_data["code"], at=timezone.now()):
            return _enter(request, awaited.contact, at=timezone.now())
    except TooMany as refused:
        form.errors.clear()
        messages.error(request, str(refused))
    else:
        if form.is_bound and form.is_valid():
            form.add_error("code", _wrong_code(awaited, at=timezone.now()))
    context = {"form": form, "contact": awaited.contact, "next": next_of(request)}
    return render(request, "accounts/give_code.html", context)


@signed_in
@never_cache
@require_safe
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """Staff prove a second factor here before the desk opens; whoever has none yet is led to set one up."""
    if has_second_factor(request):
        return redirect(onward(request))
    ways = []
    if is_mfa_enabled(request.user, types=["totp", "webauthn"]):
        ways = [way for way in get_adapter().get_reauthentication_methods(request.user) if "mfa" in way["id"]]
    if request.user.is_staff and printed_codes_left(request.user) is not None:
        ways.append({"url": reverse("account_printed_code"), "description": _("With a code from your sheet")})
    return render(request, "accounts/second_factor.html", {"ways": ways, "next": next_of(request)})


@signed_in
@require_safe
def no_password(request: HttpRequest) -> HttpResponse:
    """Where the change of a password leads whoever has none."""
    messages.info(request, _("Your account has no password. You sign in with a code that we send you."))
    return redirect(get_adapter().get_login_redirect_url(request))


def _send(request: HttpRequest, contact: Contact, *, at: datetime) -> None:
    """Send a code and remember that it is awaited. Refuses when network or address asked too often (TooMany)."""
    _limit("code-network", client_network(request))
    _limit("code-contact", contact.digest)
    language = get_language() or settings.LANGUAGE_CODE
    request.session[AWAITED] = send_code(contact, language=language, at=at).as_session()


def _is_right(awaited: AwaitedCode, typed: str, *, at: datetime) -> bool:
    """Each guess costs one of the few that a code is worth, so nobody tries them all (TooMany)."""
    _limit("code-guess", awaited.code_digest)
    return awaited.accepts(typed, at=at)


def _limit(name: str, key: str) -> None:
    most, seconds = settings.LIMITS[name]
    spend(name, key, most=most, seconds=seconds)


def _wrong_code(awaited: AwaitedCode, *, at: datetime) -> str:
    if at > awaited.until:
        return _("This code is too old. Ask for a new one.")
    return _("This is not the code that we sent. Look at the newest message.")


def _enter(request: HttpRequest, contact: Contact, *, at: datetime) -> HttpResponseBase:
    person = join(email=contact.email, phone=contact.phone, language=get_language() or "", at=at)
    del request.session[AWAITED]
    return perform_login(request, person, redirect_url=next_of(request) or None, email=contact.email or None)


def next_of(request: HttpRequest) -> str:
    """Where the person was going, when that is on this site."""
    return get_next_redirect_url(request) or ""


def onward(request: HttpRequest) -> str:
    """Where somebody goes after the door."""
    return next_of(request) or get_adapter().get_login_redirect_url(request)


def _with_next(request: HttpRequest, name: str) -> str:
    """A page of the doors, with where the person was going."""
    further = next_of(request)
    return reverse(name) + (f"?{urlencode({REDIRECT_FIELD_NAME: further})}" if further else "")
