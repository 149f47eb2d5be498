"""When a network hands in too much: wait, telephone, or let the device do a sum and hand in at once."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from civic.cases.views.drafts import DraftInHand, wait
from civic.lib.limits import is_within, spend
from civic.lib.network import client_network
from civic.lib.refusals import TooMany
from civic.lib.working import bits_for, is_solved, puzzle_for


def let_in(request: HttpRequest, held: DraftInHand) -> None:
    """Count one report of a network; beyond what it may hand in, whoever brings a sum that was worked out comes in, as
    long as there is room for those. Raises TooMany."""
    network = client_network(request)
    most, seconds = settings.LIMITS["report-network"]
    try:
        spend("report-network", network, most=most, seconds=seconds)
    except TooMany:
        if not _has_worked(request, held, network):
            raise


def wait_or_work(request: HttpRequest, held: DraftInHand, refused: TooMany) -> HttpResponse:
    """The page that says when to come back; with a sum for the device, where the city offers one."""
    puzzle, bits = "", bits_for(refused.times)
    if settings.PROOF_OF_WORK and held.draft is not None:
        puzzle = puzzle_for(held.draft.token_digest, bits=bits)
    return wait(request, held, refused, back="cases:report-check", puzzle=puzzle, bits=bits)


def _has_worked(request: HttpRequest, held: DraftInHand, network: str) -> bool:
    puzzle = request.POST.get("puzzle", "")
    if not (settings.PROOF_OF_WORK and puzzle and held.draft is not None):
        return False
    most, seconds = settings.LIMITS["report-worked"]
    solved = is_solved(puzzle, request.POST.get("sum", ""), subject=held.draft.token_digest)
    return solved and is_within("report-worked", network, most=most, seconds=seconds)
