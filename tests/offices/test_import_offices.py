"""Offices and matters come in from the city's own tables: as the file says, all or nothing, and nothing else."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from civic.offices import actions as offices
from civic.offices.models import Matter, Office, Tag
from civic.offices.queries import offices_of_function
from civic.places.models import Party
from tests.people import City


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def test_offices_are_founded_with_area_reviewer_parties_and_functions(city: City) -> None:
    Party.objects.create(code="P-1", name_zh_hans="路灯公司")
    works = Tag.objects.filter(code="works").first() or Tag.objects.create(
        code="works", kind="function", name_zh_hans="市政公用"
    )
    report = offices.import_offices(
        table(
            "单位代码,类别,名称,英文名称,区划代码,复查单位,联系方式,权属单位代码,职能",
            "new-lamps,department,新照明所,New Lighting,990102,new-review,020-5550,P-1,works",
            "new-review,review,新复查办,New Review,,,,,",
        )
    )
    assert report.is_written
    assert report.counts == {"added": 2}
    office = city.office("new-lamps")
    assert (office.kind, office.name_zh_hans, office.name_en) == ("department", "新照明所", "New Lighting")
    assert (office.area, office.reviewed_by) == (city.area("990102"), city.office("new-review"))
    assert [party.code for party in office.parties.all()] == ["P-1"]
    assert offices_of_function(works.code) == [office]


def test_only_what_the_file_says_changes_and_the_report_says_so(city: City) -> None:
    """What the city edited in a column the file lacks, or in a cell that is empty, stays."""
    offices.amend_office(city.office("drains"), contact_line="edited", names={"zh-hans": "改过", "en": "Edited"})
    report = offices.import_offices(table("code,name_en,contact_line", "drains,,12345", "command,Command Centre,"))
    assert report.counts == {"changed": 1, "unchanged": 1}
    assert dict(report.outcomes[0][1].changes) == {"contact_line": ("edited", "12345")}
    office = city.office("drains")
    assert (office.name_zh_hans, office.name_en, office.contact_line) == ("改过", "Edited", "12345")
    assert office.reviewed_by == city.office("review")
    again = offices.import_offices(table("code,name_en,contact_line", "drains,,12345"))
    assert again.counts == {"unchanged": 1}
    offices.import_offices(table("code,contact_line,reviewed_by", "drains,-,-"))
    office = city.office("drains")
    assert (office.contact_line, office.reviewed_by) == ("", None)


def test_one_faulty_row_leaves_everything_as_it_was_and_each_fault_names_row_and_column(city: City) -> None:
    before = Office.objects.count()
    report = offices.import_offices(
        table(
            "code,kind,name,区划代码,reviewed_by,functions",
            "good,department,好,990102,,",
            "a b,department,坏,,,",
            "no-kind,,坏,,,",
            "no-area,street,坏,123,,",
            "no-review,street,坏,,nobody,",
            "no-name,street,,,,",
            "no-kind-2,castle,坏,,,",
            "no-function,street,坏,,,juggling",
            "good,street,又,,,",
            "own-judge,street,坏,,own-judge,",
            f"{'l' * 41},street,坏,,,",
        )
    )
    assert not report.is_written
    assert [(fault.row, fault.column) for fault in report.faults] == [
        (3, "code"),
        (4, "kind"),
        (5, "区划代码"),
        (6, "reviewed_by"),
        (7, "names"),
        (8, "kind"),
        (9, "functions"),
        (10, "code"),
        (11, "reviewed_by"),
        (12, "code"),
    ]
    assert all(str(fault.sentence).endswith(".") for fault in report.faults)
    assert Office.objects.count() == before


def test_a_trial_writes_nothing_and_says_the_same(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "offices.csv"
    file.write_bytes(
        "code,kind,name,contact_line\nnew,street,新街道办,\ndrains,,,12345\ncommand,,,\n".encode("gb18030")
    )
    call_command("import_offices", str(file), "--check")
    trial = capsys.readouterr().out
    assert "Would add 1, change 1, unchanged 1, faults 0." in trial
    assert "Row 3: drains: changed: contact_line “” → “12345”" in trial
    assert not Office.objects.filter(code="new").exists()
    call_command("import_offices", str(file))
    deed = capsys.readouterr().out
    assert "Added 1, changed 1, unchanged 1, faults 0." in deed
    assert trial.splitlines()[:-1] == deed.splitlines()[:-1]
    assert Office.objects.filter(code="new").exists()


def test_the_command_fails_with_a_fault_and_without_a_file(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "offices.csv"
    file.write_text("code,kind,note\nnew,castle,x\n")
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_offices", str(file))
    out = capsys.readouterr().out
    assert "Row 2, kind: This is none of: department, district, street" in out
    assert "Columns nobody reads: note." in out
    with pytest.raises(CommandError, match="no file"):
        call_command("import_offices", str(tmp_path / "none.csv"))
    file.write_text("name\nx\n")
    with pytest.raises(CommandError, match="code"):
        call_command("import_offices", str(file))


def test_matters_are_added_and_amended_and_keep_what_the_file_leaves_out(city: City, tmp_path: Path) -> None:
    offices.amend_matter(city.matter("0101"), names={"zh-hans": "路灯坏了", "en": "Lamp broken"}, order=5)
    report = offices.import_matters(
        table("事项代码,名称,英文名称,大类,答复时限", "0101,,,,9", "0199,灯杆歪斜,Lamp post leans,lamp,5")
    )
    assert report.counts == {"added": 1, "changed": 1}
    matter = city.matter("0101")
    assert (matter.name_zh_hans, matter.order, matter.answer_days) == ("路灯坏了", 5, 9)
    assert Matter.objects.get(code="0199").family == "lamp"
    file = tmp_path / "matters.csv"
    file.write_text("code,answer_days,family\n0101,0,\n0102,,castles\n")
    with pytest.raises(CommandError):
        call_command("import_matters", str(file))
    assert city.matter("0101").answer_days == 9


def test_a_code_that_lost_its_zero_in_a_spreadsheet_makes_no_second_matter(city: City) -> None:
    code = Matter.objects.filter(code__startswith="0").values_list("code", flat=True)[0]
    report = offices.import_matters(table("code,name", f"{code[1:]},同一件事"))
    [fault] = report.faults
    assert (fault.row, fault.column) == (2, "code")
    assert f"but there is {code}: set the column to text." in str(fault.sentence)
    assert not Matter.objects.filter(code=code[1:]).exists()
