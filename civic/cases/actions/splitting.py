"""A part of a case that is another office's work becomes a case of its own."""

from datetime import datetime

from django.db import transaction

from civic.cases.actions.clock import promise_answer, start_clock, turn
from civic.cases.actions.filing import draw_number
from civic.cases.actions.moving import Step, index_filed
from civic.cases.models import Case, Line, LineWords, Part
from civic.cases.rules import State
from civic.journal import actions as journal
from civic.lib.codes import code_digest, new_tracking_code
from civic.lib.plain_text import guess_language
from civic.offices.models import Matter, Office


@transaction.atomic(savepoint=False)
def split_off(
    whole: Case,
    step: Step,
    *,
    title: str,
    text: str,
    matter: Matter,
    office: Office | None,
    mandatory: bool,
    at: datetime,
) -> Case:
    """A part of a case, accepted as it is made: at the same place, of the same kind, as private as the whole, with
    days of its own. Nobody has its code, no contact lies with it, and it is never published: residents read it on the
    page of the whole. The caller holds the whole."""
    part = Case(
        number=draw_number(at, looks_first=True),
        tracking_digest=code_digest(new_tracking_code()),
        kind=whole.kind,
        matter=matter,
        wording_id=matter.wording_id,
        title=title,
        language=guess_language(title) or whole.language,
        privacy=whole.privacy,
        is_confidential=whole.is_confidential,
        lat=whole.lat,
        lon=whole.lon,
        h3=whole.h3,
        address=whole.address,
        area=whole.area,
        cell=whole.cell,
        component_id=whole.component_id,
        source=whole.source,
        whole=whole,
        is_mandatory=mandatory,
        office=office,
        filed_at=at,
        accepted_at=at,
        moved_at=at,
        last_seq=1,
    )
    start = start_clock(part, at=at)
    part.save(force_insert=True)
    start.save(force_insert=True)
    promise = promise_answer(part, at=at)
    part.state = State.ACCEPTED
    turn(part, before=State.FILED, at=at)
    part.save()
    _begin(part, step, text, facts=promise.facts, at=at)
    index_filed(part, text)
    return part


def _begin(part: Case, step: Step, text: str, *, facts: dict[str, object], at: datetime) -> None:
    """Its first line, with the words for the office; and the side of whoever split it off, for good."""
    words = LineWords(text=text, language=guess_language(text), audience="desk", is_screened=True)
    words.line = journal.record(
        Line(case=part, office_id=step.office_id),
        words=words,
        subject=part.subject,
        last=None,
        verb="file",
        side=step.side,
        actor_id=step.person_id,
        at=at,
        facts={"round": 1, "source": part.source, "kind": part.kind, "is_part": True, **facts},
    )
    words.save(force_insert=True)
    if step.person_id is not None:
        Part.objects.create(case=part, person_id=step.person_id, side=step.side, verb=step.move.verb, at=at)
