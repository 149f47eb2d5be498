"""Make, print and void a sheet of codes on paper: sealed until printed, then digests alone."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from civic.cases.queries import Viewer
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooMany
from civic.suggestions.actions import make_sheet, print_sheet, support_with_code, void_sheet, wipe_unprinted
from civic.suggestions.models import PaperCode, PaperSheet
from civic.suggestions.queries import sheets_of, shown_sheets
from civic.suggestions.rules.paper import new_codes, read_code
from tests.at_once import at_once
from tests.people import NOON, City
from tests.suggestions.ground import DAY, LATER, both, opened, running

EN = {"accept-language": "en"}


def in_the_database(sheet: PaperSheet) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT codes FROM suggestions_papersheet WHERE id = %s", [sheet.pk])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_codes_lie_sealed_until_they_are_printed_once_and_are_wiped_then(city: City) -> None:
    sheet = make_sheet(by=city.he, count=12, at=NOON)
    kept = in_the_database(sheet)
    codes = print_sheet(sheet, by=city.he, at=NOON)
    assert len({read_code(code) for code in codes}) == 12
    assert not [code for code in codes if code in kept]
    assert in_the_database(sheet) == ""
    with pytest.raises(Conflict, match="shown once already"):
        print_sheet(sheet, by=city.he, at=NOON)
    digests = list(PaperCode.objects.order_by("pk").values_list("digest", flat=True))
    assert digests == sorted(digests)  # the order on paper is not kept


@pytest.mark.django_db
def test_the_database_keeps_no_printed_code(city: City) -> None:
    sheet = make_sheet(by=city.he, count=12, at=NOON)
    print_sheet(sheet, by=city.he, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperSheet.objects.filter(pk=sheet.pk).update(codes="K7QM3-XPTR9")


@pytest.mark.django_db
@pytest.mark.parametrize("count", [None, -1, 0, 9, 201, 10**9])
def test_a_sheet_has_between_ten_and_two_hundred_codes(city: City, count: int | None) -> None:
    with pytest.raises(NotValid, match="between 10 and 200"):
        make_sheet(by=city.he, count=count, at=NOON)


@pytest.mark.django_db
def test_nobody_but_an_operator_makes_one_and_nobody_else_prints_it(city: City) -> None:
    for name in ("lin", "mo", "chen", "sun", "dong", "root", "mei"):
        with pytest.raises(NotAllowed):
            make_sheet(by=getattr(city, name), count=10, at=NOON)
    sheet = make_sheet(by=city.he, count=10, at=NOON)
    with pytest.raises(NotAllowed):
        print_sheet(sheet, by=city.lin, at=NOON)
    assert in_the_database(sheet)


@pytest.mark.django_db
def test_ten_sheets_a_day_are_enough_for_one_officer(city: City) -> None:
    for _number in range(10):
        make_sheet(by=city.he, count=10, at=NOON)
    with pytest.raises(TooMany):
        make_sheet(by=city.he, count=10, at=NOON)
    make_sheet(by=city.he, count=10, at=NOON + DAY)


@pytest.mark.django_db
def test_a_round_that_is_over_ends_no_sheet(city: City) -> None:
    known = running(city, spans=both())
    assert make_sheet(by=city.he, count=10, in_round=known, at=NOON).ends_at == known.ends_at
    with pytest.raises(NotValid, match="This round is over"):
        make_sheet(by=city.he, count=10, in_round=known, at=known.ends_at)


@pytest.mark.django_db
def test_a_sheet_is_voided_with_a_reason_and_once(city: City) -> None:
    sheet = make_sheet(by=city.he, count=10, at=NOON)
    with pytest.raises(NotValid):
        void_sheet(sheet, by=city.he, reason=" ", at=LATER)
    with pytest.raises(NotAllowed):
        void_sheet(sheet, by=city.chen, reason="遗失", at=LATER)
    void_sheet(sheet, by=city.lin, reason="遗失", at=LATER)
    assert in_the_database(sheet) == ""
    for again in (
        lambda: void_sheet(sheet, by=city.he, reason="遗失", at=LATER),
        lambda: print_sheet(sheet, by=city.he, at=LATER),
    ):
        with pytest.raises(Conflict):
            again()


@pytest.mark.django_db
def test_what_nobody_printed_within_a_day_is_wiped(city: City) -> None:
    sheet = make_sheet(by=city.he, count=10, at=NOON)
    assert wipe_unprinted(at=NOON + DAY / 2) == 0
    assert wipe_unprinted(at=NOON + DAY) == 1
    assert wipe_unprinted(at=NOON + DAY) == 0
    assert in_the_database(sheet) == ""
    with pytest.raises(Conflict):
        print_sheet(sheet, by=city.he, at=NOON + DAY)


@pytest.mark.usefixtures("weeks_after_noon")
@pytest.mark.django_db
def test_the_desk_sees_how_many_are_used_and_never_by_whom(city: City, as_person: Any, client: Client) -> None:
    case, operator = opened(city), as_person(city.he)
    assert operator.post("/desk/phone/codes/", {"count": "10", "round": ""}).status_code == 302
    sheet = PaperSheet.objects.get()
    page = operator.post(f"/desk/phone/codes/{sheet.pk}/print/", headers=EN)
    codes = [code for code in page.content.decode().split(">") if read_code(code.partition("<")[0])]
    assert len(codes) == 10
    assert "no-store" in page["Cache-Control"]
    client.post(f"/suggestions/{case.number}/code/", {"code": codes[0].partition("<")[0]})
    shown = operator.get("/desk/phone/codes/", headers=EN).content.decode()
    assert "1 of 10 codes used" in shown
    assert case.number not in shown
    assert operator.post(f"/desk/phone/codes/{sheet.pk}/print/").status_code == 302
    wrong = operator.post(f"/desk/phone/codes/{sheet.pk}/void/", {"reason": ""}, headers=EN)
    assert wrong.status_code == 400
    supervisor = as_person(city.lin)
    assert "1 of 10 codes used" in supervisor.get("/desk/paper/", headers=EN).content.decode()
    assert supervisor.post(f"/desk/paper/{sheet.pk}/void/", {"reason": "遗失"}).status_code == 302
    assert PaperSheet.objects.get().void_reason == "遗失"
    assert supervisor.post("/desk/paper/999/void/", {"reason": "遗失"}).status_code == 404


@pytest.mark.django_db
def test_a_wrong_count_is_told_beside_its_field(city: City, as_person: Any) -> None:
    for count in ("", "x", "5", "99999999999999999999"):
        page = as_person(city.he).post("/desk/phone/codes/", {"count": count}, headers=EN)
        assert page.status_code == 400, count
        assert 'aria-invalid="true"' in page.content.decode(), count


@pytest.mark.django_db
def test_the_list_asks_the_same_whatever_its_length(city: City, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        make_sheet(by=city.he, count=10, at=NOON + number * DAY)
    with django_assert_max_num_queries(1):
        told = {(sheet.used, sheet.office.code, sheet.round) for sheet in sheets_of(None)}
    assert told == {(0, "phone-desk", None)}


def test_a_drawn_code_is_never_twice_on_one_sheet() -> None:
    drawn = iter(["A", "A", "B", "A", "C"])
    assert new_codes(3, draw=lambda: next(drawn)) == ["A", "B", "C"]


@pytest.mark.django_db(transaction=True)
def test_of_several_who_print_at_once_one_sees_the_codes(city: City) -> None:
    sheet = make_sheet(by=city.he, count=10, at=NOON)
    told = at_once(*[lambda: print_sheet(sheet, by=city.he, at=NOON)] * 6)
    assert sum(1 for one in told if isinstance(one, list)) == 1
    assert sum(1 for one in told if isinstance(one, Conflict)) == 5


@pytest.mark.django_db(transaction=True)
def test_a_code_used_while_its_sheet_is_voided_counts_or_is_refused_and_nothing_between(city: City) -> None:
    case = opened(city)
    sheet = make_sheet(by=city.he, count=10, at=NOON)
    codes = print_sheet(sheet, by=city.he, at=NOON)
    uses = [
        lambda code=code: support_with_code(case, typed=code, viewer=Viewer(), language="en", at=LATER)
        for code in codes
    ]
    told = at_once(lambda: void_sheet(sheet, by=city.he, reason="遗失", at=LATER), *uses)
    case.refresh_from_db()
    assert case.supports == sum(1 for one in told if not isinstance(one, Conflict)) - 1
    assert PaperCode.objects.filter(is_used=True).count() == case.supports


@pytest.mark.django_db
def test_a_sheet_whose_round_is_over_is_neither_printed_nor_offered(city: City) -> None:
    """Its codes would open nothing."""
    riverside = running(city, spans=both())
    sheet = make_sheet(by=city.he, count=10, in_round=riverside, at=NOON)
    with pytest.raises(Conflict, match="expired"):
        print_sheet(sheet, by=city.he, at=NOON + 61 * DAY)
    (shown,) = shown_sheets([sheet], maker=city.he.pk, at=NOON + 61 * DAY)
    assert (shown.standing, shown.may_print, shown.counts) == ("expired", False, False)
    (shown,) = shown_sheets([sheet], maker=city.he.pk, at=NOON)
    assert (shown.standing, shown.may_print, shown.counts) == ("sealed", True, True)
    (shown,) = shown_sheets([sheet], at=NOON)
    assert not shown.may_print
