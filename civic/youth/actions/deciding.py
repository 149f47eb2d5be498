"""A family's word changes: what it allows no more stops within the same act, for all that the child made."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.models import Child, Guardianship
from civic.guardians.queries import guardians_of, latest_text, uses_of
from civic.guardians.rules import PURPOSES_OF, Purpose
from civic.lib.refusals import Conflict
from civic.notices import actions as notices
from civic.notices.actions import Letter
from civic.youth.actions.entering import TRACK
from civic.youth.actions.hiding import follow_consent
from civic.youth.actions.lines import hold_entry, write_entry_line
from civic.youth.models import Entry
from civic.youth.rules import ORDER, EntryState, Phase

TAKING_PART = (EntryState.IN, EntryState.APPOINTED)


@transaction.atomic
def decide(
    child: Child,
    *,
    words: Mapping[str, bool],
    ward: Guardianship | None = None,
    written_by: Person | None = None,
    text_digest: str = "",
    at: datetime,
) -> frozenset[str]:
    """A guardian (`ward`) or the child itself says yes or no to one or more purposes; at a desk with the officer who
    writes it down. A no needs no text and hides at once; the other guardians are told of it. Returns what is allowed.

    Raises as guardians.say does, and Conflict where a yes was given to a text that has changed meanwhile.
    """
    text = latest_text(TRACK, at=at)
    if text is None or (text_digest and text_digest != text.digest and any(words.values())):
        raise Conflict(guardians.RENEWED)
    before = uses_of(child, at=at)
    uses = guardians.say(child, words=words, text=text, ward=ward, written_by=written_by, at=at)
    follow_word(child, uses, side="child" if ward is None else "guardian", by=written_by, at=at)
    if before - uses:
        _tell_others(child, but=ward, at=at)
    return uses


def withdraw_consent(
    child: Child, *, ward: Guardianship | None = None, written_by: Person | None = None, at: datetime
) -> None:
    """Everything is taken back with one word: no to each purpose. What the child made is hidden when this returns."""
    decide(child, words=dict.fromkeys(PURPOSES_OF[TRACK], False), ward=ward, written_by=written_by, at=at)


@transaction.atomic
def follow_word(child: Child, uses: frozenset[str], *, side: str, by: Person | None = None, at: datetime) -> None:
    """All entries of the child stand as its words now say: stepped back, paused on a birthday, or in again. Whoever did
    not go on stays out, but what it made follows the words like everything else."""
    for entry in Entry.objects.filter(child=child).order_by("pk"):
        held = hold_entry(entry)
        if Purpose.ENTER in uses:
            _come_back(held, side=side, by=by, at=at)
        elif side == "calendar":
            _pause(held, at=at)
        elif held.state in TAKING_PART:
            step_back(held, side=side, by=by, at=at)
        follow_consent(hold_entry(held), side=side, at=at)


@transaction.atomic
def step_back(entry: Entry, *, side: str, by: Person | None = None, at: datetime) -> Entry:
    """It takes part no more from this moment on. Nobody asks why, and it may come back while its round lasts."""
    entry = hold_entry(entry)
    if entry.state in TAKING_PART:
        was, entry.state, entry.left_at, entry.paused_at = entry.state, EntryState.WITHDRAWN, at, None
        entry.save(update_fields=["state", "left_at", "paused_at"])
        write_entry_line(entry, verb="step-back", side=side, by=by, at=at, facts={"from": was})
    return entry


def _pause(entry: Entry, *, at: datetime) -> None:
    """A birthday or a renewed text asks for a word nobody gave yet: nothing is used meanwhile, and nothing is lost."""
    if entry.state in TAKING_PART and entry.paused_at is None:
        entry.paused_at = at
        entry.save(update_fields=["paused_at"])
        write_entry_line(entry, verb="pause", side="calendar", by=None, at=at)


def _come_back(entry: Entry, *, side: str, by: Person | None, at: datetime) -> None:
    if entry.paused_at is not None:
        entry.paused_at = None
        entry.save(update_fields=["paused_at"])
        write_entry_line(entry, verb="go-on", side=side, by=by, at=at)
    elif entry.state == EntryState.WITHDRAWN and _is_its_round(entry, at=at):
        entry.state, entry.left_at = EntryState.IN, None
        entry.save(update_fields=["state", "left_at"])
        write_entry_line(entry, verb="come-back", side=side, by=by, at=at)


def _is_its_round(entry: Entry, *, at: datetime) -> bool:
    """The round it was in has not gone on without it."""
    span = entry.edition.phase(at)
    first = ORDER.index(Phase.SCHOOL)  # until then nobody was left behind
    return span is not None and ORDER.index(Phase(span.phase)) <= max(first, ORDER.index(Phase(entry.reached)))


def _tell_others(child: Child, *, but: Guardianship | None, at: datetime) -> None:
    """Whoever else answers for the child hears that something was taken back, not what was said about whom."""
    letters = [
        Letter(
            verb="youth-word-changed",
            about=child.subject,
            language=ward.person.language,
            context={"url": f"{settings.SITE_URL}/little-mayor/family/"},
            email=ward.person.email,
            phone=ward.person.phone,
        )
        for ward in guardians_of(child, at=at)
        if ward.person is not None and (but is None or ward.pk != but.pk)
    ]
    notices.queue_all(letters, at=at)
