"""What was suggested before and came to its end: in this city or in a round of an earlier platform, with what was
answered. Only what everybody may read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from civic.cases.models import Case, Line
from civic.cases.rules import Kind, Outcome, State
from civic.cases.rules.past import ENDED_WITH, PAST_MOST, pieces, says_the_same
from civic.journal.models import Audience
from civic.lib.bigrams import grams
from civic.search.queries import Sort, newest_with_any

OF_A_PIECE, COMPARED = 15, 40
SUGGESTIONS = Sort("case", having=("suggestion",))
_TOLD: tuple[str, ...] = (
    "number",
    "language",
    "filed_at",
    "public_title",
    "public_text",
    "state",
    "outcome",
    "publication",
    "kind",
)
_TOLD += ("supports", "hides_supports")
_NAMES = ("name_zh_hans", "name_zh_hant", "name_en")


@dataclass(frozen=True)
class Past:
    """An ended suggestion that says much the same; its round where everybody may read of it, and what was answered."""

    case: Case
    answer: str = ""
    language: str = ""  # of the answer
    metres: int | None = None  # nobody looks for the place of what was answered
    glimpse: None = None
    is_open: bool = False

    @property
    def is_taken_over(self) -> bool:
        """Was it handed in on an earlier platform?"""
        return self.case.outcome == Outcome.TAKEN_OVER

    @property
    def round_name(self) -> str:
        """For which round it was handed in; "" for none that is shown."""
        asked = self.case.invitation
        return asked.name if asked is not None and asked.shown_at is not None else ""


def past_suggestions(text: str, *, but: Collection[str] = (), most: int = PAST_MOST) -> list[Past]:
    """The ended suggestions that say much the same as this text, the most alike first; three queries at most."""
    found = newest_with_any(pieces(text), SUGGESTIONS, side="public", most=OF_A_PIECE)
    keys = sorted(found, key=lambda key: (-found[key], -key))[:COMPARED]
    if not keys:
        return []
    ended = Case.objects.public().filter(pk__in=keys, kind=Kind.SUGGESTION, state=State.CLOSED, outcome__in=ENDED_WITH)
    columns = [*_TOLD, "matter__code", "invitation__shown_at"]
    columns += [f"{thing}__{name}" for thing in ("matter", "invitation") for name in _NAMES]
    mine, alike = frozenset(grams(text).split()), []
    for case in ended.exclude(number__in=but).select_related("matter", "invitation").only(*columns):
        shared = says_the_same(mine, frozenset(grams(f"{case.public_title} {case.public_text}").split()))
        if shared:
            alike.append((shared, case.pk, case))
    kept = [case for _shared, _pk, case in sorted(alike, reverse=True)[:most]]
    answers = _answers(kept)
    return [Past(case, *answers.get(case.pk, ("", ""))) for case in kept]


def _answers(cases: Iterable[Case]) -> dict[int, tuple[str, str]]:
    """The last answer of each that everybody may read, with its language; one query, if any."""
    keys = [case.pk for case in cases]
    lines = Line.objects.filter(case__in=keys, verb="answer", words__audience=Audience.PUBLIC)
    lines = lines.select_related("words").order_by("case", "seq") if keys else lines.none()
    return {line.case_id: (line.words.readable, line.words.language) for line in lines}
