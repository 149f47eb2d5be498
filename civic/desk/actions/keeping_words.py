"""What an officer is typing is kept while she types, so that a lock loses none of it."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.desk.models import KeptWords
from civic.desk.rules import KEPT_FIELDS, KEPT_FOR, KEPT_PLACES, LONGEST_KEPT, is_place


@transaction.atomic
def keep_words(person: Person, place: str, words: Mapping[str, str], *, at: datetime) -> bool:
    """Keep what somebody is typing at a place of the desk, sealed, for her alone; False where there is nothing to keep.
    What is longer than any form of ours is cut off, and the oldest go beyond thirty places."""
    told = {name: said[:LONGEST_KEPT] for name, said in list(words.items())[:KEPT_FIELDS] if said.strip()}
    if not is_place(place):
        return False
    if not told:
        drop_words(person, place)  # everything was taken out again
        return False
    sealed = json.dumps(told, ensure_ascii=False)
    KeptWords.objects.update_or_create(person=person, place=place, defaults={"words": sealed, "at": at})
    mine = KeptWords.objects.filter(person=person).order_by("-at", "-pk")
    beyond = list(mine.values_list("pk", flat=True)[KEPT_PLACES : KEPT_PLACES + 50])
    if beyond:
        KeptWords.objects.filter(pk__in=beyond).delete()
    return True


def drop_words(person: Person, place: str) -> None:
    """What was kept at a place goes: it was sent, or thrown away."""
    KeptWords.objects.filter(person=person, place=place).delete()


def drop_old_words(*, at: datetime) -> int:
    """Words that nobody came back for within half a day go; how many those were."""
    return KeptWords.objects.filter(at__lt=at - KEPT_FOR).delete()[0]
