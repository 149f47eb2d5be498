"""A suggestion that the city writes itself out of what residents suggested: one from several, several from one."""

from datetime import datetime

from django.db import transaction

from civic.cases.actions.clock import start_clock, turn
from civic.cases.actions.counting import count_again, mark_of
from civic.cases.actions.filing import draw_number
from civic.cases.actions.moving import Step, index
from civic.cases.models import Case, Line, LineWords, Part
from civic.cases.rules import Kind, Publication, Source, State
from civic.cases.rules.likeness import says
from civic.journal import actions as journal
from civic.lib.codes import code_digest, new_tracking_code
from civic.lib.plain_text import guess_language


@transaction.atomic(savepoint=False)
def write_suggestion(
    like: Case, step: Step, *, title: str, text: str, written_from: int, hides_supports: bool, at: datetime
) -> Case:
    """A new suggestion in the city's words, open for support as it is made: public at once like all that officials say
    to everybody, at the place and of the matter of the one it is like. Nobody has its code, and no contact lies with
    it. The caller holds that one, and has asked the rule."""
    made = Case(
        number=draw_number(at, looks_first=True),
        tracking_digest=code_digest(new_tracking_code()),
        kind=Kind.SUGGESTION,
        matter=like.matter,
        wording_id=like.wording_id,
        title=title,
        public_title=title,
        public_text=text,
        public_address=like.public_address,
        language=guess_language(text) or like.language,
        privacy=like.privacy,
        lat=like.lat,
        lon=like.lon,
        h3=like.h3,
        address=like.public_address,
        area=like.area,
        cell=like.cell,
        source=Source.DESK,
        publication=Publication.PUBLISHED,
        published_at=at,
        invitation_id=like.invitation_id,
        hides_supports=hides_supports,
        filed_at=at,
        moved_at=at,
        last_seq=1,
        says=says(text),
    )
    start = start_clock(made, at=at)
    made.save(force_insert=True)
    start.save(force_insert=True)
    made.state = State.SUPPORTING
    turn(made, before=State.FILED, at=at)
    made.save()
    _begin(made, step, text, written_from=written_from, at=at)
    count_again(None, mark_of(made))
    index(made, is_shown_anew=True)
    return made


def _begin(made: Case, step: Step, text: str, *, written_from: int, at: datetime) -> None:
    """Its first line, with the words everybody reads and out of how many it was written."""
    words = LineWords(text=text, language=guess_language(text), audience="public", is_screened=True)
    words.line = journal.record(
        Line(case=made, office_id=step.office_id),
        words=words,
        subject=made.subject,
        last=None,
        verb="file",
        side=step.side,
        actor_id=step.person_id,
        at=at,
        facts={"round": 1, "source": made.source, "kind": made.kind, "written_from": written_from},
    )
    words.save(force_insert=True)
    if step.person_id is not None:
        Part.objects.create(case=made, person_id=step.person_id, side=step.side, verb=step.move.verb, at=at)
