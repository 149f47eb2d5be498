"""The words by which a case is found, at the desk and by everybody."""

from civic.cases.models import Case, Line
from civic.cases.rules import (
    Kind,
)
from civic.journal.models import Audience
from civic.lib.bigrams import mark
from civic.search import actions as search


def lines_of(case: Case) -> list[Line]:
    """The lines of a case with their words; one query."""
    return list(case.lines.select_related("words").order_by("seq"))


def index(case: Case, lines: list[Line] | None = None, *, is_shown_anew: bool = False) -> None:
    """Put the case into the index of the desk, and into the public one exactly while it is public. `lines` are those of
    the timeline, where they have been read."""
    names = _matter_names(case)
    lines = lines_of(case) if lines is None else lines
    said = [line.words for line in lines if hasattr(line, "words") and line.words.text and _reads_now(case, line)]
    desk = [case.number, case.title, case.address, *names, *(words.text for words in said)]
    if not case.is_public:
        search.put("desk", "case", case.pk, desk)
        search.drop("public", "case", case.pk)
        return
    readable = [
        line.words.readable
        for line in lines
        if hasattr(line, "words")
        and line.words.audience == Audience.PUBLIC
        and (line.side != "resident" or line.words.is_screened)
        and line.verb != "file"
    ]
    public = [*marks_of(case), case.number, case.public_title, case.public_text, case.public_address, *names, *readable]
    search.put_both("case", case.pk, desk=desk, public=public, is_new=is_shown_anew)


def marks_of(case: Case) -> list[str]:
    """By what the one search tells public cases apart: suggestions, and what has an answer."""
    sorts = [Kind.SUGGESTION.value] if case.kind == Kind.SUGGESTION else []
    return [mark(name) for name in (*sorts, *(["answered"] if case.answered_at else []))]


def _reads_now(case: Case, line: Line) -> bool:
    """Is it no report that its reporter has put other words in the place of?"""
    return line.verb not in ("file", "edit") or line.seq == case.said_seq


def index_filed(case: Case, text: str) -> None:
    """Put a case that has just come in into the index of the desk; in the public one it cannot be yet."""
    search.put(
        "desk", "case", case.pk, [case.number, case.title, case.address, *_matter_names(case), text], is_new=True
    )


def _matter_names(case: Case) -> list[str]:
    return [case.matter.name_zh_hans, case.matter.name_zh_hant, case.matter.name_en] if case.matter else []
