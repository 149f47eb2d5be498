"""An answer as everybody reads it, and the message about it: the same on the page, in the preview and at the head's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from civic.cases.models import Case, DraftedAnswer, Moment, Photo, PhotoState
from civic.cases.rules import Outcome, may_appeal_until
from civic.cases.rules.word_links import word_token
from civic.offices.queries import reviewing_office_for

UNSORTED_APPEAL_DAYS = 30


@dataclass(frozen=True)
class AnswerCard:
    """What stands in the frame of an answer."""

    text: str
    language: str
    outcome: Any = ""
    basis: str = ""
    remedy: str = ""
    appeal_until: datetime | None = None
    appeal_to: str = ""
    is_signed: bool = False
    is_old: bool = False  # a later answer took its place
    photos: tuple[Photo, ...] = ()

    @property
    def before(self) -> list[Photo]:
        """What the office photographed before the work."""
        return [photo for photo in self.photos if photo.moment == Moment.BEFORE]

    @property
    def after(self) -> list[Photo]:
        """What it photographed after the work."""
        return [photo for photo in self.photos if photo.moment == Moment.AFTER]


def office_photos(case: Case) -> list[Photo]:
    """The photos that the office has attached to an answer which is not out yet."""
    return list(Photo.objects.filter(case=case, line__isnull=True).exclude(moment=""))


def drafted_card(case: Case, said: DraftedAnswer, *, at: datetime, photos: Iterable[Photo] = ()) -> AnswerCard:
    """What would stand there if this went out now."""
    review = reviewing_office_for(case.office)
    days = case.matter.appeal_days if case.matter else UNSORTED_APPEAL_DAYS
    return AnswerCard(
        text=said.text,
        language=said.language,
        outcome=Outcome(said.outcome).label if said.outcome in Outcome.values else "",
        basis=said.basis,
        remedy=said.remedy,
        appeal_until=may_appeal_until(at, days),
        appeal_to=review.name if review else "",
        is_signed=said.signed_by_id is not None,
        photos=tuple(photo for photo in photos if photo.state == PhotoState.READY),
    )


def letter_of(case: Case, *, text: str = "", more: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a message about a case is told from."""
    return {
        "number": case.number,
        "title": case.title,
        "url": f"{settings.SITE_URL}/cases/{case.number}/",
        "due": case.answer_due_at or case.due_at,
        "text": text,
        "office": case.office or "",  # its name is printed in the reader's language
        **(more or {}),
    }


def answer_told(said: DraftedAnswer) -> dict[str, Any]:
    """What an answer adds to the message about it."""
    return {"outcome": Outcome(said.outcome).label, "basis": said.basis, "remedy": said.remedy}


def question_url(number: str, seq: int) -> str:
    """Where whoever gets the message says with one press whether it is solved: asked of the answer with this line."""
    return f"{settings.SITE_URL}/solved/{word_token(number, seq)}/"


def question_url_shown() -> str:
    """The same as a preview shows it: an officer must not hold a link that speaks for the resident."""
    return f"{settings.SITE_URL}/solved/…/"
