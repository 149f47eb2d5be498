"""Coming back to one's case with number and code; a number alone leads to the public page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from civic.accounts.guards import open_to_all
from civic.cases.forms.track import TrackForm
from civic.cases.guards import remember_case, remember_objection, viewer_of
from civic.cases.models import Case, Objection
from civic.cases.queries import glimpsed, visible_to
from civic.lib.codes import code_digest, read_number, read_tracking_code
from civic.lib.guessing import guess
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import TooMany


@open_to_all
@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Number and code open a case to whoever has both. A wrong pair is told in one sentence that gives neither away."""
    form = TrackForm(
        request.POST if request.method == "POST" else None, initial={"number": request.GET.get("number", "")[:60]}
    )
    if request.method != "POST":
        return _by_number(request, form)
    status, retry_after = 200, 0
    if form.is_valid():
        try:
            case, objection = _opened(request, form.cleaned_data["number"], form.cleaned_data["code"])
        except TooMany as refused:
            status, retry_after = refused.status, refused.retry_after
            form.add_error(None, _come_back_in(retry_after))
        else:
            if case is not None:
                remember_case(request, case)
                return redirect("cases:show", case.number)
            if objection is not None:
                remember_objection(request, objection)
                return redirect("feedback:object", objection.case.number)
            form.add_error(
                None,
                _("Number and code do not belong together. Look at your receipt, and check each letter and digit."),
            )
    response = render(request, "cases/track.html", {"form": form}, status=status)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def _come_back_in(seconds: int) -> str:
    if seconds < 60:
        return _(
            "Too many wrong codes. Try again in %(seconds)d seconds, or call 12345: they can tell you where your case "
            "stands."
        ) % {"seconds": seconds}
    return _(
        "Too many attempts from your network. Try again in %(minutes)d minutes, "
        "or call 12345: they can tell you where your case stands."
    ) % {"minutes": -(-seconds // 60)}


def _opened(request: HttpRequest, number: str, code: str) -> tuple[Case | None, Objection | None]:
    """The case or the objection that both open, by the same questions whatever is wrong. Raises TooMany for a network
    that asks too often or guesses."""
    network, read = client_network(request), read_number(number) or ""
    most, seconds = settings.LIMITS["track-network"]
    spend("track-network", network, most=most, seconds=seconds)
    digest = code_digest(read_tracking_code(code) or "no code")
    with guess(network, read) as tried:
        case = Case.objects.filter(number=read or "no number", tracking_digest=digest).first()
        said = Objection.objects.filter(case__number=read or "no number", tracking_digest=digest)
        objection = said.select_related("case").first()  # asked whatever comes out
        if case is not None or objection is not None:
            tried.was_right()
    return case, objection


def _by_number(request: HttpRequest, form: TrackForm) -> HttpResponse:
    """A number alone, from the front page: to the page everybody may see, or the code is asked for."""
    typed = request.GET.get("number", "").strip()
    number = read_number(typed)
    if number and (
        visible_to(viewer_of(request)).filter(number=number).exists() or glimpsed().filter(number=number).exists()
    ):
        return redirect("cases:show", number)
    told = ""
    if typed and number is None:
        told = _("This is not a case number: it has ten digits, like 26-7041-5835. Check each digit.")
    elif typed:
        told = _("There is no public case with this number. If it is yours, enter the secret code as well.")
    return render(request, "cases/track.html", {"form": form, "told": told})
