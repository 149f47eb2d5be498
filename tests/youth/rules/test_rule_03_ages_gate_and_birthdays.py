"""Rule 3: under 14 a hard gate; 14 to 17 the own word and a guardian told, and a guardian's word still for name, face
and live events; ages by the calendar day; asked again on birthdays and in each phase."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from civic.guardians.models import Asking
from civic.guardians.queries import uses_of
from civic.lib.refusals import NotAllowed, NotValid
from civic.notices.models import Notice
from civic.youth import actions as youth
from civic.youth.models import EditionLine, Entry
from civic.youth.rules import Phase
from tests.youth.families import ONLY_ENTER, OPEN, YES, entered, parent, pupil, slip
from tests.youth.ground import Track, during, found_track, propose

pytestmark = pytest.mark.django_db
THIRTEEN = date(2012, 10, 20)  # turns fourteen while the edition runs


@pytest.fixture
def track(settings: Any) -> Track:
    settings.EMAIL_WORKS = True
    return found_track()


def _own(track: Track, born_on: date, **changes: Any) -> Any:
    given: dict[str, Any] = {"own": ONLY_ENTER, "code": slip(track), "address": "mama@example.com"} | changes
    return youth.enter_by_own_word(track.edition, pupil(born_on=born_on), language="en", at=OPEN, **given)


def test_under_fourteen_the_gate_is_shut_whoever_presses(track: Track) -> None:
    for born_on in (date(2016, 5, 1), (OPEN + timedelta(days=1)).date().replace(year=2012)):
        with pytest.raises(NotAllowed):
            _own(track, born_on)
        track.edition.codes.all().delete()
    assert not Entry.objects.exists()
    assert not Asking.objects.exists()


def test_from_fourteen_on_the_own_word_counts_and_a_guardian_is_told(track: Track) -> None:
    entry = _own(track, date(2012, 3, 1)).entry
    assert uses_of(entry.child, at=OPEN) == {"enter"}
    asking = Asking.objects.get()
    assert (asking.kind, asking.child) == ("told", entry.child)
    assert Notice.objects.filter(verb="youth-told").count() == 1
    assert entry.child.lines.filter(verb="guardian-told").exists()


def test_where_no_guardian_can_be_told_nothing_is_kept(track: Track, settings: Any) -> None:
    settings.EMAIL_WORKS = False
    with pytest.raises(NotAllowed):
        _own(track, date(2012, 3, 1))
    with pytest.raises(NotValid):
        _own(track, date(2012, 3, 1), address="nobody", code="")
    assert not Entry.objects.exists()


def test_name_face_and_live_events_wait_for_the_guardian_at_any_age(track: Track) -> None:
    entry = _own(track, date(2012, 3, 1), own=YES).entry
    assert uses_of(entry.child, at=OPEN) == {"enter", "publish", "jury"}


def test_a_guardian_who_was_told_may_say_no(track: Track) -> None:
    entry = _own(track, date(2012, 3, 1)).entry
    words = dict.fromkeys(YES, False)
    from_link = Asking.objects.get()
    youth.join_family(from_link, by=parent(), name="林妈妈", relation="mother", words=words, text_digest="", at=OPEN)
    entry.refresh_from_db()
    assert entry.state == "withdrawn"


def test_a_fourteenth_birthday_rests_everything_until_the_child_says_yes(track: Track) -> None:
    entry = entered(track, told=pupil(born_on=THIRTEEN)).entry
    proposal = propose(entry)
    eve = datetime(2026, 10, 19, 4, tzinfo=UTC)
    youth.recheck_due(at=eve)
    entry.refresh_from_db()
    assert entry.paused_at is None
    youth.recheck_due(at=eve + timedelta(days=1))
    entry.refresh_from_db()
    proposal.refresh_from_db()
    assert (entry.state, entry.paused_at, proposal.state == "shown") == ("in", eve + timedelta(days=1), False)
    assert not Entry.objects.taking_part().exists()
    youth.decide(entry.child, words={"enter": True, "publish": True}, at=eve + timedelta(days=2))
    entry.refresh_from_db()
    proposal.refresh_from_db()
    assert (entry.paused_at, proposal.state) == (None, "shown")


def test_whoever_said_yes_itself_before_notices_nothing_on_its_birthday(track: Track) -> None:
    entry = entered(track, told=pupil(born_on=THIRTEEN)).entry
    youth.decide(entry.child, words={"enter": True, "publish": True, "jury": True}, at=OPEN)
    youth.recheck_due(at=datetime(2026, 10, 20, 4, tzinfo=UTC))
    assert Entry.objects.taking_part().exists()


def test_a_birthday_is_foretold_once(track: Track) -> None:
    told = entered(track, told=pupil(born_on=THIRTEEN))
    assert told.ward is not None
    told.ward.person.email = "mama@example.com"  # type: ignore[union-attr]
    told.ward.person.save()  # type: ignore[union-attr]
    assert youth.tell_birthdays(at=datetime(2026, 10, 5, 4, tzinfo=UTC)) == 0
    assert youth.tell_birthdays(at=datetime(2026, 10, 6, 4, tzinfo=UTC)) == 1
    assert youth.tell_birthdays(at=datetime(2026, 10, 7, 4, tzinfo=UTC)) == 0
    assert Notice.objects.filter(verb="youth-birthday").count() == 1


def test_everybody_is_asked_again_once_in_each_phase(track: Track) -> None:
    entered(track)
    for phase in (Phase.SCHOOL, Phase.DISTRICT):
        assert youth.recheck_due(at=during(phase)) == 1
        assert youth.recheck_due(at=during(phase, 2)) == 0
    assert EditionLine.objects.filter(verb="recheck").count() == 2


def test_ages_are_those_of_the_calendar_day(track: Track) -> None:
    assert entered(track, told=pupil(born_on=date(2017, 9, 1))).entry.pk  # nine on 1 September
    with pytest.raises(NotValid):
        entered(track, told=pupil(name="陈小南", born_on=date(2017, 9, 2), pseudonym="爱笑的白鹭"))
