"""Notes and calls stay inside: who may write them, and who never reads one."""

from datetime import timedelta
from typing import Any

import pytest

from civic.cases.actions import call, forget_reporter, note
from civic.cases.models import LineWords
from civic.cases.queries import Viewer, timeline
from civic.desk.queries import open_case
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.queries import hand_of
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
AT = NOON + timedelta(hours=6)


def test_a_note_of_either_side_is_read_at_the_desk_and_nowhere_else(city: City, client: Any, as_person: Any) -> None:
    case = city.case("in-hand", by=city.mei)
    for who in ("lin", "chen"):
        note(case, by=getattr(city, who), text="住户情绪激动，见面时两人同去。", at=AT)
    assert [entry.line.verb for entry in timeline(case, "desk")].count("note") == 2
    for reader in ("public", "party"):
        assert "note" not in [entry.line.verb for entry in timeline(case, reader)]
    mei = as_person(city.mei)
    for page in (f"/cases/{case.number}/", f"/api/v1/cases/{case.number}/timeline/", "/me/"):
        for reader in (client, mei):
            assert "两人同去" not in reader.get(page).content.decode()
    assert "两人同去" in as_person(city.shen).get(f"/desk/cases/{case.number}/").content.decode()


def test_a_note_moves_nothing_and_the_case_waits_on(city: City) -> None:
    case = city.case("dispatched")
    before = (case.state, case.due_at, case.moved_at)
    note(case, by=city.chen, text="先问供电所。", at=AT)
    case.refresh_from_db()
    assert (case.state, case.due_at, case.moved_at) == before


def test_who_does_not_see_the_case_writes_no_note_and_an_empty_note_is_none(city: City) -> None:
    case = city.case("accepted")
    with pytest.raises(NotAllowed, match="does not lie on your desk"):
        note(case, by=city.chen, text="先占上。", at=AT)
    with pytest.raises(NotAllowed):
        note(case, by=city.mei, text="我也写一句。", at=AT)
    with pytest.raises(NotValid):
        note(case, by=city.zhao, text=" \n ", at=AT)


def test_calls_are_kept_with_what_came_of_them_and_counted(city: City) -> None:
    case = city.case("in-hand", phone="13800138000")
    for result, text in (("no-answer", ""), ("wrong-number", ""), ("reached", "住户说两盏都不亮。")):
        line = call(case, by=city.chen, result=result, text=text, at=AT)
        assert line.facts["result"] == result
    case.refresh_from_db()
    viewer = Viewer(person=city.chen, officer=hand_of(city.chen, on=AT.date()))
    assert open_case(viewer, case, at=AT).calls == (3, 1)
    assert "rang" not in [entry.line.verb for entry in timeline(case, "party")]
    with pytest.raises(NotValid):
        call(case, by=city.chen, result="shouted", at=AT)


def test_who_may_not_know_the_reporter_does_not_ring_her(city: City) -> None:
    case = city.case("in-hand", phone="13800138000", is_confidential=True)
    with pytest.raises(NotAllowed, match="asked to stay unknown"):
        call(case, by=city.chen, result="reached", at=AT)
    call(case, by=city.lin, result="reached", at=AT)
    with pytest.raises(NotAllowed):
        call(case, by=city.mo, result="reached", at=AT)


def test_whoever_is_forgotten_is_forgotten_in_notes_and_calls_too(city: City) -> None:
    case = city.case("in-hand", phone="13800138000")
    note(case, by=city.chen, text="梅女士住三楼。", at=AT)
    call(case, by=city.chen, result="reached", text="梅女士说白天不在家。", at=AT)
    forget_reporter(case, at=AT, public_words_too=False)
    assert not LineWords.objects.filter(text__contains="梅女士").exists()
    assert [entry.line.verb for entry in timeline(case, "desk")][-2:] == ["note", "rang"]
