"""What was written down of guardians' papers, as the family reads it, and whether guardians disagree."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from civic.guardians.models import ChildLine, Consent, Guardianship
from civic.guardians.queries import words_of_each
from civic.guardians.rules import Purpose, Voice, Word
from civic.lib.refusals import Sentence
from civic.volunteers.rules import Document, Paper

YES, NO = "agree-on-paper", "refuse-on-paper"


@dataclass(frozen=True)
class PaperSeen:
    """A paper that lay on the desk: yes or no, what it was, of which day, and when it was seen."""

    is_yes: bool
    paper: Sentence
    document: Sentence
    signed_on: date
    seen_at: datetime


def papers_of(children: Iterable[int]) -> dict[int, list[PaperSeen]]:
    """By child (its key in the database), the newest first. One statement, none without children."""
    keys = list(children)
    found: dict[int, list[PaperSeen]] = defaultdict(list)
    if keys:
        rows = ChildLine.objects.filter(child__in=keys, verb__in=(YES, NO), is_withheld=False).order_by("-at", "-seq")
        for line in rows:
            told = line.facts
            found[line.child_id].append(
                PaperSeen(
                    line.verb == YES,
                    Paper(told["paper"]).label,
                    Document(told["document"]).label,
                    date.fromisoformat(told["signed_on"]),
                    line.at,
                )
            )
    return found


def refused_by_others(wards: Iterable[Guardianship], *, at: datetime) -> frozenset[int]:
    """The guardianships of these whose child another guardian said no for last: it does not volunteer, whatever this
    one says. One statement for all of them."""
    each = list(wards)
    said = words_of_each([ward.child_id for ward in each], at=at)
    return frozenset(ward.pk for ward in each if _another_refuses(ward.pk, said.get(ward.child_id, [])))


def _another_refuses(ward: int, words: Iterable[Word]) -> bool:
    last = {
        word.speaker: word.is_yes
        for word in sorted(words, key=lambda word: word.at)
        if word.voice == Voice.GUARDIAN and word.purpose == Purpose.VOLUNTEER
    }
    return any(not is_yes for speaker, is_yes in last.items() if speaker != ward)


def agreed_to_by(wards: Iterable[Guardianship]) -> frozenset[int]:
    """The guardianships of these whose own last word was yes. One statement for all of them."""
    said = Consent.objects.filter(guardianship__in=list(wards), purpose=Purpose.VOLUNTEER).order_by("at", "pk")
    last = dict(said.values_list("guardianship", "is_yes"))
    return frozenset(ward for ward, is_yes in last.items() if is_yes)
