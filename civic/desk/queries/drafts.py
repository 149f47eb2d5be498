"""Answers that wait inside an office: what a head has to sign, what is ready to go out together, and one of them beside
its case."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.cases.models import Case, Contact, DraftedAnswer, LineWords, Photo, Point
from civic.cases.queries import (
    AnswerCard,
    Viewer,
    answer_told,
    contact_denial,
    drafted_card,
    letter_of,
    question_url_shown,
    report_words,
)
from civic.cases.rules import Station
from civic.cases.rules.drafting import times_told
from civic.cases.rules.moves import ENDS_WITH_ANSWER
from civic.handling.queries import answering_for
from civic.notices.models import Channel
from civic.notices.queries import reaches, written
from civic.offices.models import Officer
from civic.offices.queries import OfficerHand, office_ids_of
from civic.offices.rules import Role

PAGE = 20
READY_MOST = 100
_DESKS = {
    Station.HANDLER: lambda time: _("%(time)s at the handler's") % {"time": time},
    Station.READER: lambda time: _("%(time)s at the reader's") % {"time": time},
    Station.HEAD: lambda time: _("%(time)s at the head's") % {"time": time},
    Station.READY: lambda time: _("%(time)s kept ready") % {"time": time},
}


@dataclass(frozen=True)
class Waiting:
    """A drafted answer beside its case: how it will read, who wrote it, how long it lay at each desk."""

    said: DraftedAnswer
    case: Case
    card: AnswerCard
    author: str
    words: str  # as handed in
    words_language: str
    times: list[tuple[str, bool]]  # each desk with its time; whether it lies there now
    points: list[Point]  # of a suggestion, with how each weighs
    is_own: bool  # the reader of this wrote it
    is_late: bool
    key: str  # the case's number, and how far its timeline had come

    @property
    def station(self) -> str:
        """Where it lies, in words."""
        return str(Station(self.said.station).label)


@dataclass(frozen=True)
class ToSign:
    """One page of answers that wait for a signature; `after` is where the next page begins, empty on the last."""

    rows: list[Waiting]
    after: str = ""

    @property
    def open_rows(self) -> list[Waiting]:
        """Those that this officer may sign."""
        return [row for row in self.rows if not row.is_own]


def signs(viewer: Viewer) -> bool:
    """Is this officer a head today, or does she stand in for one?"""
    return viewer.officer is not None and bool(office_ids_of(viewer.officer, Role.HEAD))


def answers_for(viewer: Viewer) -> bool:
    """Does this officer write or sign answers today?"""
    return viewer.officer is not None and bool(answering_for(viewer.officer))


def to_sign(viewer: Viewer, *, after: str = "", at: datetime) -> ToSign:
    """What waits for the signature of this head, the nearest promised day first; five queries, whatever the rows."""
    officer = viewer.officer
    assert officer is not None
    drafts = _drafts(office_ids_of(officer, Role.HEAD), Station.HEAD).order_by("case__due_at", "pk")
    stamp, _bar, key = after.partition("|")
    since = _moment(stamp)
    if since is not None and key.isdecimal():
        later = drafts.filter(case__due_at__gt=since)
        drafts = (later | drafts.filter(case__due_at=since, pk__gt=int(key[:18]))).order_by("case__due_at", "pk")
    found = list(drafts[: PAGE + 1])
    rows = _waiting(found[:PAGE], officer, at=at)
    last = found[PAGE - 1] if len(found) > PAGE else None
    mark = f"{last.case.due_at.isoformat()}|{last.pk}" if last is not None and last.case.due_at else ""
    return ToSign(rows, mark)


def ready(viewer: Viewer, *, at: datetime) -> list[tuple[str, list[Waiting]]]:
    """What this officer's offices keep ready, by occasion, the oldest first; five queries, whatever the rows."""
    officer = viewer.officer
    assert officer is not None
    found = list(_drafts(answering_for(officer), Station.READY).order_by("occasion", "pk")[:READY_MOST])
    groups: dict[str, list[Waiting]] = defaultdict(list)
    for row in _waiting(found, officer, at=at):
        groups[row.said.occasion].append(row)
    return list(groups.items())


def waiting_in(viewer: Viewer, case: Case, *, at: datetime) -> Waiting | None:
    """The answer that waits in this case, for the officers of the office that holds it; for nobody else."""
    officer = viewer.officer
    if officer is None or not case.station or case.office_id not in answering_for(officer):
        return None
    said = DraftedAnswer.objects.filter(case=case, ended_at__isnull=True).select_related(*_BESIDE).first()
    return _waiting([said], officer, at=at)[0] if said is not None else None


_BESIDE = ("case__matter", "case__area__parent", "case__office__reviewed_by", "author")


def _drafts(offices: Iterable[int], station: Station) -> Any:
    waits = DraftedAnswer.objects.filter(office__in=offices, station=station, ended_at__isnull=True)
    return waits.select_related(*_BESIDE)


def _waiting(drafts: Sequence[DraftedAnswer], officer: OfficerHand, *, at: datetime) -> list[Waiting]:
    cases = [draft.case_id for draft in drafts]
    numbers = dict(Officer.objects.filter(person__in=[d.author_id for d in drafts]).values_list("person", "number"))
    words = {one.line.case_id: one for one in _first_words(cases)}
    photos: dict[int, list[Photo]] = defaultdict(list)
    for photo in Photo.objects.filter(case__in=cases, line__isnull=True).exclude(moment=""):
        photos[photo.case_id or 0].append(photo)
    points: dict[int, list[Point]] = defaultdict(list)
    if any(draft.case.point_count for draft in drafts):
        for point in Point.objects.filter(case__in=cases, round=F("case__round")):
            points[point.case_id].append(point)
    return [
        Waiting(
            said=draft,
            case=draft.case,
            card=drafted_card(draft.case, draft, at=at, photos=photos[draft.case_id]),
            author=" · ".join(part for part in (draft.author.name, numbers.get(draft.author_id, "")) if part),
            words=words[draft.case_id].text if draft.case_id in words else "",
            words_language=words[draft.case_id].language if draft.case_id in words else "",
            times=times_of(draft, at=at),
            points=points[draft.case_id],
            is_own=draft.author_id == officer.person_id,
            is_late=draft.case.due_at is not None and draft.case.due_at < at,
            key=f"{draft.case.number}:{draft.case.last_seq}",
        )
        for draft in drafts
    ]


def _first_words(cases: Sequence[int]) -> Iterable[LineWords]:
    return report_words(cases).select_related("line")


def times_of(said: DraftedAnswer, *, at: datetime) -> list[tuple[str, bool]]:
    """How long an answer lay at each desk, in words, and where it lies now."""
    told = times_told(said.spent(at))
    return [(_DESKS[station](span_told(span)), station == said.station) for station, span in told]


def span_told(span: timedelta) -> str:
    """A time as people say it: in minutes under an hour, in hours under two days, then in days."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", hours // 24) % {"count": hours // 24}


def _moment(stamp: str) -> datetime | None:
    try:
        moment = parse_datetime(stamp)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


# --- the message about an answer, before it is sent ---


@dataclass(frozen=True)
class Letter:
    """A message as it will be sent: by which way, and its words."""

    way: Any
    subject: str
    body: str


def letters(viewer: Viewer, case: Case, said: DraftedAnswer) -> tuple[Any, list[Letter]]:
    """To whom the message about an answer goes, as a sentence, and its words by each way. Whoever may not know the
    reporter is not told which address was left."""
    contact = Contact.objects.filter(case=case).first()
    if contact is None:
        return _(
            "No address was left with this case, so nobody is written to. The answer stands on the case's page."
        ), []
    is_closed = bool(contact_denial(case, viewer.officer, None))
    left = {Channel.EMAIL: contact.email_hash, Channel.SMS: contact.phone_hash}
    ways = [way for way, address in left.items() if (address or is_closed) and reaches(way)]
    if not ways:
        return _("The city cannot reach the address that was left. The answer stands on its page."), []
    is_final = case.kind in ENDS_WITH_ANSWER
    more = answer_told(said) | {"ask_url": question_url_shown(), "is_final": is_final}
    _language, told = written(
        "answer", language=contact.language, context=letter_of(case, text=said.text, more=more), ways=ways
    )
    return "", [Letter(way.label, subject, body) for way, (subject, body) in told.items()]
