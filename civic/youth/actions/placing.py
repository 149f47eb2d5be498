"""Who goes on from a round, who is appointed, how a term ends. Children are counted, never ranked."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotValid
from civic.youth.actions.founding import ask_lead
from civic.youth.actions.lines import hold_edition, write_edition_line, write_entry_line
from civic.youth.models import Edition, Entry
from civic.youth.rules import ORDER, ROUNDS, Doing, EntryState, Phase


@transaction.atomic
def place(
    edition: Edition, phase: str, entries: Collection[Entry], *, by: Person, result: str = "", at: datetime
) -> tuple[int, int]:
    """From a round these children go on; for the others the contest ends here, and their proposals keep their answer.
    `result` is the digest of the jury's result, where one decided. Returns how many go on and how many do not.

    Raises NotAllowed; Conflict outside the phase and where it was said already; NotValid for a child that is not in the
    round, and for more or fewer than there are places in a group.
    """
    edition = hold_edition(edition)
    ask_lead(by, edition, at=at)
    if phase not in ROUNDS:
        raise NotValid(fields={"phase": _("Nobody goes on from this phase.")})
    span = edition.phase(at)
    if span is None or span.phase != phase or not edition.allows(Doing.PLACE, at):
        raise Conflict(_("Who goes on is said in the phase itself. Look at the days of the edition."))
    rows = {row.pk: row for row in _in_round(edition, phase)}
    if not rows:
        raise Conflict(_("Who goes on from this round was said already, or nobody takes part in it."))
    chosen = {entry.pk for entry in entries}
    if not chosen <= rows.keys():
        raise NotValid(fields={"entries": _("Somebody of these is not in this round. Take them from its list.")})
    _ask_places(edition, phase, [rows[key] for key in chosen], list(rows.values()))
    for key, row in sorted(rows.items()):
        if key in chosen:
            row.reached = _next(edition, phase)
            row.save(update_fields=["reached"])
            write_entry_line(row, verb="go-on", side="city", by=by, at=at, facts={"from": phase})
        else:
            Entry.objects.filter(pk=key).update(state=EntryState.OUT, left_at=at)
            write_entry_line(row, verb="end-here", side="city", by=by, at=at, facts={"from": phase})
    facts = {"phase": phase, "of": len(rows), "on": len(chosen), "result": result}
    write_edition_line(edition, verb="place", side="city", by=by, at=at, facts=facts)
    return len(chosen), len(rows) - len(chosen)


@transaction.atomic
def begin_round(edition: Edition, phase: str, *, by: Person, at: datetime) -> int:
    """Whoever entered is in the first round from now on. Returns how many. Raises NotAllowed, Conflict outside that
    phase."""
    edition = hold_edition(edition)
    ask_lead(by, edition, at=at)
    span = edition.phase(at)
    if span is None or span.phase != phase or _next(edition, Phase.ENTRY) != phase:
        raise Conflict(_("The first round begins in its own phase. Look at the days of the edition."))
    rows = _in_round(edition, Phase.ENTRY)
    for row in rows:
        row.reached = phase
        row.save(update_fields=["reached"])
        write_entry_line(row, verb="begin-round", side="city", by=by, at=at, facts={"round": phase})
    write_edition_line(edition, verb="begin-round", side="city", by=by, at=at, facts={"round": phase, "of": len(rows)})
    return len(rows)


@transaction.atomic
def appoint(edition: Edition, *, by: Person, at: datetime) -> int:
    """Whoever came through the final is a little mayor from now on: a title, no power, until the term ends. Returns how
    many. Raises NotAllowed; Conflict outside the phase, and where nobody waits to be appointed."""
    edition = hold_edition(edition)
    ask_lead(by, edition, at=at)
    if not edition.allows(Doing.APPOINT, at):
        raise Conflict(_("Little mayors are appointed in the phase of the appointment."))
    rows = _in_round(edition, Phase.APPOINTMENT)
    if not rows:
        raise Conflict(_("Nobody waits to be appointed: say first who came through the final."))
    for row in rows:
        Entry.objects.filter(pk=row.pk).update(state=EntryState.APPOINTED, reached=Phase.TERM)
        write_entry_line(row, verb="appoint", side="city", by=by, at=at)
    write_edition_line(edition, verb="appoint", side="city", by=by, at=at, facts={"of": len(rows)})
    return len(rows)


@transaction.atomic
def hand_over_edition(edition: Edition, *, to: Edition, by: Person, at: datetime) -> int:
    """The term ends and the next edition takes over. Returns how many little mayors hand over. Raises NotAllowed;
    Conflict outside the phase; NotValid where the other edition is not a later one that is shown."""
    edition = hold_edition(edition)
    ask_lead(by, edition, at=at)
    if not edition.allows(Doing.HAND_OVER, at):
        raise Conflict(_("An edition is handed over in its last phase."))
    if to.number <= edition.number or to.shown_at is None:
        raise NotValid(fields={"to": _("Hand over to a later edition that everybody can read.")})
    if edition.lines.filter(verb="hand-over").exists():
        raise Conflict(_("This edition was handed over already."))
    rows = list(Entry.objects.select_for_update().filter(edition=edition, state=EntryState.APPOINTED).order_by("pk"))
    for row in rows:
        Entry.objects.filter(pk=row.pk).update(reached=Phase.HANDOVER, left_at=at)
        write_entry_line(row, verb="hand-over", side="city", by=by, at=at, facts={"to": to.number})
    write_edition_line(edition, verb="hand-over", side="city", by=by, at=at, facts={"to": to.number, "of": len(rows)})
    return len(rows)


def _in_round(edition: Edition, phase: str) -> list[Entry]:
    rows = Entry.objects.select_for_update().filter(edition=edition, reached=phase, state=EntryState.IN)
    return list(rows.order_by("pk"))


def _next(edition: Edition, phase: str) -> str:
    """The phase of the edition that comes after this one."""
    known = [span.phase for span in edition.spans]
    return next(later for later in ORDER[ORDER.index(Phase(phase)) + 1 :] if later in known)


def _ask_places(edition: Edition, phase: str, chosen: Sequence[Entry], all_in: Sequence[Entry]) -> None:
    """As many go on as there are places, or all where there are fewer of them. Raises NotValid."""
    for row in edition.places.filter(phase=phase, district__isnull=True).order_by("group"):
        there = sum(1 for entry in all_in if row.group in ("", entry.group))
        on = sum(1 for entry in chosen if row.group in ("", entry.group))
        wanted = min(row.count, there)
        if on != wanted:
            told = _("%(on)d were chosen, and %(wanted)d go on from this round (%(group)s). Nobody ties: choose again.")
            group = row.get_group_display() if row.group else _("both groups together")
            raise NotValid(fields={"entries": told % {"on": on, "wanted": wanted, "group": group}})
    for row in edition.places.filter(phase=phase, district__isnull=False):
        there = sum(1 for entry in all_in if entry.district_id == row.district_id and row.group in ("", entry.group))
        on = sum(1 for entry in chosen if entry.district_id == row.district_id and row.group in ("", entry.group))
        if on != min(row.count, there):
            told = _("%(on)d were chosen in one district, and %(wanted)d go on from it.")
            raise NotValid(fields={"entries": told % {"on": on, "wanted": min(row.count, there)}})
