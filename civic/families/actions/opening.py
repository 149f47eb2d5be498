"""Openings in the track: who asks, who approves, who looks afterwards. The record lies with guardians."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.families.actions.standing import ask_task
from civic.families.rules import APPROVES, ASKS, OPENS_AT_ONCE, WITHHOLDS
from civic.guardians import actions as guardians
from civic.guardians.models import Child, Export, Guardianship, Opening, Withholding
from civic.guardians.queries.identities import Known


@transaction.atomic
def ask_opening(
    child: Child, *, by: Person, purpose: str, words: str, is_urgent: bool = False, at: datetime
) -> Opening:
    """Somebody of the track asks who a child is; the duty officer and whoever is responsible open at once in danger."""
    ask_task(by, OPENS_AT_ONCE if is_urgent else ASKS, at=at)
    return guardians.ask_opening(child, by=by, purpose=purpose, words=words, is_urgent=is_urgent, at=at)


@transaction.atomic
def decide_opening(opening: Opening, *, by: Person, approve: bool, words: str = "", at: datetime) -> Opening:
    """Whoever is responsible for the track approves or refuses, never the one who asked."""
    ask_task(by, APPROVES, at=at)
    return guardians.decide_opening(opening, by=by, approve=approve, words=words, at=at)


@transaction.atomic
def read_identity(opening: Opening, *, by: Person, at: datetime) -> Known:
    """Whoever asked reads it, while she still has a task in the track."""
    ask_task(by, ASKS, at=at)
    return guardians.read_identity(opening, by=by, at=at)


@transaction.atomic
def review_opening(opening: Opening, *, by: Person, is_sound: bool, words: str, at: datetime) -> Opening:
    """Another who is responsible looks at what was opened in danger."""
    ask_task(by, APPROVES, at=at)
    return guardians.review_opening(opening, by=by, is_sound=is_sound, words=words, at=at)


@transaction.atomic
def ask_export(children: Iterable[Child], *, by: Person, purpose: str, words: str, at: datetime) -> Export:
    """Somebody responsible asks for the names of several children."""
    ask_task(by, APPROVES, at=at)
    return guardians.ask_export(children, by=by, purpose=purpose, words=words, at=at)


@transaction.atomic
def approve_export(export: Export, *, by: Person, at: datetime) -> Export:
    """One of two others who are checked and work for the city in the track."""
    ask_task(by, ASKS, at=at)
    return guardians.approve_export(export, by=by, at=at)


@transaction.atomic
def refuse_export(export: Export, *, by: Person, words: str, at: datetime) -> Export:
    """One other is enough to refuse."""
    ask_task(by, ASKS, at=at)
    return guardians.refuse_export(export, by=by, words=words, at=at)


@transaction.atomic
def fetch_export(export: Export, *, by: Person, at: datetime) -> list[Known]:
    """Whoever asked takes it along, once two approved."""
    ask_task(by, APPROVES, at=at)
    return guardians.fetch_export(export, by=by, at=at)


@transaction.atomic
def ask_withholding(guardianship: Guardianship, *, by: Person, words: str, at: datetime) -> Withholding:
    """The first of two, when a guardian herself is suspected."""
    ask_task(by, WITHHOLDS, at=at)
    return guardians.ask_withholding(guardianship, by=by, words=words, at=at)


@transaction.atomic
def agree_withholding(withholding: Withholding, *, by: Person, at: datetime) -> Withholding:
    """The second of two."""
    ask_task(by, WITHHOLDS, at=at)
    return guardians.agree_withholding(withholding, by=by, at=at)


@transaction.atomic
def end_withholding(withholding: Withholding, *, by: Person, at: datetime) -> Withholding:
    """Either of those who may withhold ends it."""
    ask_task(by, WITHHOLDS, at=at)
    return guardians.end_withholding(withholding, by=by, at=at)


@transaction.atomic
def correct_identity(
    opening: Opening, *, by: Person, name: str = "", born_on: date | None = None, school: str = "", at: datetime
) -> list[str]:
    """Whoever opened it to put it right does so, while it is open. What is left empty stays."""
    ask_task(by, ASKS, at=at)
    return guardians.correct_identity(
        opening.child, by=by, name=name, born_on=born_on, school=school.strip() or None, at=at
    )
