"""A census comes in chunk by chunk: cut off it goes on, twice it changes nothing, and each bad row is named."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from civic.lib.refusals import Conflict, NotValid
from civic.places import actions as places
from civic.places.actions import importing
from civic.places.models import Component, ComponentImport, ComponentKind, ImportFault, Party
from civic.places.rules.datums import bd09_from_wgs84, gcj02_from_wgs84
from tests.places.lamps import STANDARD, file_of, lamps, row, taken_in  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lamps")]


def counts(record: ComponentImport) -> tuple[int, int, int, int]:
    """Added, changed, unchanged, refused."""
    record.refresh_from_db()
    return record.added, record.changed, record.unchanged, record.refused


def sentence(done: places.Imported) -> str:
    """The one fault of an import."""
    [fault] = ImportFault.objects.filter(found_in=done.record)
    return f"{fault.row} {fault.sentence}"


def test_the_rows_of_a_file_come_to_stand_in_the_register() -> None:
    done = taken_in(file_of(row(1), row(2, 状态="损坏", 主管部门代码="")))
    assert counts(done.record) == (2, 0, 0, 0)
    assert done.record.finished_at is not None
    first, second = Component.objects.select_related("owner", "area", "cell", "kind").order_by("code")
    assert (first.kind.code, first.area and first.area.code, first.cell and first.cell.code) == (
        "0118",
        "990102",
        "99010200100101",
    )
    assert (first.owner and first.owner.code, first.state, str(first.installed_on)) == ("P1", "in-use", "2019-04-25")
    assert (second.competent, second.state, second.address) == (None, "damaged", "望江路")
    assert first.h3


def test_the_same_rows_again_change_nothing() -> None:
    file = file_of(row(1), row(2))
    taken_in(file)
    assert counts(taken_in(file).record) == (0, 0, 2, 0)
    assert counts(taken_in(file_of(row(2), row(1))).record) == (0, 0, 2, 0)


def test_a_changed_row_changes_its_component_alone() -> None:
    taken_in(file_of(row(1), row(2)))
    assert counts(taken_in(file_of(row(1, 权属单位代码="P2"), row(2))).record) == (0, 1, 1, 0)
    assert [one.owner and one.owner.code for one in Component.objects.order_by("code")] == ["P2", "P1"]


def test_columns_a_file_does_not_have_stay_as_they_are() -> None:
    taken_in(file_of(row(1) | {"高度": "8"}))
    narrow = {name: value for name, value in row(1, 纬度="23.131").items() if name in ("标识码", "纬度", "经度")}
    assert counts(taken_in(file_of(narrow | {"功率": "60"})).record) == (0, 1, 0, 0)
    kept = Component.objects.get()
    assert (kept.lat, kept.address, kept.attributes) == (23.131, "望江路", {"高度": "8", "功率": "60"})


def test_a_bad_row_is_named_and_the_good_ones_of_its_chunk_go_in() -> None:
    done = taken_in(file_of(row(1), row(2, 纬度="north"), row(3)))
    assert counts(done.record) == (2, 0, 0, 1)
    assert sentence(done) == "3 lat: “north” is no number. Degrees are written like 39.9087."


@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_a_code_that_stands_twice_is_named_with_the_row_before(chunk: int) -> None:
    done = taken_in(file_of(row(1), row(2), row(1)), chunk=chunk)
    assert counts(done.record) == (2, 0, 0, 1)
    assert sentence(done) == "4 code: row 2 has this code already."


def test_parties_are_imported_first() -> None:
    done = taken_in(file_of(row(1, 权属单位代码="P7")))
    assert sentence(done) == "2 owner: no party has the code “P7”. Import the parties first."


def test_a_point_outside_the_city_is_named() -> None:
    assert "lies outside the city" in sentence(taken_in(file_of(row(1, 经度="116.4"))))
    assert not Component.objects.exists()


@pytest.mark.parametrize(("crs", "turn"), [("gcj02", gcj02_from_wgs84), ("bd09", bd09_from_wgs84)])
def test_other_coordinates_are_turned_into_wgs84(crs: str, turn: Any) -> None:
    lon, lat = turn(113.3, 23.13)
    taken_in(file_of(row(1, 纬度=f"{float(lat):.9f}", 经度=f"{float(lon):.9f}")), crs=crs)
    told = Component.objects.get()
    assert (told.lat, told.lon) == (pytest.approx(23.13, abs=1e-6), pytest.approx(113.3, abs=1e-6))


def test_coordinates_nobody_knows_are_refused() -> None:
    with pytest.raises(NotValid, match="wgs84, gcj02, bd09"):
        taken_in(file_of(row(1)), crs="utm")


def test_a_row_that_names_another_cell_is_counted() -> None:
    done = taken_in(file_of(row(1) | {"单元网格代码": "99010200100199"}, row(2) | {"单元网格代码": "99010200100101"}))
    assert (done.elsewhere, done.record.added) == (1, 2)


# --- cut off ---


class Cut(Exception):
    """The power fails."""


def cut_after(rows: int) -> Any:
    """A progress that ends the run."""

    def progress(done: int, _whole: int) -> None:
        if done >= rows:
            raise Cut

    return progress


def test_a_cut_off_import_goes_on_where_it_was() -> None:
    file = file_of(*(row(number) for number in range(1, 8)), row(1), row(9, 纬度="?"))
    with pytest.raises(Cut):
        taken_in(file, chunk=2, progress=cut_after(4))
    record = ComponentImport.objects.get()
    assert (record.rows_done, record.finished_at, Component.objects.count()) == (4, None, 4)
    seen: list[tuple[int, int]] = []
    done = taken_in(file, chunk=2, progress=lambda rows, whole: seen.append((rows, whole)))
    assert seen[0] == (6, 9)
    assert counts(done.record) == (7, 0, 0, 2)
    assert [(fault.row, fault.code) for fault in record.faults.all()] == [
        (9, "9901020118000001"),
        (10, "9901020118000009"),
    ]
    assert ComponentImport.objects.count() == 1


def test_a_chunk_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    file = file_of(*(row(number) for number in range(1, 5)))
    counted = importing._Run._count

    def fails(run: Any, *given: Any) -> None:
        counted(run, *given)
        if run.record.rows_done == 4:
            raise Cut

    monkeypatch.setattr(importing._Run, "_count", fails)
    with pytest.raises(Cut):
        taken_in(file, chunk=2)
    assert (ComponentImport.objects.get().rows_done, Component.objects.count()) == (2, 2)


def test_a_second_run_over_the_same_file_is_stopped() -> None:
    file = file_of(row(1), row(2))

    def meanwhile(_done: int, _whole: int) -> None:
        ComponentImport.objects.update(rows_done=2)

    with pytest.raises(Conflict, match="Another run"):
        taken_in(file, chunk=1, progress=meanwhile)
    assert Component.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty"),
        ('标识码,纬度,经度\n9901020118000001,23.13,"113.3\n'.encode(), "Row 2: a quotation mark opens"),
        ("标识码,纬度,经度,地址\n1,2,3,名\n".encode("gb18030"), "Row 1 is not written in UTF-8"),
        (b"9901020118000001,23.13,113.3\n", "Row 1 must be the header"),
    ],
)
def test_a_broken_file_is_refused_before_a_row_is_written(content: bytes, told: str) -> None:
    with pytest.raises(NotValid, match=told):
        taken_in(io.BytesIO(content))
    assert not ComponentImport.objects.exists()


def test_a_standard_nobody_loaded_is_refused() -> None:
    with pytest.raises(NotValid, match="Load the classes first"):
        taken_in(file_of(row(1)), standard="CJ/T 214", edition="2007")


def test_what_may_be_checked_first_writes_nothing() -> None:
    done = taken_in(file_of(row(1), row(2, 纬度="?")), only_check=True)
    assert (done.record.added, done.record.refused, len(done.faults)) == (1, 1, 1)
    assert not Component.objects.exists()
    assert not ComponentImport.objects.exists()


def test_the_statements_of_a_chunk_do_not_grow_with_its_rows(django_assert_max_num_queries: Any) -> None:
    file = file_of(*(row(number) for number in range(1, 301)))
    with django_assert_max_num_queries(40):
        taken_in(file)
    assert Component.objects.count() == 300


# --- parties ---


def test_parties_come_in_and_are_amended() -> None:
    file = io.BytesIO(
        "单位代码,单位名称,name_en\nP1,市照明公司,City Lighting\nP2,排水集团,\nP3,园林所,Parks\n".encode()
    )
    assert places.import_parties(file) == {"added": 1, "changed": 1, "unchanged": 1}
    kept = Party.objects.get(code="P2")
    assert (kept.name_zh_hans, kept.name_en) == ("排水集团", "City Drainage")


def test_one_bad_party_refuses_the_file_and_is_named() -> None:
    with pytest.raises(NotValid) as refused:
        places.import_parties(io.BytesIO("code,name\nP8,好\nP 9,坏\nP7,\nP8,又\n".encode()))
    assert [told[:6] for told in refused.value.fields[""]] == ["Row 3:", "Row 4:", "Row 5:"]
    assert Party.objects.count() == 2


def test_parties_that_are_only_checked_are_not_written() -> None:
    assert places.import_parties(io.BytesIO("code,name\nP8,好\n".encode()), only_check=True)["added"] == 1
    assert Party.objects.count() == 2


# --- the commands ---


def told_by(capsys: pytest.CaptureFixture[str], *words: Any, **options: Any) -> str:
    """What a command says."""
    call_command(*words, **options)
    return capsys.readouterr().out


def test_the_commands_take_a_city_in_and_out_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parties, lamps_file = tmp_path / "parties.csv", tmp_path / "lamps.csv"
    parties.write_text("code,name\nP1,市照明公司\nP3,=cmd|calc\n", encoding="utf-8")
    lamps_file.write_bytes(file_of(row(1, 地址="=1+1", 权属单位代码="P3"), row(2), row(3, 状态="?")).getvalue())
    assert "1 added, 0 changed, 1 unchanged." in told_by(capsys, "import_parties", parties)
    told = told_by(capsys, "import_components", lamps_file, check=True)
    assert "3 rows (checked only, nothing is written): 2 added, 0 changed, 0 unchanged, 1 left out" in told
    told = told_by(capsys, "import_components", lamps_file)
    assert "row 4, 9901020118000003: state: “?” is none of" in told
    told = told_by(capsys, "export_register", tmp_path / "out")
    for name, count in {"areas": 3, "layers": 2, "cells": 1, "kinds": 2, "parties": 3, "components": 2}.items():
        assert f"{name}.csv: {count} rows" in told
        assert (tmp_path / "out" / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    written = (tmp_path / "out" / "components.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in written
    again = told_by(capsys, "import_components", tmp_path / "out" / "components.csv")
    assert "0 added, 0 changed, 2 unchanged, 0 left out" in again
    assert "0 changed, 3 unchanged" in told_by(capsys, "import_parties", tmp_path / "out" / "parties.csv")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for command in ("import_components", "import_parties", "load_component_kinds"):
        with pytest.raises(CommandError, match="There is no file"):
            call_command(command, tmp_path / "none.csv")


def test_the_list_of_classes_is_loaded_and_never_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    assert "classes added" in told_by(capsys, "load_component_kinds")
    assert "0 classes added" in told_by(capsys, "load_component_kinds")
    lamp, light = ComponentKind.objects.get(code="0118"), ComponentKind.objects.get(code="0120")
    assert (lamp.name_zh_hant, light.family, light.structure and light.structure.code) == ("路燈", "lamp", "gb-16")
    assert lamp.standard == STANDARD


CLASSES = "标准,版本,类别代码,名称\nS 1,2020,0101,井盖\nS 1,2020,0118,路灯\n"


def test_a_list_of_the_citys_own_is_read_in_what_spreadsheets_save_and_may_be_tried_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "classes.csv"
    file.write_bytes(CLASSES.encode("gb18030"))
    assert "2 classes added (checked only" in told_by(capsys, "load_component_kinds", file, check=True)
    assert not ComponentKind.objects.filter(standard="S 1").exists()
    assert "2 classes added." in told_by(capsys, "load_component_kinds", file)
    assert ComponentKind.objects.get(standard="S 1", code="0118").name_zh_hans == "路灯"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (CLASSES.encode("utf-16"), "UTF-16"),
        (CLASSES.encode() + b"S 1\n", "Row 4, 版本: This cell is needed"),
        (CLASSES.encode() + b"S 1,2020,0101,x\n", "Row 4, 标准: Row 2 is about the same"),
        (CLASSES.encode() + b"S 1,2020,01/01,x\n", "Row 4, 类别代码: A class needs"),
        (CLASSES.encode() + b"S 1,2020,0119," + b"x" * 500 + b"\n", "Row 4, 名称: Keep it under 120"),
        (CLASSES.encode() + b"S 1,2020,0119," + b"x" * 200_000 + b"\n", "Row 4 has a cell of more than"),
        (b"", "The file is empty"),
    ],
)
def test_a_broken_list_of_classes_is_told_with_its_row_and_nothing_is_written(
    content: bytes, told: str, tmp_path: Path
) -> None:
    (tmp_path / "classes.csv").write_bytes(content)
    with pytest.raises(CommandError, match=told):
        call_command("load_component_kinds", tmp_path / "classes.csv")
    assert not ComponentKind.objects.filter(standard="S 1").exists()


def test_a_list_of_classes_adds_what_is_missing_and_leaves_what_the_city_renamed() -> None:
    places.import_kinds(CLASSES.encode())
    ComponentKind.objects.filter(standard="S 1", code="0118").update(name_zh_hans="城市路灯")
    report = places.import_kinds(CLASSES.encode() + "S 1,2020,0119,灯杆\n".encode())
    assert (report.counts["added"], report.counts["unchanged"], report.faults) == (1, 2, [])
    assert ComponentKind.objects.get(standard="S 1", code="0118").name_zh_hans == "城市路灯"
