"""What a message to a follower says: each case once, its steps in plain words, and the links that stop it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation

from civic.cases.models import Line
from civic.cases.queries import step_title
from civic.following.models import Follow, Follower, News
from civic.following.queries.follows import name_of
from civic.following.queries.readable import Heard
from civic.lib.moments import said_moment
from civic.lib.plain_text import clean_line

SHOWN = 20  # cases in one message
STEPS_SHOWN = 5  # of one case, the newest
ASKS = frozenset({"join-into", "divide"})  # steps by which whoever follows is asked something on the page


@dataclass(frozen=True)
class Digest:
    """A message to be written: its language, what stands in it, the cases it tells of, and where it is stopped."""

    language: str
    context: dict[str, Any]
    cases: list[int]
    stop_url: str


@dataclass
class Writer:
    """Writes the messages of a batch; what a case is told as is put into words once for each language."""

    heard: Mapping[int, Heard]
    lines: Mapping[int, Line]
    _told: dict[tuple[str, int, tuple[int, ...]], dict[str, Any]] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)

    def write(self, follower: Follower, news: list[News]) -> Digest:
        """One message about all of these."""
        spoken = dict(settings.LANGUAGES)
        language = follower.speaks if follower.speaks in spoken else settings.LANGUAGE_CODE
        lines: dict[int, list[int]] = {}
        follows: dict[str, Follow] = {}
        for one in news:
            known = lines.setdefault(one.case_id, [])
            if one.line_id not in known:
                known.append(one.line_id)
            follows.setdefault(one.follow.key, one.follow)
        shown = list(lines)[-SHOWN:]
        with translation.override(language):
            items = [self._item(language, case, tuple(lines[case])) for case in shown]
            stops = [{"name": self._name(language, one), "url": stop_url(one.stop_token)} for one in follows.values()]
        stop_all = stop_url(follower.stop_token)
        stop = stops[0]["url"] if len(stops) == 1 else stop_all
        context = {
            "items": items,
            "count": len(lines),
            "left": len(lines) - len(shown),
            "stops": stops,
            "stop_all": stop_all,
            "url": items[0]["url"] if len(lines) == 1 else f"{settings.SITE_URL}/me/",
            "stop": stop,
        }
        return Digest(language, context, shown, stop)

    def _item(self, language: str, case_id: int, lines: tuple[int, ...]) -> dict[str, Any]:
        key = (language, case_id, lines)
        if key not in self._told:
            told = [self.lines[pk] for pk in lines]
            self._told[key] = _in_words(self.heard[case_id], told)
        return self._told[key]

    def _name(self, language: str, follow: Follow) -> str:
        key = (language, follow.key)
        if key not in self._names:
            self._names[key] = clean_line(name_of(follow))
        return self._names[key]


def stop_url(token: str) -> str:
    """The address of a link that stops."""
    return f"{settings.SITE_URL}/following/stop/{token}/"


def _in_words(heard: Heard, lines: Iterable[Line]) -> dict[str, Any]:
    """A case in the language that is spoken now. One that nobody has screened: matter, place, hour, and that there was
    a step, not which."""
    case, lines = heard.case, list(lines)
    asks = heard.is_whole and any(line.verb in ASKS for line in lines)
    place = case.public_address if heard.is_whole and case.public_address else ""
    area = case.area.name if case.area else ""
    told: dict[str, Any] = {
        "number": case.number,
        "url": f"{settings.SITE_URL}/{'suggestions' if asks else 'cases'}/{case.number}/",
        "asks": asks,
        "is_whole": heard.is_whole,
        "title": clean_line(case.shown_title),
        "matter": clean_line(str(case.matter.name)) if case.matter else "",
        "place": clean_line(" · ".join(part for part in (str(area), place) if part)),
        "cell": case.cell.code if case.cell else "",
        "hour": said_moment(heard.hour),
        "steps": [],
    }
    if heard.is_whole:
        told["steps"] = [
            {"when": said_moment(line.at), "what": clean_line(str(step_title(line)))} for line in lines[-STEPS_SHOWN:]
        ]
    return told
