"""What everybody reads: a certificate that is checked, five facts and nobody's name; and thanks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.guards import open_to_all
from civic.honours.forms import NumberForm
from civic.honours.queries import checked, thanked
from civic.honours.queries.certificates import is_intact
from civic.honours.queries.papers import amount, period
from civic.honours.rules import read_certificate_number
from civic.lib.limits import spend
from civic.lib.network import client_network

CHECKS_AN_HOUR = 120  # of one network: an employer checks many, nobody finds one by trying


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Where one types the number."""
    form, status = NumberForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            number = read_certificate_number(form.cleaned_data["number"])
            if number is not None:
                return redirect("honours:checked", number)
            form.add_error("number", _("This cannot be a number of ours: it has twelve signs. Look at it again."))
    return render(request, "honours/check.html", {"form": form}, status=status)


@open_to_all
@never_cache
@require_safe
def checked_one(request: HttpRequest, number: str) -> HttpResponse:
    """What the city says of a certificate; that it knows none is an answer too."""
    spend("certificate-check", client_network(request), most=CHECKS_AN_HOUR, seconds=3600)
    read = read_certificate_number(number)
    one = checked(read) if read else None
    context = {
        "number": read or number[:40],
        "one": one,
        "is_intact": one is not None and is_intact(one),
        "total": amount(one.minutes) if one else "",
        "period": period(one) if one else "",
        "form": NumberForm(),
    }
    return render(request, "honours/checked.html", context, status=200 if one else 404)


@open_to_all
@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The city thanks, by the name each of them chose, whoever said that everybody may read it."""
    return render(request, "honours/thanks.html", {"people": thanked(at=timezone.now())})
