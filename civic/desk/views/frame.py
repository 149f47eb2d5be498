"""What stands around every page of the desk: badge, views with counts, the list, and what the list was asked for."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import Viewer
from civic.cases.queries.incidents import may_command
from civic.desk.forms import DeskFilters
from civic.desk.models import SavedView
from civic.desk.queries import Narrow, answers_for, checks, choices, screens, signs, worklist
from civic.desk.queries.rounds import looks_at_swarms, makes_rounds
from civic.desk.rules import MEETS, READS_TOPICS, KeyVerb, has_corners, kept_query, opens_talks, verb_keys
from civic.offices.queries import holds_role
from civic.offices.rules import Role, Side
from civic.promises.queries import reads_promises
from civic.suggestions.rules.thresholds import KEEPERS
from civic.youth.rules.letters import LETTER_WRITERS

KEYS_COOKIE = "desk-keys"


@dataclass(frozen=True)
class AskedFor:
    """What the worklist was asked for: the view, the filters, where the page begins."""

    view: str
    filters: DeskFilters
    after: str

    @property
    def narrow(self) -> Narrow | None:
        """How the filters narrow a view; None where none is in use."""
        return self.filters.narrow if self.filters.asked else None

    @property
    def query(self) -> str:
        """The same as one line, without the place in the list."""
        return kept_query(self.filters.asked | {"view": self.view})

    @property
    def kept(self) -> str:
        """What every link on the page carries on, with its question mark; "" where nothing was asked for."""
        further = self.with_place(self.after)
        return f"?{further}" if further else ""

    def with_place(self, after: str) -> str:
        """The same as one line, with the place where a page begins."""
        return "&".join(part for part in (self.query, urlencode({"after": after}) if after else "") if part)


def asked_for(request: HttpRequest, viewer: Viewer, *, at: datetime) -> AskedFor:
    """What the address asks the worklist for."""
    assert viewer.officer is not None
    filters = DeskFilters(request.GET, officer=viewer.officer, choices=partial(choices, viewer.officer), at=at)
    return AskedFor(request.GET.get("view", ""), filters, request.GET.get("after", ""))


def frame(
    request: HttpRequest, viewer: Viewer, *, at: datetime, here: Case | None = None, asked: AskedFor | None = None
) -> dict[str, Any]:
    """What a template of the desk takes beside its own things."""
    asked = asked or asked_for(request, viewer, at=at)
    officer = viewer.officer
    work = worklist(
        viewer,
        view=asked.view,
        search=asked.filters.search,
        narrow=asked.narrow,
        after=asked.after,
        asks=lambda saved: _asks(saved, asked.filters),
        at=at,
    )
    return {
        "work": work,
        "asked": asked,
        "rows": [(row, here is not None and row.pk == here.pk) for row in work.page.rows],
        "screens": screens(viewer),
        "checks": checks(viewer),
        "cases_url": f"{reverse('desk:worklist')}cases/",
        "kept": asked.kept,
        "next_url": f"{reverse('desk:worklist')}?{asked.with_place(work.page.after)}" if work.page.after else "",
        "signs": signs(viewer),
        "answers": answers_for(viewer),
        "keeps_records": holds_role(officer, Role.DATA),
        "has_meeting": officer is not None and bool(officer.roles & MEETS),
        "has_topics": officer is not None and bool(officer.roles & READS_TOPICS),
        "opens_talks": officer is not None and opens_talks(officer.roles),
        "has_promises": reads_promises(officer),
        "writes_to_children": officer is not None and bool(officer.roles & LETTER_WRITERS),
        "has_tasks": officer is not None and officer.side == Side.ACT,
        "has_corners": officer is not None and has_corners(officer.roles),
        "may_command": may_command(officer),
        "makes_rounds": makes_rounds(officer),
        "sets_thresholds": officer is not None and bool(officer.roles & KEEPERS),
        "looks_at_swarms": looks_at_swarms(officer),
        "desk_side": officer.side if officer else "",
        "desk_badge": badge(request, viewer),
        **keys_for(request, viewer),
        "now": at,
    }


def badges(request: HttpRequest, viewer: Viewer, *, at: datetime) -> dict[str, Any]:
    """What a page of the desk without the list shows at its top, and where it leads."""
    side = viewer.officer.side if viewer.officer else ""
    return {
        "desk_side": side,
        "desk_badge": badge(request, viewer),
        "signs": signs(viewer),
        "answers": answers_for(viewer),
        **keys_for(request, viewer),
        "now": at,
    }


def keys_for(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    """The letters of this officer's moves, and whether she switched the keys off: every page with keys asks this."""
    return {"keys": key_verbs(viewer), "keys_are_off": request.COOKIES.get(KEYS_COOKIE) == "off"}


def _asks(saved: SavedView, shown: DeskFilters) -> tuple[str, str, Narrow | None]:
    """The view, the words and the filters a saved view asks for; the lists of the city are read once for all."""
    said = QueryDict(saved.query)
    filters = DeskFilters(said, officer=shown.officer, choices=lambda: shown.choices, at=shown.at)
    return said.get("view", ""), filters.search, filters.narrow if filters.asked else None


def badge(request: HttpRequest, viewer: Viewer) -> str:
    """Side and post, so that nobody forgets on which side of the table she sits."""
    officer = viewer.officer
    if officer is None:
        return ""
    roles = [str(Role(role).label) for role in Role.values if role in officer.roles]
    return " · ".join([str(Side(officer.side).label), *roles, *officer.offices_said])


def key_verbs(viewer: Viewer) -> list[KeyVerb]:
    """Which key of the keyboard opens which verb of this officer."""
    officer = viewer.officer
    return verb_keys(officer.side, officer.roles) if officer else []


def person_of(request: HttpRequest) -> Person:
    """Whoever asks; the guard let only officers in."""
    assert isinstance(request.user, Person)
    return request.user
