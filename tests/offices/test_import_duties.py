"""Who answers for what comes in from a table; two offices for one matter and place are refused naming both."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from civic.offices import actions as offices
from civic.offices.models import Stewardship
from civic.offices.queries import who_answers
from tests.people import NOON, SINCE, City

TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def table(*rows: str) -> bytes:
    return "\n".join(["事项代码,区划代码,单位代码,起始日期,协办单位", *rows]).encode()


def test_duties_come_to_be_go_over_and_stay(city: City) -> None:
    report = offices.import_duties(
        table(
            "0900,,command,2026-01-01,drains dongqiao-lamps",
            "0101,990102,drains,2026/6/1,",
            "0102,,drains,2026-01-01,",
        )
    )
    assert report.is_written
    assert report.counts == {"added": 1, "changed": 1, "unchanged": 1}
    assert dict(report.outcomes[1][1].changes) == {"office": ("dongqiao-lamps", "drains")}
    answering = who_answers(city.matter("0900"), None, on=TODAY)
    assert answering is not None
    assert [helper.code for helper in answering.helpers] == ["dongqiao-lamps", "drains"]
    answering = who_answers(city.matter("0101"), city.area("990102"), on=TODAY)
    assert answering is not None
    assert answering.office.code == "drains"
    again = offices.import_duties(table("0900,,command,2026-01-01,drains", "0101,990102,drains,2026-06-01,"))
    assert again.counts == {"changed": 1, "unchanged": 1}
    answering = who_answers(city.matter("0900"), None, on=TODAY)
    assert answering is not None
    assert [helper.code for helper in answering.helpers] == ["drains"]


def test_a_duty_the_city_named_later_by_hand_stays(city: City) -> None:
    rows = table("0102,,drains,2025-01-01,")
    offices.name_steward(matter=city.matter("0102"), area=None, office=city.office("command"), starts=TODAY)
    assert offices.import_duties(rows).counts == {"unchanged": 1}
    answering = who_answers(city.matter("0102"), None, on=TODAY)
    assert answering is not None
    assert answering.office.code == "command"


def test_two_offices_for_one_matter_and_place_are_a_fault_naming_both_and_the_row(city: City) -> None:
    before = Stewardship.objects.count()
    report = offices.import_duties(table("0900,,command,2026-01-01,", "0900,,drains,2026-01-01,"))
    (fault,) = report.faults
    assert fault.row == 3
    assert "Command Centre" in str(fault.sentence)
    assert "Drainage Office No. 2" in str(fault.sentence)
    assert Stewardship.objects.count() == before


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ("101,990102,drains,2026-01-01,", "事项代码", "but there is 0101"),
        ("7777,,drains,2026-01-01,", "事项代码", "no matter with the code 7777"),
        ("0101,990199,drains,2026-01-01,", "区划代码", "990199"),
        ("0101,,nobody,2026-01-01,", "单位代码", "nobody"),
        ("0101,,drains,,", "起始日期", "needed"),
        ("0101,,drains,soon,", "起始日期", "2026-01-31"),
        ("0101,,drains,2026-01-01,nobody", "协办单位", "nobody"),
        ("0900,,drains,2026-01-01,drains", "协办单位", "cannot help itself"),
    ],
)
def test_a_fault_names_row_and_column(city: City, row: str, column: str, told: str) -> None:
    (fault,) = offices.import_duties(table(row)).faults
    assert (fault.row, fault.column) == (2, column)
    assert told in str(fault.sentence)


def test_the_matrix_is_checked_from_the_command_line(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match=r"2 faults on 2026-11-03\."):
        call_command("check_duties", "--on", "2026-11-03")
    out = capsys.readouterr().out
    assert "Nobody answers for 0101 “Street lamp is out” in Hexin District." in out
    assert "Nobody answers for 0900 “Something else” in Yunqiao." in out
    file = tmp_path / "duties.csv"
    file.write_bytes(table("0101,,command,2026-01-01,", "0900,,command,2026-01-01,"))
    call_command("import_duties", str(file), "--check")
    with pytest.raises(CommandError):
        call_command("check_duties", "--on", "2026-11-03")
    call_command("import_duties", str(file))
    capsys.readouterr()
    call_command("check_duties", "--on", "2026-11-03")
    assert "Exactly one office answers" in capsys.readouterr().out
    offices.amend_office(city.office("drains"), is_active=False)
    Stewardship.objects.create(
        matter=city.matter("0900"), office=city.office("dongqiao-lamps"), starts=SINCE, ends=TODAY
    )
    with pytest.raises(CommandError, match="3 faults"):
        call_command("check_duties", "--on", "2026-11-03")
    out = capsys.readouterr().out
    assert "Two offices for 0900 “Something else” in the whole city:" in out
    assert "Drainage Office No. 2 is no longer there, but is named for 0102" in out


def test_functions_are_handed_over_from_the_command_line(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    told = ("move_duties", "dongqiao-lamps", "drains", "--on", "2027-01-01")
    call_command(*told, "--check")
    assert "1 duty would be handed over." in capsys.readouterr().out
    assert not Stewardship.objects.filter(office=city.office("drains"), area__isnull=False).exists()
    call_command(*told, "--matters", "0101", "--area", "990102")
    out = capsys.readouterr().out
    assert "Dongqiao Street Lighting hands over to Drainage Office No. 2 on 1 January 2027." in out
    assert "1 duty is handed over." in out
    assert Stewardship.objects.filter(office=city.office("drains"), area=city.area("990102")).exists()
    for wrong in (("move_duties", "nobody", "drains", "--on", "2027-01-01"), told):
        with pytest.raises(CommandError):
            call_command(*wrong)
