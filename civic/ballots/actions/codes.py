"""Voting codes for a school: made, printed once, void when lost. What is kept of a code is its digest."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.ballots.actions.holding import ask_lead, hold
from civic.ballots.models import Ballot, VoteCode, VoteSheet
from civic.ballots.queries.voting import digest_of_code
from civic.ballots.rules import CODES_LEAST, CODES_MOST, UNPRINTED_LASTS
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.suggestions.rules import paper
from civic.youth.models import School

UNPRINTED = "not printed"


@transaction.atomic
def make_vote_sheet(ballot: Ballot, *, school: School, count: int | None, by: Person, at: datetime) -> VoteSheet:
    """Codes for the pupils of a school, sealed until they are printed. Raises NotAllowed, NotValid for too few or too
    many, Conflict once the vote is over or stopped."""
    ask_lead(by, at=at)
    ballot = hold(ballot)
    if ballot.ended_at is not None or ballot.closes_at <= at:
        raise Conflict(_("This vote is over, so its codes would be too."))
    if count is None or not CODES_LEAST <= count <= CODES_MOST:
        told = _("Give a number between %(least)d and %(most)d.") % {"least": CODES_LEAST, "most": CODES_MOST}
        raise NotValid(fields={"count": told})
    codes = paper.new_codes(count)
    sheet = VoteSheet.objects.create(
        ballot=ballot, school=school, count=count, codes="\n".join(codes), made_by=by, made_at=at
    )
    digests = sorted(digest_of_code(code) for code in codes)  # their places tell nothing
    VoteCode.objects.bulk_create([VoteCode(sheet=sheet, digest=digest) for digest in digests], batch_size=500)
    return sheet


@transaction.atomic
def print_vote_sheet(sheet: VoteSheet, *, by: Person, at: datetime) -> list[str]:
    """The codes, told this once: with this the plain text is gone. Raises NotAllowed for whoever did not make it,
    Conflict once printed or void."""
    ask_lead(by, at=at)
    sheet = VoteSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if sheet.made_by_id != by.pk:
        raise NotAllowed(_("Whoever made a sheet prints it. Make one of your own."))
    if sheet.voided_at is not None or sheet.printed_at is not None:
        raise Conflict(_("This sheet was printed or is void. Make another one."))
    codes = sheet.codes.split("\n")
    VoteSheet.objects.filter(pk=sheet.pk).update(codes="", printed_at=at)
    return codes


@transaction.atomic
def void_vote_sheet(sheet: VoteSheet, *, by: Person, reason: str, at: datetime) -> VoteSheet:
    """A sheet was lost or misused: its codes open nothing, and papers that came with them are not counted. Raises
    NotAllowed, NotValid without a reason, Conflict once void or once the vote was counted."""
    ask_lead(by, at=at)
    ballot = hold(sheet.ballot)
    sheet = VoteSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    said = clean_line(reason).strip()[:300]
    if not said:
        raise NotValid(fields={"reason": _("Say why it is void.")})
    if sheet.voided_at is not None or ballot.tallied_at is not None:
        raise Conflict(_("This sheet is void, or its vote was counted already."))
    sheet.codes, sheet.voided_at, sheet.void_reason = "", at, said
    sheet.save(update_fields=["codes", "voided_at", "void_reason"])
    return sheet


@transaction.atomic
def wipe_unprinted_codes(*, at: datetime) -> int:
    """What nobody printed within a day is void, and its codes are gone; how many sheets."""
    waiting = VoteSheet.objects.exclude(codes="").filter(made_at__lte=at - UNPRINTED_LASTS)
    return waiting.update(codes="", voided_at=at, void_reason=UNPRINTED)
