"""What was written down of guardians' papers, as the family reads it, and whether guardians disagree."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from civic.guardians.models import ChildLine, Guardianship
from civic.guardians.queries import words_said
from civic.guardians.rules import Purpose, Voice
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


def another_refuses(ward: Guardianship, *, at: datetime) -> bool:
    """Did another guardian of the child say no last? Then the child does not volunteer, whatever this one says."""
    last = {
        word.speaker: word.is_yes
        for word in sorted(words_said(ward.child, at=at), key=lambda word: word.at)
        if word.voice == Voice.GUARDIAN and word.purpose == Purpose.VOLUNTEER
    }
    return any(not is_yes for speaker, is_yes in last.items() if speaker != ward.pk)
