"""Calendars as RFC 5545 writes them: moments at which something is due, and stretches in which somebody is busy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

OCTETS_MOST = 75  # of a line, its end apart


@dataclass(frozen=True)
class Day:
    """One moment at which something is due. `uid` stays the same when the moment moves; `changed` is when it last
    did."""

    uid: str
    at: datetime
    changed: datetime
    title: str
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Span:
    """A stretch with a beginning and an end. `uid` stays the same when it moves, `sequence` rises; what is off stays
    in the calendar with the status CANCELLED, so that programs take it out."""

    uid: str
    starts: datetime
    ends: datetime
    changed: datetime
    sequence: int
    status: str  # CONFIRMED, TENTATIVE or CANCELLED
    title: str
    where: str = ""
    words: str = ""
    url: str = ""


def calendar(name: str, days: Iterable[Day | Span]) -> str:
    """The calendar as a file. A due moment is an event without a length, so that it blocks nobody's day."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gongzhi//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for day in days:
        lines += _stretch(day) if isinstance(day, Span) else _event(day)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines)


def _event(day: Day) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(day.uid)}",
        f"DTSTAMP:{_moment(day.changed)}",
        f"DTSTART:{_moment(day.at)}",
        f"SUMMARY:{escaped(day.title)}",
        "TRANSP:TRANSPARENT",
    ]
    if day.words:
        lines.append(f"DESCRIPTION:{escaped(day.words)}")
    if day.url:
        lines.append(f"URL:{day.url}")
    return [*lines, "END:VEVENT"]


def _stretch(span: Span) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(span.uid)}",
        f"DTSTAMP:{_moment(span.changed)}",
        f"LAST-MODIFIED:{_moment(span.changed)}",
        f"DTSTART:{_moment(span.starts)}",
        f"DTEND:{_moment(span.ends)}",
        f"SEQUENCE:{span.sequence}",
        f"STATUS:{span.status}",
        f"SUMMARY:{escaped(span.title)}",
    ]
    if span.status == "CANCELLED":
        lines.append("TRANSP:TRANSPARENT")
    for name, text in (("LOCATION", span.where), ("DESCRIPTION", span.words)):
        if text:
            lines.append(f"{name}:{escaped(text)}")
    if span.url:
        lines.append(f"URL:{span.url}")
    return [*lines, "END:VEVENT"]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """A text as a value: what would end it or part it is written otherwise, control signs are left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in lines if sign == "\n" or sign.isprintable())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line with its end; a long one goes on in the next after a space, never inside a sign."""
    pieces, piece, most = [], b"", OCTETS_MOST
    for sign in line:
        raw = sign.encode()
        if len(piece) + len(raw) > most:
            pieces.append(piece)
            piece, most = b"", OCTETS_MOST - 1  # the space counts
        piece += raw
    pieces.append(piece)
    return b"\r\n ".join(pieces).decode() + "\r\n"
