"""Nobody hides a case for good alone: another moderator confirms it or takes it back, and the reporter may ask for
it."""

from datetime import timedelta

import pytest
from django.test import Client

from civic.cases.models import Withholding
from civic.feedback import actions as feedback
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.people import NOON, SINCE, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHY = "里面只有事，没有人。"


def test_what_had_been_public_needs_a_second_person_within_two_working_days(city: City) -> None:
    public, never = city.case("filed"), city.case("filed", published=False)
    for case in (public, never):
        supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    held = Withholding.objects.get(case=public)
    assert held.due_at is not None
    assert held.due_at.astimezone().date().isoformat() == "2026-11-05"
    assert Withholding.objects.get(case=never).due_at is None
    assert Client().get(f"/cases/{public.number}/").status_code == 404  # hidden at once all the same


def test_whoever_withheld_it_is_not_the_one_who_confirms_it(city: City) -> None:
    case = city.case("filed")
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    for act in (supervision.confirm_withholding, supervision.restore):
        with pytest.raises(NotAllowed) as refused:
            act(case, by=city.mo, reason=WHY, at=NOON + 2 * HOUR)
        assert refused.value.code == "second"
    supervision.confirm_withholding(case, by=city.second_moderator(), reason=WHY, at=NOON + 2 * HOUR)
    held = Withholding.objects.get(case=case)
    assert (held.decision, held.decided_by) == ("confirmed", city.gu)
    with pytest.raises(Conflict):
        supervision.restore(case, by=city.gu, reason=WHY, at=NOON + 3 * HOUR)


def test_restored_it_is_public_again_at_once_with_the_photos_it_had(city: City) -> None:
    case = city.case("filed", email="mei@example.com")
    for turn in range(2):
        case.photos.create(
            line=case.lines.get(seq=1), state="ready", digest=str(turn), received_at=NOON, is_public=turn == 0
        )
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    assert not case.photos.filter(is_public=True).exists()
    supervision.restore(case, by=city.second_moderator(), reason=WHY, at=NOON + 2 * HOUR)
    case.refresh_from_db()
    assert case.is_public
    assert [photo.digest for photo in case.photos.filter(is_public=True)] == ["0"]
    assert "18 号对面的路灯不亮" in Client().get(f"/cases/{case.number}/").content.decode()
    assert WHY in Notice.objects.get(verb="restore").body
    with pytest.raises(NotAllowed):  # overruled once, she does not hide it again
        supervision.withhold(case, by=city.mo, ground="insult", at=NOON + 3 * HOUR)
    supervision.withhold(case, by=city.gu, ground="insult", at=NOON + 3 * HOUR)


def test_restored_what_never_was_public_is_screened_anew(city: City) -> None:
    case = city.case("filed", published=False)
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    supervision.restore(case, by=city.second_moderator(), reason=WHY, at=NOON + 2 * HOUR)
    case.refresh_from_db()
    assert case.publication == "unscreened"
    assert case.resident_seq > case.screened_seq
    assert "18 号对面" not in Client().get(f"/cases/{case.number}/").content.decode()


def test_a_moderator_of_an_office_concerned_is_no_second_person(city: City) -> None:
    case = city.case("in-hand")
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + 9 * HOUR)
    offices.appoint(
        city.gu, side="check", role="moderator", office=city.office("dongqiao-lamps"), area=None, starts=SINCE, at=NOON
    )
    with pytest.raises(NotAllowed):
        supervision.restore(case, by=city.gu, reason=WHY, at=NOON + 10 * HOUR)


def test_published_again_there_is_nothing_left_to_look_at(city: City) -> None:
    case = city.case("filed")
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    supervision.publish(case, by=city.mo, title="路灯", text="路灯不亮。", at=NOON + 2 * HOUR)
    assert Withholding.objects.get(case=case).decision == "lifted"
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + 3 * HOUR)
    assert Withholding.objects.filter(case=case, decision="").count() == 1


def test_a_reason_is_due_to_the_reporter(city: City) -> None:
    case = city.case("filed")
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    with pytest.raises(NotValid):
        supervision.confirm_withholding(case, by=city.second_moderator(), reason=" ", at=NOON + 2 * HOUR)


# --- the reporter's appeal ---


def test_the_reporter_appeals_once_and_another_moderator_decides_by_a_day(city: City) -> None:
    case = city.case("filed", published=False, email="mei@example.com")
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    feedback.appeal_withholding(case, by=city.reporter(case), text="没有骂人。", at=NOON + DAY)
    held = Withholding.objects.get(case=case)
    assert held.due_at is not None
    assert held.due_at.astimezone().date().isoformat() == "2026-11-06"
    assert Notice.objects.filter(verb="appeal-withholding").exists()
    with pytest.raises(Taken):
        feedback.appeal_withholding(case, by=city.reporter(case), text="没有骂人。", at=NOON + DAY)


def test_an_appeal_has_its_days_and_something_to_appeal_against(city: City) -> None:
    case = city.case("filed", published=False)
    with pytest.raises(Conflict):
        feedback.appeal_withholding(case, by=city.reporter(case), text="没有骂人。", at=NOON + HOUR)
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    with pytest.raises(TooLate):
        feedback.appeal_withholding(case, by=city.reporter(case), text="没有骂人。", at=NOON + 40 * DAY)
    supervision.confirm_withholding(case, by=city.second_moderator(), reason=WHY, at=NOON + 2 * HOUR)
    with pytest.raises(Conflict):
        feedback.appeal_withholding(case, by=city.reporter(case), text="没有骂人。", at=NOON + DAY)


def test_nobody_appeals_for_somebody_else(city: City) -> None:
    case, other = city.case("filed", published=False), city.case("filed")
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    with pytest.raises(NotAllowed):
        feedback.appeal_withholding(case, by=city.reporter(other), text="没有骂人。", at=NOON + DAY)
