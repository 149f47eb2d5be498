"""Posts and seats come in from tables: only for people with an account, and no telephone is told to a report."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from civic.accounts.models import Person
from civic.offices import actions as offices
from civic.offices.models import Force, GridPost, Post
from civic.offices.queries import hand_of, seats_in
from civic.places.models import Cell
from tests.people import NOON, City

TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def posts(*rows: str) -> bytes:
    return "\n".join(["账号,职责侧,岗位,单位代码,区划代码,起始日期,截止日期", *rows]).encode()


def seats(*rows: str) -> bytes:
    return "\n".join(["force,cell,area,name,phone,show_phone,officer,from,until", *rows]).encode()


def test_people_are_appointed_by_handle_and_by_address_in_the_words_of_the_city(city: City) -> None:
    with translation.override("zh-hans"):
        side, role = str(Post._meta.get_field("side").choices[0][1]), "supervisor"  # type: ignore[index]
    report = offices.import_posts(
        posts(
            f"gu,{side},{role},supervision,990102,2026-01-01,",
            "chen@city.example,acting side,Head of office,dongqiao-lamps,,2026-01-01,2026-12-31",
            "lin,check,supervisor,supervision,,2026-01-01,",
        ),
        at=NOON,
    )
    assert report.is_written, report.faults
    assert report.counts == {"added": 2, "unchanged": 1}
    hand = hand_of(city.gu, on=TODAY)
    assert hand is not None
    assert (hand.side, hand.area_paths) == ("check", ("990100/990102/",))
    head = Post.objects.get(officer=city.chen.officer, role="head")
    assert str(head.ends) == "2026-12-31"
    ended = offices.import_posts(posts("lin,check,supervisor,supervision,,2026-01-01,2027-01-31"), at=NOON)
    assert ended.counts == {"changed": 1}


def test_an_unknown_person_is_a_fault_that_says_how_to_add_one_and_repeats_no_address(city: City) -> None:
    before = Person.objects.count()
    report = offices.import_posts(
        posts("gu,check,supervisor,supervision,,2026-01-01,", "new@city.example,act,handler,drains,,2026-01-01,"),
        at=NOON,
    )
    (fault,) = report.faults
    assert (fault.row, fault.column) == (3, "账号")
    assert "Add the person first" in str(fault.sentence)
    assert "new@city.example" not in str(fault.sentence)
    assert Person.objects.count() == before
    assert hand_of(city.gu, on=TODAY) is None


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ("lin,act,handler,drains,,2026-01-01,", "", "Whoever checks never acts"),
        ("gu,act,supervisor,drains,,2026-01-01,", "岗位", "another side"),
        ("gu,both,supervisor,drains,,2026-01-01,", "职责侧", "none of"),
        ("gu,check,,drains,,2026-01-01,", "岗位", "needed"),
        ("gu,check,supervisor,nobody,,2026-01-01,", "单位代码", "nobody"),
        ("gu,check,supervisor,supervision,990199,2026-01-01,", "区划代码", "990199"),
        ("gu,check,supervisor,supervision,,2026-01-01,2025-01-01", "ends", "before it begins"),
    ],
)
def test_a_fault_of_a_post_names_row_and_column(city: City, row: str, column: str, told: str) -> None:
    (fault,) = offices.import_posts(posts(row), at=NOON).faults
    assert (fault.row, fault.column) == (2, column)
    assert told in str(fault.sentence)


def test_seats_are_taken_in_put_right_and_followed(city: City) -> None:
    cell = Cell.objects.select_related("area").get(code="99010200100101")
    report = offices.import_seats(
        seats(
            f"网格管理员,{cell.code},,林大姐,020-5550 0101,,{city.lin.officer.number},2026-01-01,",
            "police,,990102,赵警官,110,,,2026-01-01,",
            "fire,,990102,消防站,119,yes,,2026-01-01,2026-12-31",
        )
    )
    assert report.is_written, report.faults
    found = {seat.force.code: seat for seat in seats_in(cell, on=TODAY)}
    assert (found["manager"].phone, found["police"].phone, found["fire"].phone) == ("020-5550 0101", "", "119")
    assert found["manager"].post is not None
    assert found["manager"].post.officer == city.lin.officer
    right = offices.import_seats(
        seats(
            f"manager,{cell.code},,林大姐,020-5550 0102,,,2026-01-01,",
            "police,,990102,钱警官,,yes,,2026-06-01,",
            "fire,,990102,消防站,119,,,2026-01-01,",
        )
    )
    assert right.counts == {"changed": 2, "unchanged": 1}
    assert [dict(outcome.changes) for _row, outcome in right.outcomes][:2] == [
        {"phone": None},
        {"name": None, "may_show_phone": (False, True)},
    ]
    manager = GridPost.objects.get(force=Force.objects.get(code="manager"))
    assert (manager.phone, manager.officer) == ("020-5550 0102", city.lin.officer)
    assert GridPost.objects.filter(force=Force.objects.get(code="police")).count() == 2


def test_a_seat_is_taken_in_with_its_names_in_three_languages(city: City) -> None:
    head = "force,area,name,name_zh_hant,name_en,from"
    report = offices.import_seats(f"{head}\npolice,990102,钱警官,錢警官,Officer Qian,2026-01-01".encode())
    assert report.is_written, report.faults
    seat = GridPost.objects.get()
    assert (seat.name, seat.name_zh_hant, seat.name_en) == ("钱警官", "錢警官", "Officer Qian")
    again = offices.import_seats(f"{head}\npolice,990102,钱警官,錢警官,Officer Qian of Dongqiao,2026-01-01".encode())
    assert [dict(outcome.changes) for _row, outcome in again.outcomes] == [{"name_en": None}]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("dragon,,990102,甲,,,,2026-01-01,", "force"),
        ("fire,,,甲,,,,2026-01-01,", "cell"),
        ("fire,99010200100101,990102,甲,,,,2026-01-01,", "cell"),
        ("fire,1,,甲,,,,2026-01-01,", "cell"),
        ("fire,99010200100101,,甲,,,,2001-01-01,", "cell"),
        ("fire,,990102,,,,,2026-01-01,", "name"),
        ("fire,,990102,甲,,,1,2026-01-01,", "officer"),
        ("fire,,990102,甲,,maybe,,2026-01-01,", "show_phone"),
        ("fire,,990102,甲,,,,,", "from"),
    ],
)
def test_a_fault_of_a_seat_names_row_and_column(city: City, row: str, column: str) -> None:
    (fault,) = offices.import_seats(seats(row)).faults
    assert (fault.row, fault.column) == (2, column)
    assert not GridPost.objects.exists()


def test_the_commands_print_no_name_and_no_telephone(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "seats.csv"
    file.write_bytes(seats("fire,,990102,张三,13800000000,yes,,2026-01-01,"))
    call_command("import_seats", str(file))
    file.write_bytes(seats("fire,,990102,李四,13900000000,yes,,2026-01-01,"))
    call_command("import_seats", str(file), "--check")
    out = capsys.readouterr().out
    assert "Added 1" in out
    assert "Row 2: fire 990102: changed: name; phone" in out
    assert not any(private in out for private in ("张三", "李四", "13800000000", "13900000000"))
    assert GridPost.objects.get().name == "张三"
    file.write_bytes(posts("gu,check,supervisor,supervision,,2026-01-01,", "mei,act,supervisor,drains,,2026-01-01,"))
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_posts", str(file))
    assert not Post.objects.filter(officer__person=city.gu).exists()
