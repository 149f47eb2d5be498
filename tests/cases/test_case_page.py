"""The page of a case: what each reader sees of it, what comes next, and what a stranger never learns."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases import actions
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.supervision import actions as supervision
from tests.people import NOON, City

SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)


def page(client: Client, number: str) -> str:
    """The page as words."""
    answer = client.get(f"/cases/{number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_reads_the_words_as_published_and_every_step(city: City, client: Client) -> None:
    case = city.case("closed", text="望江路 18 号对面的路灯不亮。我叫王小明，电话 13800000000。")
    told = page(client, case.number)
    assert "望江路 18 号对面的路灯不亮。" in told
    assert "王小明" not in told
    assert "13800000000" not in told
    for step in ("Reported", "Accepted", "Dispatched to Dongqiao Street Lighting", "Answered", "Checked and closed"):
        assert step in told
    assert "已更换电缆，灯亮了。" in told


def test_two_rails_show_whose_hand_moved_the_case(city: City, client: Client) -> None:
    events = client.get(f"/cases/{city.case('closed').number}/").context["events"]
    assert [(event.before, event.side) for event in events] == [
        ("", "res"), ("res", "check"), ("check", "check"), ("check", "act"),
        ("act", "act"), ("act", "act"), ("act", "check"),
    ]  # fmt: skip


def test_an_answer_sent_back_is_drawn_as_overtaken(city: City, client: Client) -> None:
    case = city.case("answered")
    supervision.send_back(case, by=city.lin, reason="灯仍然不亮。", at=NOON + DAY)
    handling.answer(case, by=city.chen, outcome="solved", text="换了电缆。", at=NOON + 2 * DAY)
    told = page(client, case.number)
    assert "answer--old" in told
    assert "node--back" in told
    assert "Answer number 2" in told
    assert '<div class="sentback">' in told


def test_a_case_stands_with_the_office_only_while_the_office_has_it(city: City, client: Client) -> None:
    case = city.case("dispatched")
    assert "Now with Dongqiao Street Lighting." in page(client, case.number)
    again = city.rated(city.case("closed"), "no")
    assert again.state == "accepted"
    assert again.office is not None
    assert "Now with" not in page(client, again.number)


def test_a_not_solved_and_its_reopening_stand_on_the_page(city: City, client: Client) -> None:
    case = city.rated(city.case("closed"), "no", attitude=4, text="又灭了。")
    told = page(client, case.number)
    assert "Rated, and reopened for round 2" in told
    assert "this is round 2" in told
    assert "4 / 5" in told
    assert "又灭了。" not in told
    assert "It is shown once it has been screened." in told


def test_a_misread_number_leads_to_the_page_it_means(city: City, client: Client) -> None:
    number = city.case("accepted").number
    for typed in (number.replace("-", ""), number.replace("-", " "), f"案件{number}"):
        assert client.get(f"/cases/{typed}/").headers["Location"] == f"/cases/{number}/"


def test_what_may_not_be_seen_looks_and_costs_like_a_number_never_issued(city: City, client: Client) -> None:
    withheld = city.case("accepted")
    supervision.withhold(withheld, by=city.mo, reason="有人名。", at=NOON + DAY)
    sealed = city.case("filed", published=False, is_confidential=True)
    client.get("/cases/")
    told = []
    for number in ("26-7041-5835", withheld.number, sealed.number):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/cases/{number}/")
        assert answer.status_code == 404
        told.append((answer.content.decode().replace(number, ""), len(asked)))
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("number", ["x", "26-7041-5836", "9" * 300, "%00", "..", "２６", "27-0000-0000-1"])
def test_what_is_no_number_is_not_found(city: City, client: Client, number: str) -> None:
    assert client.get(f"/cases/{number}/").status_code in (400, 404)


def test_an_unscreened_report_shows_matter_area_and_hour_only(city: City, client: Client) -> None:
    case = city.filed(text="我叫王小明，住在某某路 9 号。", title="王小明家门口", address="某某路 9 号").case
    told = page(client, case.number)
    assert "Street lamp is out" in told
    assert "Dongqiao District" in told
    assert "12:00 to 12:59" in told
    assert "noindex" in told
    for secret in ("王小明", "某某路"):
        assert secret not in told


def test_the_reporter_reads_all_of_hers_before_anybody_screened_it(city: City, as_person: SignIn) -> None:
    case = city.filed(text="灯不亮，我叫王小明。", by=city.mei).case
    answer = as_person(city.mei).get(f"/cases/{case.number}/")
    told = answer.content.decode()
    assert "灯不亮，我叫王小明。" in told
    assert "Only you and the desk can read this page so far." in told
    assert "private" in answer.headers["Cache-Control"]


def test_an_office_reads_a_case_at_its_desk_as_the_desk_does(city: City, as_person: SignIn) -> None:
    case = city.case("in-hand", published=False, text="灯不亮，我叫王小明。")
    assert "我叫王小明" in page(as_person(city.chen), case.number)


def test_search_engines_are_let_in_once_there_is_an_answer(city: City, client: Client) -> None:
    assert "noindex" in page(client, city.case("in-hand").number)
    assert "noindex" not in page(client, city.case("closed").number)


def test_what_the_resident_wrote_says_its_language_and_is_no_markup(city: City, client: Client) -> None:
    case = city.filed(text="<script>alert(1)</script> 灯不亮", language="zh-hans").case
    supervision.publish(case, by=city.mo, title="<b>灯</b>", text="<script>alert(1)</script> 灯不亮", at=NOON + DAY)
    told = page(client, case.number)
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert(1)" in told
    assert "<b>灯</b>" not in told
    assert '<h1 lang="zh-hans" dir="auto">' in told
    assert "Written in Simplified Chinese." in told


def test_a_refusal_names_its_basis_and_where_to_appeal_until_when(city: City, client: Client) -> None:
    case = city.case("declined", at=timezone.now() - DAY)
    told = page(client, case.number)
    assert "《云桥市事项目录》第三条" in told
    assert "Review Office of Yunqiao decides; it never touched this case." in told
    assert "The resident may appeal until" in told


def test_an_appeal_whose_days_have_passed_is_told_as_over(city: City, client: Client) -> None:
    case = city.case("closed", at=timezone.now() - 200 * DAY)
    assert "It could be appealed until" in page(client, case.number)


def test_a_running_appeal_names_who_decides_and_offers_no_second_one(city: City, as_person: SignIn) -> None:
    case = city.case("closed", by=city.mei, at=timezone.now() - 5 * DAY)
    feedback.appeal(case, by=city.reporter(case), text="只修了一半。", at=timezone.now())
    told = page(as_person(city.mei), case.number)
    assert "Answer under review" in told
    assert "/appeal/" not in told


def test_the_reporter_is_offered_exactly_what_the_table_opens(city: City, as_person: SignIn) -> None:
    mei = as_person(city.mei)
    at = timezone.now() - 5 * DAY
    closed = city.case("closed", by=city.mei, at=at)
    for state, wanted in (
        ("filed", ["add", "withdraw"]),
        ("in-hand", ["add"]),
        ("answered", ["add", "say"]),
        ("declined", ["appeal"]),
    ):
        case = city.case(state, by=city.mei, at=at)
        assert sorted(mei.get(f"/cases/{case.number}/").context["now"].acts - {"redact"}) == wanted
    assert sorted(mei.get(f"/cases/{closed.number}/").context["now"].acts - {"redact"}) == ["appeal", "rate"]
    rated = city.rated(closed, "yes")
    assert sorted(mei.get(f"/cases/{rated.number}/").context["now"].acts) == ["appeal", "redact"]


def test_a_stranger_is_offered_none_of_it(city: City, client: Client) -> None:
    told = page(client, city.case("closed").number)
    for act in ("/rate/", "/appeal/", "/reply/", "/withdraw/"):
        assert act not in told


def test_the_page_costs_at_most_eight_queries_beside_those_that_tell_who_reads(
    city: City, client: Client, as_person: SignIn
) -> None:
    case = city.rated(city.case("closed", by=city.mei), "no", text="又灭了。")
    who_reads = 3  # session, person, posts held
    for browser, more in (
        (client, 0),
        *((as_person(one), who_reads) for one in (city.mei, city.chen, city.lin)),
    ):
        browser.get("/cases/")
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/cases/{case.number}/")
        assert len(asked) <= 8 + more


# --- whoever comes back ---


def test_a_returning_reader_is_told_that_nothing_has_changed(city: City, client: Client) -> None:
    case = city.case("in-hand")
    first = client.get(f"/cases/{case.number}/")
    again = client.get(f"/cases/{case.number}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-cache" in first["Cache-Control"]  # she asks each time, so that what was hidden is gone


def test_a_returning_reader_reads_anew_what_has_happened_since(city: City, client: Client) -> None:
    case = city.case("in-hand")
    address = f"/cases/{case.number}/"
    known = client.get(address)["ETag"]
    handling.answer(case, by=city.chen, text="灯已修好。", outcome="solved", at=timezone.now())
    assert client.get(address, headers={"If-None-Match": known}).status_code == 200
    known = client.get(address)["ETag"]
    supervision.withhold(case, by=city.mo, reason="有人的住址。", at=timezone.now())
    assert client.get(address, headers={"If-None-Match": known}).status_code == 404


def test_each_reader_and_each_language_has_a_page_of_its_own(city: City, client: Client, as_person: SignIn) -> None:
    case = city.case("in-hand", by=city.mei)
    address = f"/cases/{case.number}/"
    known = client.get(address)["ETag"]
    assert client.get(address, {"lang": "zh-hant"}, headers={"If-None-Match": known}).status_code == 200
    assert as_person(city.mei).get(address, headers={"If-None-Match": known}).status_code == 200


# --- reply and withdraw ---


def _asked(city: City) -> str:
    case = city.case("filed", by=city.mei)
    supervision.ask(case, by=city.lin, text="请问是哪一根灯杆？", at=NOON + DAY)
    return case.number


def test_the_reporter_replies_where_the_question_stands(city: City, as_person: SignIn, client: Client) -> None:
    number, mei = _asked(city), as_person(city.mei)
    assert "请问是哪一根灯杆？" in page(mei, number)
    assert "请问是哪一根灯杆？" not in page(client, number)
    assert mei.post(f"/cases/{number}/reply/", {"text": "第二根。"}).status_code == 302
    told = page(mei, number)
    assert "第二根。" in told
    assert "Your reply has been passed on." in told
    assert "第二根。" not in page(client, number)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Write something here"), (" \u202e\n", "Write something here"), ("长" * 4001, "This is too long.")],
)
def test_a_reply_that_cannot_be_taken_is_told_beside_it_and_kept(
    city: City, as_person: SignIn, text: str, sentence: str
) -> None:
    number = _asked(city)
    answer = as_person(city.mei).post(f"/cases/{number}/reply/", {"text": text})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert answer.context["form"]["text"].value() == text


def test_a_second_reply_is_told_that_the_case_has_moved_on(city: City, as_person: SignIn) -> None:
    number, mei = _asked(city), as_person(city.mei)
    mei.post(f"/cases/{number}/reply/", {"text": "第二根。"})
    again = mei.post(f"/cases/{number}/reply/", {"text": "第二根。"})
    assert again.status_code == 409
    assert "Nobody waits for a reply from you now." in again.content.decode()
    assert "第二根。" in again.content.decode()


def test_taking_a_report_back_asks_first_and_happens_once(city: City, as_person: SignIn) -> None:
    case, mei = city.case("filed", by=city.mei), as_person(city.mei)
    assert "Yes, take it back" in mei.get(f"/cases/{case.number}/withdraw/").content.decode()
    case.refresh_from_db()
    assert case.state == "filed"
    assert mei.post(f"/cases/{case.number}/withdraw/").status_code == 302
    assert mei.post(f"/cases/{case.number}/withdraw/").status_code == 409
    case.refresh_from_db()
    assert case.state == "withdrawn"


@pytest.mark.parametrize("act", ["reply", "withdraw", "rate", "appeal"])
def test_what_belongs_to_the_reporter_is_refused_to_everybody_else(
    city: City, as_person: SignIn, client: Client, act: str
) -> None:
    case = city.case("closed", by=city.mei)
    hidden = city.case("closed", published=False, by=city.mei)
    for browser in (client, as_person(city.gu)):
        for method in (browser.get, browser.post):
            assert method(f"/cases/{case.number}/{act}/").status_code == 403
            assert method(f"/cases/{hidden.number}/{act}/").status_code == 404


def test_forgetting_leaves_the_steps_and_takes_the_words(city: City, client: Client) -> None:
    case = city.case("closed", by=city.mei)
    actions.forget(city.mei, at=NOON + DAY, public_words_too=True)
    told = page(client, case.number)
    assert "These words were erased" in told
    assert "望江路" not in told
