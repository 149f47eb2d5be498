"""Whoever is named or shown objects without an account: what shows personal data leaves the page at once, and only
that."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.cases import actions as cases
from civic.cases.models import Case, Line, Objection, Veil
from civic.cases.queries import STRANGER, visible_to
from civic.feedback import actions as feedback
from civic.feedback.actions import ObjectionGiven
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotValid
from civic.notices.models import Notice
from civic.search.queries import matching
from civic.supervision import actions as supervision
from tests.people import NOON, City

HOUR = timedelta(hours=1)
NAME, PHONE = "周小燕", "13800138000"
TITLE, TEXT = "周小燕家门口路灯不亮", "周小燕家门口的路灯不亮，找她打13800138000。邻居都很着急。"


def named(city: City, *, state: str = "filed", **given: Any) -> Case:
    """A public case that tells a name nobody announced and a number that a moderator kept."""
    case = city.case(state, published=False, **given)
    supervision.publish(
        case, by=city.mo, title=TITLE, text=TEXT, address="望江路 18 号", keep=[PHONE], at=NOON + 10 * HOUR
    )
    case.refresh_from_db()
    return case


def page(case: Case) -> str:
    return Client().get(f"/cases/{case.number}/").content.decode()


def found(words: str) -> bool:
    return visible_to(STRANGER).filter(pk__in=matching("public", "case", words)).exists()


def test_a_name_that_is_marked_leaves_every_place_at_once_and_the_rest_stays(city: City) -> None:
    case = named(city, email="mei@example.com")
    done = city.objected(case, quote=NAME, at=NOON + 11 * HOUR)
    assert done.hidden == 1
    case = Case.objects.get(pk=case.pk)
    assert case.public_title == "〔已隐去〕家门口路灯不亮"
    assert PHONE in case.public_text
    everywhere = [
        page(case),
        Client().get("/cases/").content.decode(),
        Client().get("/cases/map.json?bbox=113.2,23.0,113.4,23.3&zoom=16").content.decode(),
        Client().get("/").content.decode(),
        Client().get("/api/v1/cases/").content.decode(),
        Client().get(f"/api/v1/cases/{case.number}/").content.decode(),
        Client().get(f"/api/v1/cases/{case.number}/timeline/").content.decode(),
    ]
    assert [place for place, told in enumerate(everywhere) if NAME in told or "\\u5468\\u5c0f\\u71d5" in told] == []
    assert not found(NAME)
    assert found("路灯不亮")


def test_without_a_mark_the_finder_says_what_leaves(city: City) -> None:
    case = named(city)
    assert city.objected(case, words="我的电话在上面。", at=NOON + 11 * HOUR).hidden == 1
    assert PHONE not in case.public_text
    assert NAME in case.public_text
    assert not found(PHONE)


def test_what_an_answer_tells_is_hidden_in_it_and_in_every_earlier_one(city: City) -> None:
    case = city.case("in-hand", email="mei@example.com")
    handling.answer(case, by=city.chen, outcome="solved", text=f"已联系{NAME}，{PHONE}。", at=NOON + 5 * HOUR)
    assert NAME in page(case)
    supervision.send_back(case, by=city.lin, reason="夜里不亮。", at=NOON + 6 * HOUR)
    handling.answer(case, by=city.chen, outcome="solved", text=f"{NAME}家已修好。", at=NOON + 7 * HOUR)
    city.objected(case, quote=NAME, at=NOON + 8 * HOUR)
    assert NAME not in page(case)
    assert NAME not in Client().get(f"/api/v1/cases/{case.number}/timeline/").content.decode()
    assert [
        line for line in case.lines.all() if hasattr(line, "words") and NAME in line.words.text
    ]  # the desk reads on


def test_words_that_come_later_are_hidden_in_as_well(city: City) -> None:
    case = named(city, state="in-hand", email="mei@example.com")
    city.objected(case, quote=NAME, at=NOON + 11 * HOUR)
    handling.answer(case, by=city.chen, outcome="solved", text=f"{NAME}家的灯亮了。", at=NOON + 12 * HOUR)
    assert NAME not in page(case)
    assert not found(NAME)
    told = Notice.objects.filter(verb="answer").latest("pk")
    assert NAME not in told.body


def test_a_moderator_who_writes_the_words_anew_cannot_show_it_by_mistake(city: City) -> None:
    case = named(city)
    city.objected(case, quote=NAME, at=NOON + 11 * HOUR)
    supervision.publish(case, by=city.mo, title=TITLE, text=TEXT, keep=[PHONE], at=NOON + 12 * HOUR)
    assert NAME not in page(case)


def test_messages_that_still_wait_lose_it_too(city: City) -> None:
    case = city.case("in-hand", email="mei@example.com")
    handling.answer(case, by=city.chen, outcome="solved", text=f"已联系{NAME}。", at=NOON + 5 * HOUR)
    assert NAME in Notice.objects.get(verb="answer").body
    city.objected(case, quote=NAME, at=NOON + 8 * HOUR)
    assert NAME not in Notice.objects.get(verb="answer").body


def test_a_photo_is_hidden_alone_and_only_once(city: City) -> None:
    case = named(city)
    for turn in range(2):
        case.photos.create(
            line=case.lines.get(seq=1), state="ready", digest=str(turn), received_at=NOON, is_public=True
        )
    first, second = case.photos.all()
    city.objected(case, "photo", photos=[first.key], at=NOON + 11 * HOUR)
    assert list(case.photos.filter(is_public=True)) == [second]
    assert str(first.key) not in page(case)
    assert Client().get(f"/cases/{case.number}/photos/{first.key}/small/").status_code == 404
    _refuse(city, case)
    assert case.photos.filter(is_public=True).count() == 2
    again = city.objected(case, "photo", photos=[first.key], at=NOON + 20 * HOUR)
    assert again.hidden == 0
    assert case.photos.filter(is_public=True).count() == 2


def _refuse(city: City, case: Case) -> None:
    waiting = Objection.objects.waiting().get(case=case)
    supervision.decide_objection(
        case, by=city.mo, objection=waiting.pk, remedy="refuse", reason="看不出是谁。", at=NOON + 15 * HOUR
    )
    case.refresh_from_db()


def test_words_that_a_moderator_left_cannot_be_hidden_at_once_again(city: City) -> None:
    case = named(city)
    city.objected(case, quote=NAME, at=NOON + 11 * HOUR)
    _refuse(city, case)
    assert (case.public_title, case.public_text, case.veiled) == (TITLE, TEXT, 0)
    assert found(NAME)
    assert city.objected(case, quote=" 周小燕 ", at=NOON + 20 * HOUR).hidden == 0
    assert NAME in page(case)


@pytest.mark.parametrize(
    ("concern", "given"),
    [
        ("untrue", {"words": "不是我弄坏的。", "quote": NAME}),
        ("reply", {"words": "请听我说一句。"}),
        ("data", {"quote": "周小燕家门口的路灯不亮，找她打13800138000。邻居都很着急。"}),  # but for the number
        ("data", {"quote": TITLE}),
        ("data", {"quote": "路灯不亮"}),  # so the city itself calls the matter
    ],
)
def test_nobody_takes_a_complaint_away_by_objecting(city: City, concern: str, given: dict[str, Any]) -> None:
    case = named(city)
    city.objected(case, concern, at=NOON + 11 * HOUR, **given)
    assert case.public_title == TITLE
    assert case.public_text.replace("〔电话〕", PHONE) == TEXT
    assert case.is_public


def test_no_more_than_three_marked_words_leave_at_once(city: City) -> None:
    case = city.case("filed", published=False)
    supervision.publish(case, by=city.mo, title="灯", text="甲一、乙二、丙三、丁四都说不亮。", at=NOON + HOUR)
    for turn, piece in enumerate(("甲一", "乙二", "丙三", "丁四")):
        city.objected(case, quote=piece, at=NOON + (2 + turn) * HOUR)
    assert case.public_text == "〔已隐去〕、〔已隐去〕、〔已隐去〕、丁四都说不亮。"


def test_a_case_with_too_many_objections_takes_no_more_until_some_are_decided(city: City) -> None:
    case = named(city)
    Case.objects.filter(pk=case.pk).update(objecting=20)
    with pytest.raises(Conflict):
        city.objected(case, "untrue", words="全是假的，都是假的。", at=NOON + 11 * HOUR)


def test_a_line_is_written_only_where_something_left_the_page(city: City) -> None:
    case = named(city)
    before = case.last_seq
    city.objected(case, "untrue", words="不是这样的，完全不是。", at=NOON + 11 * HOUR)
    assert case.last_seq == before
    city.objected(case, quote=NAME, at=NOON + 12 * HOUR)
    line = Line.objects.get(case=case, verb="object")
    assert (line.side, line.actor_id, line.facts["hidden"]) == ("concerned", None, 1)
    assert case.objecting == 2


def test_the_same_form_sent_twice_is_one_objection_with_one_code(city: City) -> None:
    case = named(city)
    given = ObjectionGiven(concern="data", quote=NAME, email="yan@example.com")
    one = feedback.object_to(case, given=given, token="t1", at=NOON + 11 * HOUR)
    two = feedback.object_to(case, given=given, token="t1", at=NOON + 11 * HOUR)
    assert (one.objection, one.code) == (two.objection, two.code)
    assert two.is_replay
    assert Notice.objects.filter(verb="objection-received").count() == 1


def test_it_is_due_within_two_working_days_and_contacts_are_sealed_with_a_hash(city: City) -> None:
    case = named(city)
    done = city.objected(case, quote=NAME, email="Yan@Example.com", at=NOON + 11 * HOUR)
    assert done.objection.due_at.astimezone().date().isoformat() == "2026-11-05"
    kept = Objection.objects.get()
    assert kept.email_hash == cases.contact_hashes("yan@example.com", "")[0]


@pytest.mark.parametrize(
    ("concern", "given", "field"),
    [
        ("", {}, "concern"),
        ("photo", {}, "concern"),
        ("untrue", {}, "words"),
        ("data", {}, "quote"),
        ("data", {"quote": "没有这句话"}, "quote"),
        ("data", {"quote": NAME, "email": "no"}, "email"),
        ("data", {"quote": NAME, "speaks_for": "king"}, "speaks_for"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(city: City, concern: str, given: dict[str, Any], field: str) -> None:
    case = named(city)
    with pytest.raises(NotValid) as refused:
        city.objected(case, concern, at=NOON + 11 * HOUR, **given)
    assert field in refused.value.fields
    assert not Objection.objects.exists()


def test_nobody_objects_to_what_is_not_public(city: City) -> None:
    case = city.case("filed", published=False)
    with pytest.raises(Conflict):
        city.objected(case, "untrue", words="不是这样的。", at=NOON + 11 * HOUR)
    assert Client().get(f"/cases/{case.number}/object/").status_code == 404


def test_whoever_objected_takes_it_back_and_everything_is_as_before(city: City) -> None:
    case = named(city)
    done = city.objected(case, quote=NAME, words="这是我。", phone="13900139000", at=NOON + 11 * HOUR)
    feedback.take_back_objection(done.objection, at=NOON + 12 * HOUR)
    case.refresh_from_db()
    assert (case.public_title, case.objecting, case.veiled) == (TITLE, 0, 0)
    kept = Objection.objects.get()
    assert (kept.words, kept.quote, kept.phone, kept.phone_hash) == ("", "", "", "")
    with pytest.raises(Conflict):
        feedback.take_back_objection(kept, at=NOON + 13 * HOUR)


def test_words_and_contact_go_once_it_is_decided_and_what_is_hidden_stays(city: City) -> None:
    case = named(city)
    done = city.objected(case, quote=NAME, words="这是我。", email="yan@example.com", at=NOON + 11 * HOUR)
    with pytest.raises(Conflict):
        feedback.erase_objection(done.objection, at=NOON + 12 * HOUR)
    supervision.decide_objection(
        case, by=city.mo, objection=done.objection.pk, remedy="hide", reason="您说得对。", at=NOON + 13 * HOUR
    )
    feedback.erase_objection(done.objection, at=NOON + 14 * HOUR)
    kept = Objection.objects.get()
    assert (kept.words, kept.quote, kept.email, kept.reason) == ("", "", "", "")
    assert NAME not in page(case)
    assert Veil.objects.get().is_on


def test_a_contact_that_is_forgotten_is_forgotten_here_too(city: City) -> None:
    case = named(city)
    city.objected(case, quote=NAME, words="这是我。", email="mei@example.com", at=NOON + 11 * HOUR)
    assert cases.forget_objector(cases.contact_hashes("mei@example.com", ""), at=NOON + 12 * HOUR) == 1
    kept = Objection.objects.get()
    assert (kept.words, kept.email_hash, kept.decision) == ("", "", "")
    assert NAME not in page(case)
