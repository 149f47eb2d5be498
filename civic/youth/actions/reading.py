"""Two vetted people read what a child handed in; what both say happens to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.plain_text import clean_text
from civic.lib.refusals import Conflict, NotValid
from civic.youth.actions.concerns import raise_concern
from civic.youth.actions.holding import hold, permit_officer, write
from civic.youth.actions.settling import settle
from civic.youth.models import Proposal, ProposalPictureState, ProposalVersion, Reading
from civic.youth.rules import Because, Concern, ItemSide, ItemState, Origin, Task, Verdict
from civic.youth.rules.reading import verdict_fault


@dataclass(frozen=True)
class VerdictGiven:
    """What a reader says: can it be public, why not, of each picture, and whether the child may be in danger."""

    verdict: str
    because: Sequence[str] = ()
    note: str = ""
    looks: Mapping[str, str] = field(default_factory=dict)
    is_danger: bool = False
    danger_words: str = ""


@transaction.atomic
def read(proposal: Proposal, *, by: Person, version: int, given: VerdictGiven, at: datetime) -> Reading:
    """One vetted person has read this version. The second who says the same shows it or sends it back; of two who
    disagree a third decides; the mark of danger hides it and calls the duty officer at once. Raises NotAllowed,
    NotValid, Conflict once the child changed it or she has read it."""
    proposal = hold(proposal)
    permit_officer(proposal, Task.SCREENER, Task.LEAD, by=by, at=at)
    if proposal.state != ItemState.HANDED_IN or proposal.version != version:
        raise Conflict(_("This was changed, decided or taken back in the meantime. Go on with the next one."))
    current = proposal.versions.get(number=version)
    if current.readings.filter(reader=by, is_void=False).exists():
        raise Conflict(_("You have read this already: somebody else reads it now."))
    reading = _written_down(proposal, current, by=by, given=given, at=at)
    facts = {"version": version, "verdict": given.verdict}
    write(proposal, verb="read", side=ItemSide.CITY, by=by, at=at, facts=facts)
    if given.is_danger:
        said = clean_text(given.danger_words).strip()
        raise_concern(proposal, concern=Concern.DANGER, origin=Origin.READER, words=said, by=by, at=at)
        return reading
    settle(proposal, by=by, at=at)
    return reading


def _written_down(
    proposal: Proposal, version: ProposalVersion, *, by: Person, given: VerdictGiven, at: datetime
) -> Reading:
    pictures = {str(one.key): one.state for one in proposal.pictures.kept()}
    ready = {key for key, state in pictures.items() if state == ProposalPictureState.READY}
    waiting = {ProposalPictureState.RECEIVED, ProposalPictureState.DEVELOPING} & set(pictures.values())
    if given.is_danger:  # nobody is asked for reasons first: it is hidden, and somebody looks at once
        return Reading.objects.create(
            version=version, reader=by, verdict=Verdict.SEND_BACK, because=[Because.OTHER], is_danger=True, at=at
        )
    note, looks = clean_text(given.note).strip(), dict(given.looks)
    if given.verdict == Verdict.SHOW and waiting:
        raise Conflict(_("A picture is not ready yet. Try again in a minute."))
    fault = verdict_fault(given.verdict, because=given.because, note=note, looks=looks, keys=ready)
    if fault:
        raise NotValid(fields={"verdict": fault})
    is_back = given.verdict == Verdict.SEND_BACK
    return Reading.objects.create(
        version=version,
        reader=by,
        verdict=given.verdict,
        because=list(given.because) if is_back else [],
        note=note if is_back else "",
        looks=looks if not is_back else {},
        is_danger=given.is_danger,
        at=at,
    )
