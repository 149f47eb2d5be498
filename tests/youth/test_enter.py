"""A child takes part: with a guardian's word, or from fourteen on with its own; else nothing of it is kept."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from civic.accounts.models import Person
from civic.guardians.models import Child, ChildLine, Consent, Guardianship, Identity
from civic.guardians.queries import uses_of
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate, TooMany
from civic.places.models import Area
from civic.youth import actions as youth
from civic.youth.models import Entry, EntryCode, EntryLine
from civic.youth.rules import Phase, is_drawn
from tests.youth.families import ONLY_ENTER, OPEN, YES, entered, mother, parent, pupil, slip
from tests.youth.ground import Track, during, found_track

pytestmark = pytest.mark.django_db


@pytest.fixture
def track() -> Track:
    return found_track()


def nothing_kept() -> bool:
    """Not one row says that there is a child."""
    tables: tuple[Any, ...] = (Child, Identity, Guardianship, Consent, ChildLine, Entry, EntryLine)
    return not any(table.objects.exists() for table in tables)


def test_with_a_slip_from_school_the_school_is_known_and_the_name_sealed(track: Track) -> None:
    told = entered(track, code=slip(track))
    entry = told.entry
    assert (entry.school, entry.district, entry.code.school, told.code) == (  # type: ignore[union-attr]
        track.school, track.school.district, track.school, "",
    )  # fmt: skip
    assert entry.child.identity.name == "林小雨"
    assert "林小雨" not in str(Identity.objects.extra(select={"raw": "name"}).values_list("raw", flat=True)[0])
    assert told.ward is not None
    assert told.ward.person == parent()
    assert "enter" in uses_of(entry.child, at=OPEN)


def test_by_oneself_a_code_is_told_once_and_only_its_digest_kept(track: Track) -> None:
    told = entered(track)
    assert told.entry.school is None
    code = EntryCode.objects.get()
    assert told.code
    assert told.code not in code.digest
    assert code.used_at == OPEN


def test_who_refuses_leaves_nothing_behind(track: Track) -> None:
    code = slip(track)
    with pytest.raises(NotValid):
        entered(track, code=code, words=dict.fromkeys(YES, False))
    assert nothing_kept()
    assert EntryCode.objects.get().used_at is None


@pytest.mark.parametrize("born_on", [date(2017, 9, 2), date(2011, 9, 1)])
def test_whoever_is_eight_or_fifteen_is_told_kindly_and_nothing_is_kept(track: Track, born_on: date) -> None:
    code = slip(track)
    with pytest.raises(NotValid) as refused:
        entered(track, code=code, told=pupil(born_on=born_on))
    assert "suggestion" in str(refused.value)
    assert nothing_kept()
    assert EntryCode.objects.get().used_at is None


@pytest.mark.parametrize("born_on", [date(2017, 9, 1), date(2011, 9, 2)])
def test_whoever_is_nine_or_fourteen_on_the_day_takes_part(track: Track, born_on: date) -> None:
    assert entered(track, told=pupil(born_on=born_on), own=ONLY_ENTER).entry.pk


def test_under_fourteen_nobody_agrees_alone(track: Track) -> None:
    with pytest.raises(NotAllowed):
        entered(track, guardian=None, code=slip(track))
    assert nothing_kept()


def test_at_fourteen_a_pupil_agrees_itself(track: Track) -> None:
    told = entered(track, guardian=None, code=slip(track), told=pupil(born_on=date(2012, 3, 1)), own=ONLY_ENTER)
    assert told.ward is None
    assert uses_of(told.entry.child, at=OPEN) == {"enter"}
    assert EntryLine.objects.get().side == "child"


def test_at_fourteen_a_guardian_alone_does_not_agree_for_it(track: Track) -> None:
    told = pupil(born_on=date(2012, 3, 1))
    for own in (None, {"publish": True}):
        with pytest.raises(NotAllowed):
            entered(track, code=slip(track), told=told, own=own)
        EntryCode.objects.all().delete()
    with pytest.raises(NotValid):
        entered(track, told=told, own={"enter": False})
    assert nothing_kept()
    both = entered(track, told=told, own={"enter": True, "picture": True})
    assert uses_of(both.entry.child, at=OPEN) == {"enter", "picture"}


def test_a_code_is_used_once(track: Track) -> None:
    code = slip(track)
    entered(track, code=code)
    other = pupil(name="陈小南", pseudonym="爱笑的白鹭")
    with pytest.raises(Taken):
        entered(track, code=code, told=other)
    assert Entry.objects.count() == 1


def test_a_stopped_or_unknown_code_opens_nothing(track: Track) -> None:
    code = slip(track)
    EntryCode.objects.update(voided_at=OPEN)
    with pytest.raises(Conflict):
        entered(track, code=code)
    for wrong in ("K7QM-2X4P-9TBD", "nonsense", "０" * 80):
        with pytest.raises(NotValid):
            entered(track, code=wrong)
    assert nothing_kept()


def test_the_same_child_twice_is_led_to_a_desk_and_its_guardian_reads_it(track: Track) -> None:
    entered(track)
    other = parent("stranger")
    with pytest.raises(Taken) as refused:
        entered(track, guardian=mother(other), told=pupil(name="林 小雨", pseudonym="爱笑的白鹭"))
    assert "林" not in str(refused.value)  # it does not say that the child is known
    assert Child.objects.count() == 1
    assert ChildLine.objects.filter(verb="asked-again", actor=other).count() == 1


def _at_desk(track: Track, known_as: str) -> Entry:
    tang = Person.objects.get(handle="tang")
    guardian = replace(mother(), name="王妈妈", person=None, verified="desk", verified_by=tang)
    told = pupil(pseudonym="爱笑的白鹭", known_as=known_as)
    return entered(track, guardian=guardian, told=told).entry


def test_at_a_desk_a_namesake_is_never_taken_for_the_child_that_is_known(track: Track) -> None:
    first = entered(track).entry
    with pytest.raises(NotValid) as refused:
        _at_desk(track, "")
    assert "known_as" in refused.value.fields
    assert first.child.guardianships.count() == 1
    other = _at_desk(track, "another")
    assert other.child != first.child
    assert [ward.name for ward in other.child.guardianships.all()] == ["王妈妈"]
    assert first.child.guardianships.count() == 1


def test_at_a_desk_another_guardian_comes_to_the_same_child_only_when_the_officer_says_so(track: Track) -> None:
    first = entered(track).entry
    with pytest.raises(Taken):
        _at_desk(track, "same")
    assert first.child.guardianships.count() == 1  # it takes part already, so the whole act is undone


def test_the_same_guardian_is_told_that_the_child_takes_part_already(track: Track) -> None:
    entered(track)
    with pytest.raises(Taken):
        entered(track, told=pupil(pseudonym="爱笑的白鹭"))
    assert Entry.objects.count() == 1
    assert Consent.objects.count() == 6


def test_a_pseudonym_comes_from_the_list_and_is_given_once(track: Track) -> None:
    for name in ("林小雨", "小雨木棉", "桥东小学的木棉"):
        assert not is_drawn(name)
        with pytest.raises(NotValid):
            entered(track, told=pupil(pseudonym=name))
    entered(track)
    with pytest.raises(NotValid):
        entered(track, told=pupil(name="陈小南"))


def test_outside_the_days_of_entering_nobody_is_entered(track: Track) -> None:
    for at in (during(Phase.SCHOOL), track.edition.made_at):
        with pytest.raises(TooLate):
            entered(track, at=at)


def test_a_guardian_without_a_confirmed_contact_signs_in_or_comes_to_a_desk(track: Track) -> None:
    nobody = Person.objects.create_user("nobody")
    with pytest.raises(NotAllowed):
        entered(track, guardian=mother(nobody), code=slip(track))
    desk = replace(mother(), verified="desk", verified_by=Person.objects.get(handle="tang"), person=None)
    told = entered(track, guardian=desk)
    assert told.ward is not None
    assert (told.ward.person, told.ward.verified) == (None, "desk")


def test_an_account_answers_for_eight_children_at_most(track: Track) -> None:
    for turn, who in enumerate(("白鹭", "木棉", "云朵", "彩虹", "月亮", "星星", "晨光", "浪花")):
        entered(track, told=pupil(name=f"孩子{turn}", pseudonym=f"爱笑的{who}"))
    with pytest.raises(TooMany):
        entered(track, told=pupil(name="第九个", pseudonym="爱笑的雨点"))
    assert Child.objects.count() == 8


def test_a_text_that_changed_meanwhile_is_read_again(track: Track) -> None:
    with pytest.raises(Conflict):
        entered(track, text_digest="0" * 64)
    assert nothing_kept()


def test_a_school_of_other_grades_is_noticed(track: Track) -> None:
    track.school.group = "primary"
    track.school.save()
    with pytest.raises(NotValid):
        entered(track, code=slip(track), told=pupil(band="g7-9"))


def test_it_is_entered_again_in_a_later_edition_under_the_same_key(track: Track) -> None:
    child = entered(track).entry.child
    track.edition.pk, track.edition.number = None, 4
    track.edition._state.adding = True
    phases, districts = list(track.edition.phases.model.objects.all()), list(Area.objects.filter(kind="district"))
    track.edition.save()
    track.edition.districts.set(districts)
    for phase in phases:
        phase.pk, phase.edition = None, track.edition
        phase.save()
    again = youth.enter(
        track.edition, pupil(pseudonym="爱笑的白鹭"), words=YES, guardian=mother(), at=OPEN + timedelta(hours=2)
    )
    assert again.entry.child == child
    assert Guardianship.objects.count() == 1


def test_asking_about_a_code_changes_nothing(track: Track) -> None:
    code = slip(track)
    assert youth.check_code(code.lower()).school == track.school
    assert EntryCode.objects.get().used_at is None
    entered(track, code=code)
    with pytest.raises(Taken):
        youth.check_code(code)
