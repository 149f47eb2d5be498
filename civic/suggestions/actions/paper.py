"""Codes on paper: a desk makes a sheet, prints it once, voids it; whoever holds a code stands behind suggestions."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import Viewer
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence, TooMany
from civic.offices.models import Office
from civic.offices.queries import OfficerHand, hand_of
from civic.suggestions.actions.supporting import Supported, support_suggestion, take_back
from civic.suggestions.models import PaperCode, PaperSheet, Round
from civic.suggestions.queries import backer_of, find_code, holder_of
from civic.suggestions.rules import paper

LEFT_UNPRINTED = "not printed"  # where nobody voided it; pages say it in the reader's language


@transaction.atomic
def make_sheet(*, by: Person, count: int | None, in_round: Round | None = None, at: datetime) -> PaperSheet:
    """A desk makes a sheet of codes for people who come to it without e-mail or telephone; they lie sealed until it is
    printed. Raises NotAllowed for all who are no operators; NotValid for too few, too many, and a round that is over;
    TooMany after ten on one day."""
    officer = _officer(by, paper.MAKERS, paper.NO_MAKER, at=at)
    wrong: dict[str, Sentence] = {"count": fault} if (fault := paper.count_fault(count)) else {}
    if in_round is not None and (in_round.shown_at is None or in_round.ends_at <= at):
        wrong["round"] = _("This round is over, so its codes would be too. Choose another one, or none.")
    if wrong or count is None:
        raise NotValid(fields=wrong)
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # two sheets at once are counted one after the other
    day = timedelta(days=1)
    if PaperSheet.objects.filter(made_by=by, made_at__gt=at - day).count() >= paper.SHEETS_A_DAY:
        told = _("You made ten sheets within a day. Print and hand out those first, or ask a colleague.")
        raise TooMany(told, retry_after=int(day.total_seconds()))
    codes = paper.new_codes(count)
    sheet = PaperSheet.objects.create(
        office=Office.objects.get(pk=min(officer.office_ids)),
        round=in_round,
        count=count,
        made_by=by,
        made_at=at,
        expires_at=at + paper.LASTS,
        codes="\n".join(codes),
    )
    digests = sorted(paper.code_digest(paper.read_code(code) or "") for code in codes)  # their places tell nothing
    PaperCode.objects.bulk_create([PaperCode(sheet=sheet, digest=digest) for digest in digests])
    return sheet


@transaction.atomic
def print_sheet(sheet: PaperSheet, *, by: Person, at: datetime) -> list[str]:
    """The codes, told this once: with this the plain text is gone. Raises NotAllowed for whoever did not make it;
    Conflict once it was printed, is void or has expired."""
    _officer(by, paper.MAKERS, paper.NO_MAKER, at=at)
    sheet = PaperSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if sheet.made_by_id != by.pk:
        raise NotAllowed(_("Whoever made a sheet prints it. Make one of your own."))
    if fault := sheet.print_fault(at):
        raise Conflict(fault)
    codes = sheet.codes.split("\n")
    PaperSheet.objects.filter(pk=sheet.pk).update(codes="", printed_at=at)
    return codes


@transaction.atomic
def void_sheet(sheet: PaperSheet, *, by: Person, reason: str, at: datetime) -> PaperSheet:
    """A sheet was lost, misprinted or misused: none of its codes supports anything from now on. What was supported with
    them stays counted, for nobody can tell which that was. Raises NotAllowed, NotValid without a reason, Conflict."""
    officer = _officer(by, paper.VOIDERS, paper.NO_VOIDER, at=at)
    sheet = PaperSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if officer.roles.isdisjoint(paper.VOIDERS - paper.MAKERS) and sheet.office_id not in officer.office_ids:
        raise NotAllowed(paper.NO_VOIDER)
    said = clean_line(reason).strip()
    if not said or len(said) > paper.REASON_LONGEST:
        told = _("Say in up to %(most)d characters why it is void.") % {"most": paper.REASON_LONGEST}
        raise NotValid(fields={"reason": told})
    if sheet.voided_at is not None:
        raise Conflict(_("This sheet is void already."))
    sheet.codes, sheet.voided_at, sheet.voided_by, sheet.void_reason = "", at, by, said
    sheet.save(update_fields=["codes", "voided_at", "voided_by", "void_reason"])
    return sheet


@transaction.atomic
def support_with_code(
    case: Case,
    *,
    typed: str,
    viewer: Viewer,
    network: str = "",
    language: str,
    after_account: bool = False,
    says_other: bool = False,
    at: datetime,
) -> Supported:
    """Whoever holds a code stands behind the suggestion, once, however often it is used; which code it was is written
    down nowhere. `after_account`: somebody supported with an account in the same browser; then she says first that she
    is somebody else (`says_other`). Raises NotValid for what is no code; Conflict for one that is void or expired, for
    whoever is counted by an account or may be, and where nobody can support it now."""
    code = _known(typed)
    if backer_of(viewer) is not None:
        raise Conflict(paper.HAS_ACCOUNT)
    if after_account and not says_other:
        raise Conflict(paper.IS_IT_YOU, code="is-it-you")
    sheet = (
        PaperSheet.objects.select_related("round").select_for_update(of=("self",), no_key=True).get(pk=code.sheet_id)
    )
    if fault := sheet.fault(at):
        raise Conflict(fault)
    holder = holder_of(paper.read_code(typed) or "", viewer, network=network)
    came = support_suggestion(case, by=replace(holder, sheet=sheet.pk), language=language, at=at)
    if came.is_new:
        PaperCode.objects.filter(pk=code.pk, is_used=False).update(is_used=True)
    return came


@transaction.atomic
def take_back_with_code(case: Case, *, typed: str, viewer: Viewer) -> None:
    """Whoever holds the code does not stand behind the suggestion any more, also with a code that is void or expired by
    now. Raises NotValid for what is no code, Conflict where it is not counted."""
    _known(typed)
    if not take_back(case, by=holder_of(paper.read_code(typed) or "", viewer)):
        raise Conflict(paper.NOT_COUNTED)


@transaction.atomic
def wipe_unprinted(*, at: datetime) -> int:
    """What nobody printed within a day is void, and its codes are gone; how many sheets those were."""
    waiting = PaperSheet.objects.exclude(codes="").filter(made_at__lte=at - paper.UNPRINTED_LASTS)
    return waiting.update(codes="", voided_at=at, void_reason=LEFT_UNPRINTED)


def _officer(by: Person, roles: frozenset[str], refusal: Sentence, *, at: datetime) -> OfficerHand:
    officer = hand_of(by, on=localdate(at))
    if officer is None or officer.roles.isdisjoint(roles):
        raise NotAllowed(refusal)
    return officer


def _known(typed: str) -> PaperCode:
    found = find_code(typed)
    if found is None:
        raise NotValid(fields={"code": paper.UNKNOWN}, code="wrong-code")
    return found
