"""What would happen if one verb were done to many cases: what goes, and what is refused with its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, DraftedAnswer, Part
from civic.cases.queries import Viewer, awaited_in, hand_for, on_desk_of, report_words
from civic.cases.rules import denial, find_move
from civic.desk.rules import goes_in_bulk
from civic.lib.codes import read_number
from civic.offices.models import Matter, Office
from civic.offices.queries import suggested_matters, who_answers

MOST_IN_BULK = 100


@dataclass(frozen=True)
class Planned:
    """One chosen case: what the move would be given, or why it is refused."""

    case: Case
    given: dict[str, Any]
    told: Any = ""  # what it would be given: the matter, the office
    refusal: Any = ""
    is_suggested: bool = False  # nobody named the matter: the words of the report suggest it


def plan_in_bulk(
    viewer: Viewer,
    numbers: Iterable[str],
    verb: str,
    *,
    office: Office | None = None,
    matter: Matter | None = None,
    at: datetime,
) -> list[Planned]:
    """The chosen cases of this officer's desk with what would become of each; five queries, and one more a matter and
    place to be dispatched from. `matter` is for those that name none; without it their words suggest one. A number that
    is not on the desk is left out, as if it had never been issued."""
    officer = viewer.officer
    assert officer is not None
    known = [read for number in numbers if (read := read_number(number))][:MOST_IN_BULK]
    chosen = on_desk_of(viewer).filter(number__in=known).with_names().select_related("component__kind")
    cases = {case.number: case for case in chosen}
    parts = {part.case_id: part for part in Part.objects.filter(person=officer.person_id, case__in=cases.values())}
    answering, meant = _Answering(at), _Meant(cases.values(), matter)
    waiting = [case.pk for case in cases.values() if case.station]
    drafts = {one.case_id: one for one in DraftedAnswer.objects.filter(case__in=waiting, ended_at__isnull=True)}
    awaited = awaited_in(cases.values())
    found: list[Planned] = []
    for case in [cases[number] for number in dict.fromkeys(known) if number in cases]:
        hand = hand_for(
            case,
            officer,
            parts.get(case.pk),
            asks_stages=False,
            awaits=awaited.get(case.pk, ""),
            drafted=drafts.get(case.pk),
        )
        denied = denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand)
        if denied is not None:
            found.append(Planned(case, {}, refusal=denied.sentence))
            continue
        move = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side=officer.side)
        if move is None or not goes_in_bulk(move):
            found.append(Planned(case, {}, refusal=_("This needs words of its own. Open the case and do it there.")))
            continue
        found.append(_filled(case, {demand.kind for demand in move.demands}, office, answering, meant))
    return found


def _filled(case: Case, asked: set[str], office: Office | None, answering: "_Answering", meant: "_Meant") -> Planned:
    """What the case itself answers to what the move asks for."""
    given: dict[str, Any] = {}
    told: Any = ""
    is_suggested = False
    if "matter" in asked:
        matter, is_suggested = meant.matter_of(case)
        if matter is None:
            return Planned(
                case, {}, refusal=_("Nobody has said what this is about. Open it and choose the matter there.")
            )
        given["matter"] = told = matter
    if "office" in asked:
        named = office or answering.office_for(case)
        if named is None:
            nobody = _("Nobody is named for this matter at this place. Open it and choose the office there.")
            return Planned(case, {}, refusal=nobody)
        given["office"] = told = named
    return Planned(case, given, told, is_suggested=is_suggested)


class _Meant:
    """What each case is about: the matter it names, else the one chosen for all that name none, else what its words
    suggest."""

    def __init__(self, cases: Iterable[Case], chosen: Matter | None) -> None:
        self.cases, self.chosen = list(cases), chosen

    def matter_of(self, case: Case) -> tuple[Matter | None, bool]:
        """The matter, and whether it is only suggested."""
        if case.matter is not None and case.matter.is_active:
            return case.matter, False
        if self.chosen is not None:
            return self.chosen, False
        likely = suggested_matters(self._words.get(case.pk, ""), most=1)
        return (likely[0].matter, True) if likely else (None, False)

    @cached_property
    def _words(self) -> dict[int, str]:
        """The words as handed in of those that name no matter."""
        vague = [case.pk for case in self.cases if case.matter is None]
        said = report_words(vague).values_list("line__case_id", "text")
        titles = {case.pk: case.title for case in self.cases}
        return {pk: f"{titles[pk]} {text}" for pk, text in said}


class _Answering:
    """Who answers for what where, asked once for each matter, area and component."""

    def __init__(self, at: datetime) -> None:
        self.on = localdate(at)
        self.known: dict[tuple[int | None, int | None, int | None], Office | None] = {}

    def office_for(self, case: Case) -> Office | None:
        """The office named for the matter at the place."""
        key = (case.matter_id, case.area_id, case.component_id)
        if key not in self.known:
            answering = who_answers(case.matter, case.area, on=self.on, component=case.component)
            self.known[key] = answering.office if answering else None
        return self.known[key]
