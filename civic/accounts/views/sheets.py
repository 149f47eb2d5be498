"""Codes on paper: give one as a second factor, print a sheet for oneself, hand one out between two administrators."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from civic.accounts.actions import ask_for_sheet, hand_out_sheet, print_sheet, use_printed_code
from civic.accounts.forms import PrintedCodeForm, SheetForm
from civic.accounts.guards import administrators_only, is_of_the_demo, signed_in, staff_door
from civic.accounts.models import Person, PrintedSheet
from civic.accounts.queries import printed_codes_left, sheets_asked_for
from civic.accounts.rules import FEW_LEFT
from civic.accounts.views.signing_in import next_of, onward
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.refusals import NotAllowed, Refused, TooMany

PROVED_FOR_SECONDS = 300.0


@signed_in
@never_cache
def give_printed_code(request: HttpRequest) -> HttpResponseBase:
    """One code of the sheet, as the second factor of this session; each is good once."""
    person, at = _person(request), timezone.now()
    left = printed_codes_left(person)
    if left is None:
        return redirect("account_second_factor")
    form = PrintedCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            most, seconds = settings.LIMITS["printed-guess"]
            spend("printed-guess", str(person.pk), most=most, seconds=seconds)
        except TooMany as refused:
            form.add_error("code", str(refused))
        else:
            if use_printed_code(person, form.cleaned_data["code"], at=at):
                return _enter(request, person)
            form.add_error("code", _("This is no unused code of your newest sheet. Look at the next one."))
    return render(request, "accounts/printed_code.html", {"form": form, "left": left, "next": next_of(request)})


def _enter(request: HttpRequest, person: Person) -> HttpResponseBase:
    record_authentication(request, person, "mfa", type="printed", reauthenticated=True)
    left = printed_codes_left(person) or 0
    if left <= FEW_LEFT:
        messages.warning(request, _("Codes left on your sheet: %(left)d. Print a new one in time.") % {"left": left})
    return redirect(onward(request))


@staff_door
@never_cache
def own_sheet(request: HttpRequest) -> HttpResponse:
    """A new sheet for oneself, shown this once in large type, to be printed; the one before ends. Whoever sits down at
    a desk left open cannot: who one is has to be proved again."""
    person = _person(request)
    if not (is_of_the_demo(request) or _proved_just_now(request, person)):
        raise_if_reauthentication_required(request, app="mfa")  # allauth asks where it knows a way to
        if printed_codes_left(person) is None:
            raise NotAllowed(_("You have no way to prove once more who you are. Ask two administrators for a sheet."))
        return redirect(f"{reverse('account_printed_code')}?{urlencode({'next': request.path})}")
    if request.method == "POST":
        codes = print_sheet(person, at=timezone.now())
        return render(request, "accounts/sheet.html", {"codes": codes, "holder": person, "now": timezone.now()})
    return render(request, "accounts/own_sheet.html", {"left": printed_codes_left(person), "few": FEW_LEFT})


@administrators_only
@never_cache
def sheets(request: HttpRequest) -> HttpResponse:
    """Administrators: ask for a sheet for somebody, and hand out what another administrator asked for."""
    by = _person(request)
    form = SheetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = ask_for_sheet(form.cleaned_data["handle"], by=by, at=timezone.now())
        except Refused as refused:
            tell(form, refused)
        else:
            told = _("Asked for: a sheet for %(person)s. Another administrator hands it out.")
            messages.success(request, told % {"person": sheet.person})
            return redirect("account_sheets")
    context = {"form": form, "waiting": sheets_asked_for(), "by": by}
    return render(request, "accounts/sheets.html", context, status=400 if form.errors else 200)


@administrators_only
@never_cache
@require_POST
def hand_out(request: HttpRequest, key: int) -> HttpResponse:
    """The second administrator hands out a sheet: shown this once, to be printed and given in person."""
    sheet = PrintedSheet.objects.filter(pk=key).select_related("person").first()
    if sheet is None:
        raise Http404
    codes = hand_out_sheet(sheet, by=_person(request), at=timezone.now())
    return render(request, "accounts/sheet.html", {"codes": codes, "holder": sheet.person, "now": timezone.now()})


def _proved_just_now(request: HttpRequest, person: Person) -> bool:
    """Was it proved within the last minutes who sits here?"""
    since = timezone.now().timestamp() - PROVED_FOR_SECONDS
    return any(record.get("at", 0) > since for record in get_authentication_records(request, person))


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
