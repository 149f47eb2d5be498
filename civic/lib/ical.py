"""Calendars as RFC 5545 writes them: days on which something is due, nothing else."""

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


def calendar(name: str, days: Iterable[Day]) -> str:
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
        lines += _event(day)
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
