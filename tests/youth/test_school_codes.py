"""Codes for a school: printed once, printed anew by number, stopped; who holds which number knows the school alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from civic.accounts.models import Person
from civic.lib.codes import code_digest
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.youth import actions as youth
from civic.youth.models import CodeSheet, Entry, EntryCode
from civic.youth.rules import Phase
from tests.people import City
from tests.youth.families import entered
from tests.youth.ground import Track, during, found_track

pytestmark = pytest.mark.django_db
AT = during(Phase.ENTRY)


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


@pytest.fixture
def track(city: City) -> Track:
    return found_track()


def test_a_teacher_prints_codes_once_and_only_digests_stay(track: Track) -> None:
    sheet = youth.make_entry_codes(track.edition, track.school, count=30, by=_who("ke"), at=AT)
    printed = youth.print_entry_codes(sheet, by=_who("ke"), at=AT)
    assert [serial for serial, _code in printed] == list(range(1, 31))
    sheet.refresh_from_db()
    assert (sheet.codes, sheet.printed_at) == ("", AT)
    assert set(EntryCode.objects.values_list("digest", flat=True)) == {code_digest(code) for _serial, code in printed}
    with pytest.raises(Conflict):
        youth.print_entry_codes(sheet, by=_who("ke"), at=AT)


def test_a_further_sheet_goes_on_counting(track: Track) -> None:
    youth.make_entry_codes(track.edition, track.school, count=5, by=_who("ke"), at=AT)
    assert youth.make_entry_codes(track.edition, track.school, count=5, by=_who("tang"), at=AT).first == 6


def test_a_teacher_prints_for_her_own_school_alone(track: Track) -> None:
    with pytest.raises(NotAllowed):
        youth.make_entry_codes(track.edition, track.other_school, count=5, by=_who("ke"), at=AT)
    sheet = youth.make_entry_codes(track.edition, track.other_school, count=5, by=_who("tang"), at=AT)
    for act in (
        lambda: youth.print_entry_codes(sheet, by=_who("ke"), at=AT),
        lambda: youth.reprint_code(track.edition, track.other_school, serial=1, by=_who("ke"), at=AT),
        lambda: youth.void_code(track.edition, track.other_school, serial=1, by=_who("ke"), at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize("count", [0, -1, 1001])
def test_none_and_more_than_a_thousand_are_refused(track: Track, count: int) -> None:
    with pytest.raises(NotValid):
        youth.make_entry_codes(track.edition, track.school, count=count, by=_who("ke"), at=AT)
    assert not CodeSheet.objects.exists()


def test_codes_are_made_while_children_enter(track: Track) -> None:
    with pytest.raises(Conflict):
        youth.make_entry_codes(track.edition, track.school, count=5, by=_who("ke"), at=during(Phase.FINAL))


def test_a_thousand_codes_take_few_questions(track: Track, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        youth.make_entry_codes(track.edition, track.school, count=1000, by=_who("ke"), at=AT)


def test_a_lost_slip_is_printed_anew_and_the_child_keeps_its_entry(track: Track) -> None:
    sheet = youth.make_entry_codes(track.edition, track.school, count=2, by=_who("ke"), at=AT)
    codes = dict(youth.print_entry_codes(sheet, by=_who("ke"), at=AT))
    entry = entered(track, code=codes[1]).entry
    fresh = youth.reprint_code(track.edition, track.school, serial=1, by=_who("ke"), at=AT)
    lost, now = EntryCode.objects.filter(serial=1).order_by("pk")
    assert lost.voided_at == AT
    assert lost.replaced_by == now
    assert now.digest == code_digest(fresh)
    assert Entry.objects.get().code == now
    assert entry.pk == Entry.objects.get().pk
    with pytest.raises(Conflict):
        entered(track, code=codes[1])


def test_a_stopped_code_lets_nobody_in(track: Track) -> None:
    sheet = youth.make_entry_codes(track.edition, track.school, count=2, by=_who("ke"), at=AT)
    codes = dict(youth.print_entry_codes(sheet, by=_who("ke"), at=AT))
    youth.void_code(track.edition, track.school, serial=2, by=_who("ke"), at=AT)
    with pytest.raises(Conflict):
        entered(track, code=codes[2])
    for act in (youth.void_code, youth.reprint_code):
        with pytest.raises(NotValid):
            act(track.edition, track.school, serial=2, by=_who("ke"), at=AT)  # type: ignore[operator]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only there do two hands write at once")
def test_two_sheets_at_once_take_different_numbers() -> None:
    track = found_track()

    def make(_hand: int) -> int:
        try:
            return youth.make_entry_codes(track.edition, track.school, count=10, by=_who("ke"), at=AT).first
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hands:
        assert sorted(hands.map(make, range(4))) == [1, 11, 21, 31]
