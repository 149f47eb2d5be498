"""A moderator outside the office concerned decides on an objection, with reasons; the rest of the house cannot."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.cases.models import Case, Line, Objection, Withholding
from civic.desk.actions import make_move
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.feedback.test_object_to import NAME, TITLE, found, named, page
from tests.people import NOON, SINCE, City

HOUR = timedelta(hours=1)
LATER = NOON + 15 * HOUR


def decided(city: City, case: Case, remedy: str, *, who: str = "mo", **given: Any) -> Line:
    waiting = Objection.objects.waiting().filter(case=case).earliest("pk")
    given = {"reason": "看过了，理由在此。", **given}
    line = supervision.decide_objection(
        case, by=getattr(city, who), objection=waiting.pk, remedy=remedy, at=LATER, **given
    )
    case.refresh_from_db()
    return line


def test_upheld_it_stays_hidden_for_good_and_both_are_told(city: City) -> None:
    case = named(city, email="mei@example.com")
    city.objected(case, quote=NAME, email="yan@example.com", at=NOON + 11 * HOUR)
    decided(city, case, "hide")
    assert (case.objecting, case.veiled) == (0, 1)
    assert NAME not in page(case)
    assert not found(NAME)
    kept = Objection.objects.get()
    assert (kept.decision, kept.decided_by, kept.reason) == ("upheld", city.mo, "看过了，理由在此。")
    told = {(notice.verb, notice.address) for notice in Notice.objects.filter(verb__startswith="objection-")}
    assert told == {
        ("objection-received", "yan@example.com"),
        ("objection-decided", "yan@example.com"),
        ("objection-upheld", "mei@example.com"),
    }
    letters = Notice.objects.filter(address_hash=kept.email_hash)
    assert not any(NAME in notice.body for notice in letters)  # nor the title as it was handed in


def test_a_sentence_too_long_to_leave_at_once_leaves_when_it_is_upheld(city: City) -> None:
    case = named(city)
    sentence = "周小燕家门口的路灯不亮，找她打13800138000。邻居都很着急。"
    city.objected(case, "untrue", quote=sentence, words="从来没有这样的事。", at=NOON + 11 * HOUR)
    assert sentence in case.public_text
    decided(city, case, "hide")
    assert case.public_text == "〔已隐去〕"
    assert not found("着急")


def test_refused_everything_is_shown_again_and_the_reporter_is_spared(city: City) -> None:
    case = named(city, email="mei@example.com")
    city.objected(case, quote=NAME, email="yan@example.com", at=NOON + 11 * HOUR)
    decided(city, case, "refuse")
    assert case.public_title == TITLE
    assert found(NAME)
    assert NAME in page(case)
    assert not Notice.objects.filter(verb="objection-upheld").exists()
    assert Notice.objects.filter(verb="objection-decided").exists()


def test_two_objections_hide_two_things_and_each_is_decided_for_itself(city: City) -> None:
    case = named(city)
    city.objected(case, quote=NAME, at=NOON + 11 * HOUR)
    city.objected(case, quote="13800138000", at=NOON + 12 * HOUR)
    assert case.public_text == "〔已隐去〕家门口的路灯不亮，找她打〔电话〕。邻居都很着急。"
    decided(city, case, "refuse")
    assert case.public_text == "周小燕家门口的路灯不亮，找她打〔电话〕。邻居都很着急。"
    decided(city, case, "hide")
    assert "〔电话〕" in case.public_text


def test_a_reply_stands_beside_the_answer_once_it_was_screened(city: City) -> None:
    case = city.case("closed", email="mei@example.com")
    city.objected(case, "reply", words="灯是我们店报修的，电话13900139000。", at=NOON + 11 * HOUR)
    with pytest.raises(NotValid) as refused:
        decided(city, case, "reply", reply="灯是我们店报修的，电话13900139000。")
    assert "13900139000" in refused.value.fields["reply"][0]
    with pytest.raises(NotValid):
        decided(city, case, "reply")
    decided(city, case, "reply", reply="灯是我们店报修的。")
    told = page(case)
    assert "灯是我们店报修的。" in told
    assert "13900139000" not in told
    assert told.index("已更换电缆") < told.index("灯是我们店报修的。") < told.index("到场看了")
    assert found("报修")
    assert "灯是我们店报修的。" in Client().get(f"/api/v1/cases/{case.number}/timeline/").content.decode()


def test_an_unfounded_complaint_keeps_title_and_verdict_and_folds_its_words(city: City) -> None:
    case = city.case("closed")
    city.objected(case, "untrue", words="那天根本没有停电。", at=NOON + 11 * HOUR)
    decided(city, case, "unfounded")
    assert case.is_unfounded
    told = page(case)
    assert (
        told.index("<details") < told.index("18 号对面的路灯不亮") < told.index("</details>", told.index("18 号对面"))
    )
    assert case.public_title in told.split("<details", maxsplit=1)[0]


def test_withdrawn_it_is_gone_at_once_and_a_second_person_has_to_look(city: City) -> None:
    case = named(city, email="mei@example.com")
    city.objected(case, "untrue", words="说的全是私人的事。", at=NOON + 11 * HOUR)
    decided(city, case, "withdraw")
    assert Client().get(f"/cases/{case.number}/").status_code == 404
    held = Withholding.objects.get(case=case)
    assert (held.by, held.was_public, held.decision) == (city.mo, True, "")
    assert Notice.objects.filter(verb="withhold").exists()


def test_what_was_decided_or_taken_back_is_not_decided_again(city: City) -> None:
    case = named(city)
    done = city.objected(case, quote=NAME, at=NOON + 11 * HOUR)
    other = city.objected(case, "untrue", words="不是这样的，不是。", at=NOON + 11 * HOUR)
    decided(city, case, "hide")
    with pytest.raises(Conflict):
        supervision.decide_objection(
            case, by=city.mo, objection=done.objection.pk, remedy="refuse", reason="再看。", at=LATER
        )
    decided(city, case, "refuse")
    with pytest.raises(Conflict):
        supervision.decide_objection(
            case, by=city.mo, objection=other.objection.pk, remedy="refuse", reason="再看。", at=LATER
        )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"remedy": "bless"}, "remedy"),
        ({"remedy": "refuse", "reason": " "}, "reason"),
        ({"remedy": "withdraw", "reason": " "}, "reason"),
        ({"remedy": "hide"}, "remedy"),  # nothing is marked, and nobody wrote the words anew
    ],
)
def test_a_decision_needs_a_remedy_that_fits_and_a_reason(city: City, given: dict[str, str], field: str) -> None:
    case = named(city)
    city.objected(case, "untrue", words="不是这样的，不是。", at=NOON + 11 * HOUR)
    with pytest.raises(NotValid) as refused:
        decided(city, case, given.pop("remedy"), **given)
    assert field in refused.value.fields


def test_words_written_anew_since_are_a_remedy_too(city: City) -> None:
    case = named(city)
    city.objected(case, "untrue", words="不是这样的，不是。", at=NOON + 11 * HOUR)
    supervision.publish(case, by=city.mo, title="路灯", text="路灯不亮。", at=NOON + 12 * HOUR)
    decided(city, case, "hide")
    assert case.objecting == 0


@pytest.mark.parametrize("office", ["dongqiao-lamps", "drains"])
def test_nobody_decides_whose_own_office_holds_or_held_the_case(city: City, office: str) -> None:
    case = city.case("dispatched")
    if office == "drains":  # it held the case, and returned it
        handler = city.he
        Line.objects.filter(case=case)  # the case lies with the lamps now
        case = _returned_by(city, "drains", handler)
    city.objected(case, "untrue", words="不是这样的，不是。", at=NOON + 11 * HOUR)
    offices.appoint(
        city.gu, side="check", role="moderator", office=city.office(office), area=None, starts=SINCE, at=NOON
    )
    with pytest.raises(NotAllowed) as refused:
        decided(city, case, "refuse", who="gu")
    assert refused.value.code == "office"
    decided(city, case, "refuse")


def _returned_by(city: City, office: str, _who: Any) -> Case:
    """A case that another office held first."""
    case = city.case("dispatched")
    line = case.lines.get(verb="dispatch")
    Line.objects.create(
        case=case, office=city.office(office), seq=line.seq + 1, verb="return", side="act", at=NOON, digest="-"
    )
    Case.objects.filter(pk=case.pk).update(last_seq=line.seq + 1)
    case.refresh_from_db()
    return case


def test_nobody_decides_whose_own_office_the_words_name(city: City) -> None:
    case = city.case("filed", published=False)
    supervision.publish(case, by=city.mo, title="排水", text="市排水二所的人态度不好。", at=NOON + HOUR)
    case.refresh_from_db()
    city.objected(case, "untrue", words="不是这样的，不是。", at=NOON + 11 * HOUR)
    offices.appoint(
        city.gu, side="check", role="moderator", office=city.office("drains"), area=None, starts=SINCE, at=NOON
    )
    with pytest.raises(NotAllowed):
        decided(city, case, "refuse", who="gu")


@pytest.mark.parametrize("who", ["lin", "zhao", "chen", "shen", "rui", "sun", "mei"])
def test_nobody_else_decides(city: City, who: str) -> None:
    case = city.case("in-hand")
    city.objected(case, "untrue", words="不是这样的，不是。", at=NOON + 11 * HOUR)
    with pytest.raises(NotAllowed):
        decided(city, case, "refuse", who=who)


def test_the_desk_moves_it_like_any_other_act(city: City) -> None:
    case = named(city)
    done = city.objected(case, quote=NAME, at=NOON + 11 * HOUR)
    given = {"objection": str(done.objection.pk), "remedy": "hide", "reason": "您说得对。"}
    line = make_move(case, "decide-objection", by=city.mo, given=given, at=LATER)
    assert line.facts["remedy"] == "hide"
