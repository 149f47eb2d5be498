"""When many in one network begin to follow: wait and press again, or let the device do a sum. Nobody who is known is
counted, and nothing that was typed is lost."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from civic.accounts.rules import Contact
from civic.lib.limits import is_within, spend
from civic.lib.network import client_network
from civic.lib.refusals import TooMany
from civic.lib.working import bits_for, is_solved, puzzle_for

NOT_KEPT = {"csrfmiddlewaretoken", "puzzle", "sum"}
LONGEST = 1000  # addresses of devices are long


class NetworkFull(TooMany):
    """Much came from this network; whoever waits or works comes in all the same."""


def let_in(request: HttpRequest, who: Contact | str) -> None:
    """Count one who is not known, by the address she gives or by that of her device: few a day for one address
    (TooMany), many for a network; beyond those, whoever brings a sum that was worked out comes in, as long as there is
    room (NetworkFull)."""
    network = client_network(request)
    most, seconds = settings.LIMITS["follow-network"]
    try:
        spend("follow-network", network, most=most, seconds=seconds)
    except TooMany as refused:
        if not _has_worked(request, who, network):
            raise NetworkFull(retry_after=refused.retry_after, times=refused.times) from None
    if isinstance(who, Contact):
        most, seconds = settings.LIMITS["follow-contact"]
        spend("follow-contact", who.digest, most=most, seconds=seconds)


def wait_or_work(request: HttpRequest, who: Contact | str, refused: NetworkFull, **told: Any) -> HttpResponse:
    """The page that says from when on it goes on; with a sum for the device, where the city offers one."""
    bits = bits_for(refused.times)
    puzzle = puzzle_for(_bound(request, who), bits=bits) if settings.PROOF_OF_WORK else ""
    kept = [(name, value[:LONGEST]) for name, value in request.POST.items() if name not in NOT_KEPT]
    until = timezone.now() + timedelta(seconds=refused.retry_after)
    context = {"until": until, "puzzle": puzzle, "bits": bits, "kept": kept, **told}
    response = render(request, "following/wait.html", context, status=refused.status)
    response["Retry-After"] = str(refused.retry_after)
    return response


def _has_worked(request: HttpRequest, who: Contact | str, network: str) -> bool:
    puzzle = request.POST.get("puzzle", "")
    if not (settings.PROOF_OF_WORK and puzzle):
        return False
    most, seconds = settings.LIMITS["follow-worked"]
    solved = is_solved(puzzle, request.POST.get("sum", ""), subject=_bound(request, who))
    return solved and is_within("follow-worked", network, most=most, seconds=seconds)


def _bound(request: HttpRequest, who: Contact | str) -> str:
    """A sum is good for this address or device at this page, and nowhere else."""
    return f"follow:{request.get_full_path()}:{who.digest if isinstance(who, Contact) else who}"
