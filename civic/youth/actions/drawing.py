"""What the rounds of an edition ask for; a debate is prepared with a sealed seed and drawn by lot."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid, Sentence, Taken
from civic.youth.actions.founding import ask_lead
from civic.youth.actions.lines import hold_edition, write_edition_line, write_entry_line
from civic.youth.models import Debate, DebateLot, Edition, Entry, RoundTask
from civic.youth.rules import ROUNDS, Doing, EntryState, Kind, Phase, may_do
from civic.youth.rules.tasks import DRAWN_LEAST, MOTION_LONGEST, MOTIONS_LEAST, MOTIONS_MOST, kinds_asked, lots, seal_of


@transaction.atomic
def set_tasks(edition: Edition, tasks: Mapping[str, Sequence[str]], *, by: Person, at: datetime) -> Edition:
    """By phase what may be made in it; with nothing at all the usual holds. Raises NotAllowed, NotValid for a phase the
    edition does not have and for what nobody can make, Conflict for a phase that has begun."""
    edition = hold_edition(edition)
    ask_lead(by, edition, at=at)
    spans = {span.phase: span for span in edition.spans}
    for phase, kinds in tasks.items():
        if phase not in spans or any(kind not in Kind.values for kind in kinds):
            raise NotValid(fields={"tasks": _("A task belongs to a phase of this edition, and is one a child can do.")})
        if kinds and not may_do([spans[phase]], Doing.HAND_IN, spans[phase].starts):
            raise NotValid(fields={"tasks": _("Nothing is handed in during this phase.")})
    before = _tasks_of(edition)
    after = {phase: sorted(set(kinds)) for phase, kinds in tasks.items() if kinds}
    asked_before, asked_after = ({phase: frozenset(kinds) for phase, kinds in one.items()} for one in (before, after))
    begun = [
        phase
        for phase, span in spans.items()
        if span.starts <= at and kinds_asked(asked_before, phase) != kinds_asked(asked_after, phase)
    ]
    if begun and edition.shown_at is not None:
        raise Conflict(_("Children work on what a phase that has begun asks for. It stays as it is."))
    edition.tasks.all().delete()
    RoundTask.objects.bulk_create(
        RoundTask(edition=edition, phase=phase, kind=kind) for phase, kinds in after.items() for kind in kinds
    )
    write_edition_line(edition, verb="set-tasks", side="city", by=by, at=at, facts={"before": before, "after": after})
    return edition


@transaction.atomic
def prepare_debate(edition: Edition, phase: str, *, motions: Sequence[str], by: Person, at: datetime) -> Debate:
    """The motions of a debate are named and a seed is sealed; its digest is told, so that nobody can choose the lots
    afterwards. Raises NotAllowed, NotValid for too few motions or long ones, Conflict for a round that is over, Taken
    where it is prepared already."""
    edition = hold_edition(edition)
    ask_lead(by, edition, at=at)
    said = list(dict.fromkeys(filter(None, (clean_line(motion).strip() for motion in motions))))
    wrong: Sentence = ""
    if not MOTIONS_LEAST <= len(said) <= MOTIONS_MOST:
        told = _("Name from %(least)d to %(most)d motions, each once.")
        wrong = told % {"least": MOTIONS_LEAST, "most": MOTIONS_MOST}
    elif any(len(motion) > MOTION_LONGEST for motion in said):
        wrong = _("A motion is one short sentence: up to %(most)d characters.") % {"most": MOTION_LONGEST}
    span = next((span for span in edition.spans if span.phase == phase and phase in ROUNDS), None)
    if wrong or span is None:
        raise NotValid(fields={"motions": wrong or _("This edition has no such round.")})
    if span.ends <= at:
        raise Conflict(_("This round is over."))
    if edition.debates.filter(phase=phase).exists():
        raise Taken(_("The debate of this round is prepared already: its seed is sealed."))
    seed = secrets.token_hex(16)
    debate = Debate.objects.create(
        edition=edition, phase=phase, motions=said, seed=seed, digest=seal_of(seed), made_by=by, made_at=at
    )
    facts = {"phase": phase, "motions": said, "digest": debate.digest}
    write_edition_line(edition, verb="prepare-debate", side="city", by=by, at=at, facts=facts)
    return debate


@transaction.atomic
def draw_debate(debate: Debate, *, by: Person, at: datetime) -> list[DebateLot]:
    """Everybody in the round draws motion and side, by the sealed seed. Raises NotAllowed; Conflict outside the round,
    where it was drawn, and where fewer than two children are in it."""
    edition = hold_edition(debate.edition)
    debate = Debate.objects.select_for_update().get(pk=debate.pk)
    ask_lead(by, edition, at=at)
    if debate.drawn_at is not None:
        raise Conflict(_("This debate was drawn already, and is not drawn twice."))
    span = edition.phase(at)
    if span is None or span.phase != debate.phase:
        raise Conflict(_("A debate is drawn in its own round. Look at the days of the edition."))
    in_round = Entry.objects.select_for_update().filter(edition=edition, reached=debate.phase, state=EntryState.IN)
    rows = {row.pseudonym: row for row in in_round.order_by("pk")}
    if len(rows) < DRAWN_LEAST:
        raise Conflict(_("Nobody debates alone: at least two children are in the round."))
    drawn = [
        DebateLot(debate=debate, entry=rows[lot.pseudonym], order=order, motion=lot.motion, stand=lot.stand)
        for order, lot in enumerate(lots(debate.seed, motions=len(debate.motions), pseudonyms=list(rows)), start=1)
    ]
    DebateLot.objects.bulk_create(drawn)
    debate.drawn_at = at
    debate.save(update_fields=["drawn_at"])
    for lot in drawn:
        facts = {"debate": debate.pk, "motion": lot.motion, "stand": lot.stand}
        write_entry_line(lot.entry, verb="draw-lot", side="city", by=by, at=at, facts=facts)
    facts = {"phase": debate.phase, "seed": debate.seed, "of": len(drawn)}
    write_edition_line(edition, verb="draw-debate", side="city", by=by, at=at, facts=facts)
    return drawn


def _tasks_of(edition: Edition) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for row in edition.tasks.order_by("kind"):
        told.setdefault(Phase(row.phase).value, []).append(row.kind)
    return told
