"""What a program reads: lists, one case, its timeline, as far as whoever asks may; hidden is hidden everywhere."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.cases.models import Case
from civic.feedback import actions as feedback
from civic.supervision import actions as supervision
from tests.cases.api_door import file_report, is_problem, photo
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
Statements = Callable[..., Any]


def read(client: Client, number: str, code: str = "", more: str = "") -> Any:
    """Read a case, perhaps with its code."""
    return client.get(f"/api/v1/cases/{number}/{more}", headers={"Tracking-Code": code} if code else {})


def brought(city: City, how: str) -> tuple[Case, str]:
    """A case with its code: unscreened, published, withheld, confidential or withdrawn."""
    filed = city.filed(is_confidential=how == "confidential", by=city.mei)
    if how in ("published", "withheld"):
        supervision.publish(filed.case, by=city.mo, title="望江路路灯不亮", text="路灯不亮。", at=NOON + HOUR)
    if how == "withheld":
        supervision.withhold(filed.case, by=city.mo, reason="写了别人的姓名。", at=NOON + 2 * HOUR)
    filed.case.refresh_from_db()
    return filed.case, filed.tracking_code


# --- who reads what: one table ---

READERS: list[tuple[str, str, str]] = [
    # how the case stands, who asks, what is read ("404": nothing)
    ("published", "stranger", "public"),
    ("published", "gu", "public"),
    ("published", "code", "party"),
    ("published", "mei", "party"),
    ("published", "lin", "desk"),
    ("published", "chen", "public"),
    ("unscreened", "stranger", "bare"),
    ("unscreened", "gu", "bare"),
    ("unscreened", "chen", "bare"),
    ("unscreened", "code", "party"),
    ("unscreened", "mei", "party"),
    ("unscreened", "lin", "desk"),
    ("confidential", "stranger", "404"),
    ("confidential", "gu", "404"),
    ("confidential", "chen", "404"),
    ("confidential", "code", "party"),
    ("confidential", "mei", "party"),
    ("confidential", "lin", "desk"),
    ("withheld", "stranger", "404"),
    ("withheld", "gu", "404"),
    ("withheld", "chen", "404"),
    ("withheld", "code", "party"),
    ("withheld", "mei", "party"),
    ("withheld", "mo", "desk"),
]


@pytest.mark.parametrize(("how", "who", "reading"), READERS)
def test_each_reader_reads_what_the_table_says(
    city: City, client: Client, as_person: Callable[..., Client], how: str, who: str, reading: str
) -> None:
    case, code = brought(city, how)
    asking = client if who in ("stranger", "code") else as_person(getattr(city, who))
    answer = read(asking, case.number, code if who == "code" else "")
    lines = read(asking, case.number, code if who == "code" else "", "timeline/")
    if reading == "404":
        is_problem(answer, 404)
        is_problem(lines, 404)
        return
    assert answer.json()["reading"] == reading
    assert lines.status_code == (404 if reading == "bare" else 200)
    is_private = reading in ("party", "desk")
    assert ("handed_in" in answer.json()) == is_private
    assert ("no-store" in answer.headers.get("Cache-Control", "")) == is_private


def test_what_may_not_be_seen_answers_like_a_number_never_issued(city: City, client: Client) -> None:
    case, _code = brought(city, "withheld")
    hidden, never = read(client, case.number), read(client, "26-0000-0000")
    assert hidden.content == never.content
    assert read(client, case.number, "K7QM-2X4P-9TBD").content == read(client, "nonsense", "K7QM-2X4P-9TBD").content


def test_an_unscreened_case_shows_matter_place_and_hour_and_nothing_else(city: City, client: Client) -> None:
    case, _code = brought(city, "unscreened")
    told = read(client, case.number).json()
    assert set(told) == {"number", "reading", "matter", "area", "cell", "state", "day", "hour"}
    assert told["hour"] == "2026-11-03T12:00:00+08:00"
    assert case.title not in str(told)


def test_a_stranger_never_reads_the_words_as_handed_in(city: City, client: Client) -> None:
    case = city.filed("王小明住望江路 18 号，电话 13800138000，路灯不亮。", address="望江路 18 号 302 室").case
    supervision.publish(case, by=city.mo, title="路灯不亮", text="望江路有一盏路灯不亮。", at=NOON + HOUR)
    for path in (f"cases/{case.number}/", f"cases/{case.number}/timeline/", "cases/", "cases/?q=路灯"):
        told = client.get(f"/api/v1/{path}").content.decode()
        assert "13800138000" not in told
        assert "302" not in told


def test_a_wrong_code_is_told_on_a_case_that_may_be_seen(city: City, client: Client) -> None:
    case, _code = brought(city, "published")
    assert is_problem(read(client, case.number, "K7QM-2X4P-9TBD"), 403)["type"].endswith(":wrong-code")


def test_guessing_codes_ends_soon(city: City, client: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"track-network": (2, 600)}
    case, code = brought(city, "withheld")
    for _n in range(2):
        is_problem(read(client, case.number, "K7QM-2X4P-9TBD"), 404)
    assert "Retry-After" in read(client, case.number, "K7QM-2X4P-9TBD")
    assert read(client, case.number, code).status_code == 200


def test_a_code_may_be_typed_as_people_type(city: City, client: Client) -> None:
    case, code = brought(city, "unscreened")
    assert read(client, case.number.replace("-", ""), code.lower().replace("-", " ")).json()["reading"] == "party"


def test_the_reporter_is_told_what_may_be_done_now(city: City, client: Client) -> None:
    filed = city.filed()
    assert read(client, filed.case.number, filed.tracking_code).json()["may"] == ["edit", "withdraw", "add", "redact"]
    supervision.ask(filed.case, by=city.lin, text="是哪一盏灯？", at=NOON + HOUR)
    told = read(client, filed.case.number, filed.tracking_code).json()
    assert (told["may"], told["next"]["who"]) == (["reply", "edit", "withdraw", "redact"], "resident")


def test_the_timeline_tells_each_act_with_its_side_and_its_words(city: City, client: Client) -> None:
    case = city.case("closed")
    told = read(client, case.number, more="timeline/").json()
    assert [line["verb"] for line in told["results"]] == [
        "file",
        "publish",
        "accept",
        "dispatch",
        "take",
        "answer",
        "verify",
    ]
    answer = told["results"][5]
    assert (answer["side"], answer["text"], answer["facts"]["outcome"]) == ("act", "已更换电缆，灯亮了。", "solved")
    assert answer["facts"]["appeal_to"] == "review"
    assert told["results"][3]["text"] == ""


def test_a_comment_waits_for_its_moderator(city: City, client: Client) -> None:
    case = city.case("closed")
    feedback.rate(case, by=city.reporter(case), solved="partly", text="王小明说还会闪。", at=case.closed_at + HOUR)
    line = read(client, case.number, more="timeline/").json()["results"][-1]
    assert (line["text"], line["facts"]["solved"]) == ("", "partly")
    assert line["note"]


def test_photos_are_told_with_their_addresses_once_they_are_ready_and_public(city: City, client: Client) -> None:
    answer = client.post("/api/v1/cases/", {"kind": "complaint", "text": "路灯不亮一周了。", "photo": photo()}).json()
    case = Case.objects.get(number=answer["number"])
    own = read(client, case.number, answer["tracking_code"], "timeline/").json()["results"][0]["photos"]
    assert [(one["state"], one["large"]) for one in own] == [("received", "")]
    case.photos.update(state="ready", is_public=True)
    supervision.publish(case, by=city.mo, title="路灯不亮", text="路灯不亮。", at=NOON + HOUR)
    shown = read(client, case.number, more="timeline/").json()["results"][0]["photos"]
    assert shown[0]["small"].endswith(f"/cases/{case.number}/photos/{shown[0]['key']}/small/")


# --- lists ---


def listed(client: Client, **asked: Any) -> list[str]:
    """The numbers of a list."""
    answer = client.get("/api/v1/cases/", asked)
    assert answer.status_code == 200, answer.content
    return [row["number"] for row in answer.json()["results"]]


def test_the_list_holds_public_cases_only_whoever_asks(
    city: City, client: Client, as_person: Callable[..., Client]
) -> None:
    public, _code = brought(city, "published")
    for how in ("unscreened", "withheld", "confidential"):
        brought(city, how)
    for asking in (client, as_person(city.mei), as_person(city.lin)):
        assert listed(asking) == [public.number]
    assert listed(client, q="路灯") == [public.number]


def test_the_list_is_filtered(city: City, client: Client) -> None:
    lamp = city.case("closed", at=NOON)
    question = city.case(
        "accepted", kind="question", at=NOON + 48 * HOUR, lat=None, lon=None, matter=city.matter("0900")
    )
    both = [question.number, lamp.number]
    assert listed(client) == both
    assert listed(client, kind="question") == [question.number]
    assert listed(client, office="dongqiao-lamps") == [lamp.number]
    assert listed(client, area="990102") == [lamp.number]
    assert listed(client, area="990100") == [lamp.number]
    assert listed(client, area="990101") == []
    assert listed(client, matter="0101") == both
    assert listed(client, state="closed") == [lamp.number]
    assert listed(client, since="2026-11-04") == [question.number]
    assert listed(client, until="2026-11-04") == [lamp.number]
    assert listed(client, bbox="113.29,23.12,113.31,23.14") == [lamp.number]
    assert listed(client, near="23.1301,113.3001,200") == [lamp.number]
    assert listed(client, near="23.20,113.3001,200") == []
    assert listed(client, q="望江路") == both
    assert listed(client, q="没有这样的字") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "gossip"),
        ("kind", "misconduct"),
        ("matter", "9999"),
        ("area", "x"),
        ("office", "x"),
        ("state", "lost"),
        ("bbox", "1,2,3"),
        ("bbox", "nan,nan,nan,nan"),
        ("near", "23,113,inf"),
        ("near", "a,b,c"),
        ("since", "yesterday"),
        ("until", "2026-13-45"),
        ("cursor", "abc"),
        ("cursor", "x" * 700),
        ("limit", "0"),
        ("limit", "201"),
        ("limit", "ten"),
        ("limit", "٣"),
        ("q", "a" * 101),
    ],
)
def test_a_filter_that_cannot_be_read_is_told(city: City, client: Client, name: str, value: str) -> None:
    assert name in is_problem(client.get("/api/v1/cases/", {name: value}), 400)["errors"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_the_first_and_the_last_day_are_no_fault(city: City, client: Client, name: str, day: str) -> None:
    assert client.get("/api/v1/cases/", {name: day}).status_code in (200, 400)


def published(city: City, count: int, *, apart: timedelta = timedelta(minutes=1)) -> list[str]:
    """So many public cases; the numbers, newest first."""
    numbers = []
    for n in range(count):
        case = city.filed(at=NOON + n * apart).case
        supervision.publish(case, by=city.mo, title=f"路灯 {n}", text="路灯不亮。", at=NOON + HOUR * 3)
        numbers.append(case.number)
    return numbers[::-1]


def follow(client: Client, limit: int) -> list[str]:
    """Every number, page by page."""
    found: list[str] = []
    url = f"/api/v1/cases/?limit={limit}&kind=complaint"
    while url:
        page = client.get(url).json()
        found += [row["number"] for row in page["results"]]
        url = page["next"]
    return found


def test_following_next_meets_every_case_once(city: City, client: Client) -> None:
    numbers = published(city, 10)
    assert follow(client, 3) == numbers


def test_cases_of_one_instant_are_each_met_once(city: City, client: Client) -> None:
    numbers = published(city, 7, apart=timedelta(0))
    assert follow(client, 2) == numbers


def test_a_page_stays_right_while_cases_arrive(city: City, client: Client) -> None:
    before = published(city, 4)
    page = client.get("/api/v1/cases/?limit=2").json()
    later = city.filed(at=NOON + HOUR).case
    supervision.publish(later, by=city.mo, title="新来的", text="新来的。", at=NOON + 2 * HOUR)
    assert [row["number"] for row in client.get(page["next"]).json()["results"]] == before[2:]


def test_a_cursor_does_not_tell_how_many_cases_are_hidden(city: City, client: Client) -> None:
    published(city, 2)
    cursor = client.get("/api/v1/cases/?limit=1").json()["next"]
    assert "gAAAA" in cursor  # sealed


# --- cost ---


def test_a_list_of_fifty_costs_at_most_eight_statements(
    city: City, client: Client, django_assert_max_num_queries: Statements
) -> None:
    published(city, 51)
    with django_assert_max_num_queries(1):
        assert len(client.get("/api/v1/cases/").json()["results"]) == 50
    with django_assert_max_num_queries(5):  # SQLite counts how common the word is, once in some minutes
        asked = {
            "q": "路灯",
            "matter": "0101",
            "area": "990102",
            "office": "dongqiao-lamps",
            "since": "2026-01-01",
            "near": "23.13,113.30,500",
            "limit": "200",
        }
        assert client.get("/api/v1/cases/", asked).status_code == 200


def test_reading_costs_at_most_ten_statements(
    city: City, client: Client, as_person: Callable[..., Client], django_assert_max_num_queries: Statements
) -> None:
    case, code = brought(city, "published")
    officer = as_person(city.lin)
    with django_assert_max_num_queries(2):  # the case, and what is due
        read(client, case.number)
    with django_assert_max_num_queries(3):
        read(client, case.number, more="timeline/")
    with django_assert_max_num_queries(3):
        read(client, case.number, code)
    with django_assert_max_num_queries(7):
        read(officer, case.number)
    with django_assert_max_num_queries(10):
        read(officer, case.number, more="timeline/")


def test_reading_without_a_session_opens_none(city: City, client: Client) -> None:
    file_report(client)
    read(client, brought(city, "published")[0].number)
    assert not client.cookies
