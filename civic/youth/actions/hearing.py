"""What a child writes is listened to: where it may be asking for help, a duty officer is called at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from civic.accounts.models import Person
from civic.lib.refusals import Conflict
from civic.lib.sealed import keyed_hash
from civic.youth.actions.concerns import IS_CLOSED, hold_concern, note, raise_concern
from civic.youth.actions.evidence import drop_copy
from civic.youth.actions.holding import hold
from civic.youth.actions.settling import settle
from civic.youth.models import ConcernReport, Proposal
from civic.youth.rules import Concern, Origin, Outcome
from civic.youth.rules.concerns import WORDS_MOST
from civic.youth.rules.trouble import troubled


@transaction.atomic
def listen(proposal: Proposal, texts: Iterable[str], *, at: datetime) -> ConcernReport | None:
    """A child sends words, whatever becomes of them otherwise: where it may be asking for help, those on duty are
    called, once for each sentence. Stays even where the words themselves are refused."""
    marked = troubled(texts)
    return hear(hold(proposal), marked, at=at) if marked else None


def hear(proposal: Proposal, marked: Iterable[str], *, at: datetime) -> ConcernReport | None:
    """Sentences in which a child may be asking for help become one concern with its hour; what was heard before calls
    nobody again. Belongs in the transaction of an act that holds the proposal."""
    before = proposal.concerns.filter(origin=Origin.WORDS).values_list("heard", flat=True)
    heard = {digest for digests in before for digest in digests}
    fresh = {digest: words for words in marked if (digest := _digest(words)) not in heard}
    if not fresh:
        return None
    said = proposal.concerns.open().filter(origin=Origin.WORDS, taken_at__isnull=True).first()
    if said is None:
        words = "\n".join(fresh.values())[:WORDS_MOST]
        said = raise_concern(proposal, concern=Concern.DANGER, origin=Origin.WORDS, words=words, by=None, at=at)
    else:  # those on duty are called already, and nobody has looked yet
        said.words = "\n".join([said.words, *fresh.values()])[:WORDS_MOST]
    said.heard = [*said.heard, *fresh]
    said.save(update_fields=["heard", "words"])
    return said


def _digest(words: str) -> str:
    return keyed_hash(words, purpose="child-concern")[:32]


@transaction.atomic
def set_aside(said: ConcernReport, *, by: Person, at: datetime) -> ConcernReport:
    """An officer on duty has read what the machine marked, and it means something else: one press, and the locked copy
    goes. What a person said is never set aside like this. Raises NotAllowed, Conflict once it is closed."""
    proposal, said = hold_concern(said, by=by, at=at)
    if said.origin != Origin.WORDS:
        raise Conflict(_("Somebody said this, so it is looked into and closed with what was found."))
    if said.hand_overs.exists():
        raise Conflict(_("This was handed over to another authority, so it is closed with what was found."))
    if said.closed_at is not None:
        raise Conflict(IS_CLOSED)
    with override("zh-hans"):
        finding = _("Read by an officer on duty: the words mean something else.")
    said.taken_by, said.taken_at = said.taken_by or by, said.taken_at or at
    said.closed_by, said.closed_at, said.outcome, said.finding = by, at, Outcome.CALM, finding
    said.save(update_fields=["taken_by", "taken_at", "closed_by", "closed_at", "outcome", "finding"])
    drop_copy(said, at=at)
    note(said, proposal, verb="concern-set-aside", by=by, at=at)
    settle(proposal, by=by, at=at)
    return said
