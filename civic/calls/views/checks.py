"""For the data officer: how the phone desk made sure of callers, and who guessed wrongly."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from civic.calls.queries import checks_of_all
from civic.lib.keyset import page_from
from civic.offices.guards import data_officers_only, hand_from
from civic.offices.rules import Role, Side

PAGE = 100


@data_officers_only
@never_cache
@require_safe
def show_checks(request: HttpRequest) -> HttpResponse:
    """Every try, the newest first, or the wrong ones alone; no caller's number, for none is kept."""
    only_wrong = request.GET.get("sure") != "all"
    rows, keys = checks_of_all(hand_from(request), only_wrong=only_wrong), ("-at", "-pk")
    page = page_from(rows, keys=keys, size=PAGE, cursor=request.GET.get("after", ""))
    context = {
        "page": page,
        "only_wrong": only_wrong,
        "desk_side": Side.RECORD.value,
        "desk_badge": f"{Side.RECORD.label} · {Role.DATA.label}",
        "keeps_records": True,
        "now": timezone.now(),
    }
    return render(request, "calls/checks.html", context)
