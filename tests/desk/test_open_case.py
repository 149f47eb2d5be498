"""What an officer decides by: the component, the answers in words, the conditions of the catalogue, what is due."""

from datetime import timedelta
from typing import Any

from civic.cases.models import Case
from civic.handling import actions as handling
from civic.offices.models import Wording
from civic.places.models import Party
from tests.cases.limits import limit_in_stages
from tests.cases.test_file_case import LIT, WEEKS, lamp, worded
from tests.people import NOON, City

HOUR = timedelta(hours=1)
BOOK = {
    "filing": {"zh-hans": "灯在亮灯时段不亮。", "en": "The lamp is out while it should burn."},
    "closing": {"zh-hans": "灯亮了。", "en": "The lamp burns again."},
}


def desk(as_person: Any, person: Any, case: Case, language: str = "en") -> str:
    page = as_person(person).get(f"/desk/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE=language)
    assert page.status_code == 200
    return str(page.content.decode())


def test_answers_are_read_in_words_and_in_the_officers_language(city: City, as_person: Any) -> None:
    worded(city.matter(), LIT, WEEKS)
    case = city.filed(matter=city.matter(), answers={"since": "weeks", "weeks": "3"}).case
    page = desk(as_person, city.lin, case)
    assert "How long has it been out?" in page
    assert "Some weeks" in page
    assert "几周" in desk(as_person, city.lin, case, "zh-hans")


def test_the_component_is_named_with_its_class(city: City, as_person: Any) -> None:
    component = lamp()
    page = desk(as_person, city.lin, city.filed(component=component).case)
    assert component.code in page
    assert f'href="/components/{component.code}/"' in page
    assert "Street lamp" in page


def test_whoever_accepts_reads_the_filing_condition_and_whoever_checks_the_closing_one(
    city: City, as_person: Any
) -> None:
    Wording.objects.filter(pk=worded(city.matter()).pk).update(texts=BOOK)
    filed, answered = city.case("filed", matter=city.matter()), city.case("answered", matter=city.matter())
    assert "The lamp is out while it should burn." in desk(as_person, city.lin, filed)
    assert "The lamp burns again." not in desk(as_person, city.lin, filed)
    assert "The lamp burns again." in desk(as_person, city.lin, answered)


def test_what_is_due_stands_in_a_table_with_the_pause(city: City, as_person: Any) -> None:
    limit_in_stages(city.matter())
    case = city.case("in-hand")
    handling.reach(case, by=city.chen, stage="fenced", text="已围护。", at=NOON + 3.5 * HOUR)
    handling.ask(case, by=city.chen, text="哪一根？", at=NOON + 4 * HOUR)
    page = desk(as_person, city.chen, case)
    table = page[page.index("<h2>What is due") :]
    assert table.index("Fenced off") < table.index("Repaired") < table.index("Surface restored") < table.index("Answer")
    assert table.count("The clock stood still from") == 3
    assert "Then you may go on without one." in table


def test_a_case_without_anything_due_has_no_table(city: City, as_person: Any) -> None:
    assert "What is due" not in desk(as_person, city.lin, city.case("declined"))


def test_the_conditions_of_the_matter_are_offered_and_kept(city: City, as_person: Any) -> None:
    limit_in_stages(city.matter(), condition="dark-street")
    case = city.case("filed", matter=city.matter())
    assert "Dark-Street" in desk(as_person, city.lin, case)
    address = f"/desk/cases/{case.number}/accept/"
    wrong = as_person(city.lin).post(address, {"matter": "0101", "condition": "open-hole"})
    assert wrong.status_code == 400
    assert as_person(city.lin).post(address, {"matter": "0101", "condition": "dark-street"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.condition) == ("accepted", "dark-street")
    assert case.deadlines.filter(kind="stage").count() == 3


def test_whoever_chooses_another_matter_is_asked_for_its_condition_first(city: City, as_person: Any) -> None:
    limit_in_stages(city.matter("0102"), condition="open-hole")
    case = city.case("filed", matter=city.matter())
    address, lin = f"/desk/cases/{case.number}/accept/", as_person(city.lin)
    assert 'name="condition"' not in desk(as_person, city.lin, case)
    asked = lin.post(address, {"matter": "0102"}, HTTP_ACCEPT_LANGUAGE="en")
    assert asked.status_code == 400
    assert "Open-Hole" in asked.content.decode()
    assert lin.post(address, {"matter": "0102", "condition": ""}).status_code == 302
    case.refresh_from_db()
    assert (case.matter, case.condition) == (city.matter("0102"), "")


def test_a_program_reads_the_conditions_and_hands_one_in(city: City, as_person: Any) -> None:
    limit_in_stages(city.matter(), condition="dark-street")
    case = city.case("filed", matter=city.matter())
    moves = f"/api/v1/desk/cases/{case.number}/moves/"
    accept = next(move for move in as_person(city.lin).get(moves).json()["open"] if move["verb"] == "accept")
    condition = next(demand for demand in accept["demands"] if demand["name"] == "condition")
    assert (condition["choices"], condition["is_required"]) == (["dark-street"], False)
    for given, status in (({"condition": "open-hole"}, 400), ({"condition": "dark-street"}, 201)):
        told = {"verb": "accept", "matter": "0101", **given}
        answer = as_person(city.lin).post(moves, told, content_type="application/json")
        assert answer.status_code == status
    case.refresh_from_db()
    assert case.condition == "dark-street"


def test_thanks_have_no_condition(city: City, as_person: Any) -> None:
    limit_in_stages(city.matter(), condition="dark-street")
    assert 'name="condition"' not in desk(as_person, city.lin, city.case("filed", kind="thanks", matter=city.matter()))


def test_the_office_behind_the_component_is_proposed_with_its_reason(city: City, as_person: Any) -> None:
    component = lamp()
    party = Party.objects.create(code="water", name_zh_hans="供水公司", name_en="Water Company")
    component.competent = party
    component.save()
    city.office("drains").parties.add(party)
    case = city.case("accepted", component=component)
    page = desk(as_person, city.zhao, case)
    assert "Water Company is competent for the component" in page
