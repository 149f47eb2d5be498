"""Everything of a person's, to be taken along: one ZIP with data.json, a page to read, and her photos. The keys are
written down in docs/data-taken-along.md."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from civic.accounts.queries import sessions_of
from civic.calls.models import Check
from civic.calls.rules import Sure
from civic.cases.actions import contact_hashes
from civic.cases.models import Answers, Appeal, Case, Contact, ContactOpening, Objection, Photo, PhotoState
from civic.cases.queries import HER_OWN, Viewer, own_cases, timeline
from civic.cases.rules import State
from civic.comments.queries import told_about as comments_of
from civic.communities.queries import told_about as topics_of
from civic.feedback.models import Rating
from civic.following.queries import devices_for, told_about
from civic.lib.picture_files import picture_path
from civic.lib.zip_stream import Packed, zipped
from civic.me.queries.own import hashes_of
from civic.notices.models import Notice
from civic.offices.rules import answer_words, read_questions, said_in

FORMAT, VERSION = "gongzhi-my-data", 1
AT_ONCE = 20  # cases read together
CHUNK = 64 * 1024
RATED = ("round", "solved", "result", "attitude", "speed", "at")
Told = dict[str, Any]


def pieces_along(viewer: Viewer, *, language: str, at: datetime) -> Iterator[bytes]:
    """The ZIP as it leaves, case by case; nothing of it is kept. Files that are missing on disk are left out."""
    yield from zipped(_files(viewer, language=language, at=at))


def _files(viewer: Viewer, *, language: str, at: datetime) -> Iterator[Packed]:
    kept: dict[int, str] = {}  # the photos that could be packed, by their key in the table
    for photo, name in _photos(viewer):
        path = picture_path(photo.key, "large")
        if path.is_file():
            kept[photo.pk] = name
            yield Packed(name, photo.received_at, _read(path), is_compressed=True)
    yield Packed("data.json", at, _data(viewer, kept, language=language, at=at))
    yield Packed("index.html", at, _page(viewer, kept, language=language, at=at))


def _photos(viewer: Viewer) -> Iterator[tuple[Photo, str]]:
    for cases in _batches(viewer):
        own = Photo.objects.filter(case__in=cases, state=PhotoState.READY, moment="", line__side__in=HER_OWN)
        by_case: dict[int, int] = {}
        known = {case.pk: case for case in cases}
        for photo in own.order_by("case", "pk"):
            assert photo.case_id is not None
            by_case[photo.case_id] = by_case.get(photo.case_id, 0) + 1
            case = known[photo.case_id]
            yield photo, f"photos/{case.number}-{by_case[photo.case_id]}.jpg"


def _batches(viewer: Viewer) -> Iterator[list[Case]]:
    """All cases of hers, the newest first, some at a time; those that are there now."""
    keys = list(own_cases(viewer).order_by("-filed_at", "-pk").values_list("pk", flat=True))
    for begins in range(0, len(keys), AT_ONCE):
        some = keys[begins : begins + AT_ONCE]
        by_key = {case.pk: case for case in Case.objects.with_names().filter(pk__in=some)}
        yield [by_key[key] for key in some if key in by_key]


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def _data(viewer: Viewer, kept: dict[int, str], *, language: str, at: datetime) -> Iterator[bytes]:
    """data.json, written case by case."""
    with override(language):
        head: Told = {
            "format": FORMAT,
            "version": VERSION,
            "made_at": at,
            "site": settings.SITE_URL,
            "language": language,
            "account": _account(viewer),
            "signed_in": _sessions(viewer),
            "objections": _objections(viewer),
            "follows": told_about(viewer),
            "comments": comments_of(viewer.person) if viewer.person else [],
            "topics": topics_of(viewer.person, _proved(viewer)),
            "devices": _devices(viewer),
            "messages": _messages(viewer),
        }
        written = _json(head)
    yield written.rstrip("}\n").encode() + b',\n"cases": ['
    between = b"\n"
    for told in told_cases(viewer, kept, language=language):
        yield between + _json(told).encode()
        between = b",\n"
    yield b"\n]}\n"


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _page(viewer: Viewer, kept: dict[int, str], *, language: str, at: datetime) -> Iterator[bytes]:
    """index.html: the same for people, in the language of the page."""
    with override(language):
        told_first = {"person": _account(viewer), "topics": topics_of(viewer.person, _proved(viewer))}
        head = render_to_string("me/along_head.html", {"at": at, "language": language} | told_first)
    yield head.encode()
    for told in told_cases(viewer, kept, language=language):
        with override(language):
            piece = render_to_string("me/along_case.html", {"told": told})
        yield piece.encode()
    yield b"</main></body></html>\n"


def told_cases(viewer: Viewer, kept: dict[int, str], *, language: str) -> Iterator[Told]:
    """Each of her cases with all she may read of it."""
    proved = _proved(viewer)
    for cases in _batches(viewer):
        beside = _Beside(cases)
        for case in cases:
            with override(language):
                told = _case(case, beside, kept, language=language, is_proved=_is_proved(case, beside, viewer, proved))
            yield told


class _Beside:
    """What lies beside some cases, read together."""

    def __init__(self, cases: list[Case]) -> None:
        self.contacts = {one.case_id: one for one in Contact.objects.filter(case__in=cases)}
        self.answers = {one.case_id: one for one in Answers.objects.filter(case__in=cases).select_related("wording")}
        self.ratings = _by_case(Rating.objects.filter(case__in=cases).order_by("round"))
        self.appeals = _by_case(Appeal.objects.filter(case__in=cases).select_related("office").order_by("round"))
        openings = ContactOpening.objects.filter(case__in=cases).select_related("by__officer", "office")
        self.openings = _by_case(openings.order_by("at"))
        self.checks = _by_case(Check.objects.filter(case__in=cases, sure=Sure.YES).order_by("at", "pk"))


def _by_case(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found


def _proved(viewer: Viewer) -> set[str]:
    """The addresses she proved: whoever only holds the code of a case is shown no address."""
    hashes = hashes_of(viewer)
    person = viewer.person
    if person is not None and not person.is_staff:
        hashes |= set(contact_hashes(person.email, person.phone if person.phone_is_verified else ""))
    return hashes


def _is_proved(case: Case, beside: _Beside, viewer: Viewer, proved: set[str]) -> bool:
    contact = beside.contacts.get(case.pk)
    if viewer.person is not None and case.reporter_id == viewer.person.pk:
        return True
    return contact is not None and bool({contact.email_hash, contact.phone_hash} & proved - {""})


def _case(case: Case, beside: _Beside, kept: dict[int, str], *, language: str, is_proved: bool) -> Told:
    entries = timeline(case, "party")
    report = next((entry for entry in entries if entry.line.seq == case.said_seq), entries[0])
    return {
        "number": case.number,
        "page": f"{settings.SITE_URL}/cases/{case.number}/",
        "kind": case.kind,
        "state": case.state,
        "state_in_words": str(State(case.state).label),
        "matter": {"code": case.matter.code, "name": case.matter.name} if case.matter else None,
        "area": {"code": case.area.code, "name": case.area.name} if case.area else None,
        "office": {"code": case.office.code, "name": case.office.name} if case.office else None,
        "source": case.source,
        "is_confidential": case.is_confidential,
        "filed_at": case.filed_at,
        "accepted_at": case.accepted_at,
        "answer_promised_by": case.answer_due_at,
        "answered_at": case.answered_at,
        "closed_at": case.closed_at,
        "outcome": case.outcome,
        "verdict": case.verdict,
        "handed_in": {
            "title": case.title,
            "text": report.text,
            "language": case.language,
            "place": case.address,
            "lat": case.lat,
            "lon": case.lon,
            "noticed_on": case.noticed_on,
            "answers": _answers(beside.answers.get(case.pk), language),
        },
        "published": _published(case),
        "contact": _contact(beside.contacts.get(case.pk)) if is_proved else None,
        "timeline": [_line(entry, kept) for entry in entries],
        "ratings": [_row(one, *RATED) for one in beside.ratings.get(case.pk, ())],
        "appeals": [
            _row(one, "round", "at", "due_at", "decision", "decided_at") | {"office": one.office.name}
            for one in beside.appeals.get(case.pk, ())
        ],
        "contact_opened": [_opening(one) for one in beside.openings.get(case.pk, ())],
        "opened_for_a_caller": [
            {"at": one.at, "how": str(one.get_how_display())} for one in beside.checks.get(case.pk, ())
        ],
    }


def _row(one: Any, *names: str) -> Told:
    return {name: getattr(one, name) for name in names}


def _published(case: Case) -> Told | None:
    if not case.is_public:
        return None
    return {
        "title": case.public_title,
        "text": case.public_text,
        "place": case.public_address,
        "since": case.published_at,
    }


def _contact(contact: Contact | None) -> Told | None:
    if contact is None:
        return None
    return {"email": contact.email, "phone": contact.phone, "language": contact.language}


def _answers(kept: Answers | None, language: str) -> list[Told]:
    if kept is None:
        return []
    asked = [question for question in read_questions(kept.wording.questions) if question.key in kept.given]
    return [
        {
            "question": said_in(question.label, language),
            "answer": answer_words(question, kept.given[question.key], language),
        }
        for question in asked
    ]


def _line(entry: Any, kept: dict[int, str]) -> Told:
    own = [kept[photo.pk] for photo in entry.photos if photo.pk in kept]
    return {
        "seq": entry.line.seq,
        "at": entry.line.at,
        "act": entry.line.verb,
        "in_words": str(entry.title),
        "side": entry.side,
        "office": entry.office,
        "words": entry.text,
        "language": entry.language,
        "note": str(entry.note) if entry.note else "",
        "photos": own,
    }


def _opening(one: ContactOpening) -> Told:
    return {
        "at": one.at,
        "post": str(one.get_role_display() if one.role else one.by.officer.get_side_display()),
        "office": one.office.name if one.office else "",
        "officer": one.by.officer.number,
        "reason": str(one.get_reason_display()),
        "purpose": one.purpose,
    }


def _account(viewer: Viewer) -> Told | None:
    person = viewer.person
    if person is None:
        return None
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "language": person.language,
        "since": person.joined_at,
        "last_signed_in": person.last_login,
    }


def _sessions(viewer: Viewer) -> list[Told]:
    return sessions_of(viewer.person) if viewer.person is not None else []


def _objections(viewer: Viewer) -> list[Told]:
    """What she objected to in cases of others, by an address she proved; of the case only its number."""
    hashes = _proved(viewer)
    if not hashes:
        return []
    mine = Objection.objects.filter(email_hash__in=hashes) | Objection.objects.filter(phone_hash__in=hashes)
    return [
        _row(one, "concern", "words", "quote", "at", "due_at", "decision", "reason", "decided_at")
        | {"case": one.case.number}
        for one in mine.select_related("case").order_by("at")
    ]


def _devices(viewer: Viewer) -> list[Told]:
    """Where messages go beside an address; what a device is reached by opens nothing for anybody but the city."""
    return [_row(one, "vendor", "language", "created_at") for one in devices_for(viewer)]


def _messages(viewer: Viewer) -> list[Told]:
    """What was sent to addresses she proved and to devices of hers; once it left, only the fact is kept: no
    words."""
    hashes = _proved(viewer) | {device.address_hash for device in devices_for(viewer)}
    sent = Notice.objects.filter(address_hash__in=hashes).order_by("created_at") if hashes else Notice.objects.none()
    return [
        {"about": one.verb, "by": one.channel, "state": one.state, "written_at": one.created_at, "sent_at": one.sent_at}
        for one in sent.defer("address", "subject_line", "body")
    ]
