"""A person is forgotten; rounds are an official's public record, and stay."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.cases.actions import forget_supporter
from civic.cases.queries import Viewer


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Nobody finds from a suggestion that this person stood behind it, nor is she counted."""
    forget_supporter(Viewer(person=person), (), at=at)
