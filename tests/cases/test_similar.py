"""What a resident is asked before she sends a report: three at most, the nearest, nothing a stranger may not know."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.cases.models import Case
from civic.cases.queries import Probe, Suggestion, suggestions
from civic.cases.rules.likeness import FARTHEST, Likeness, remoteness, says, worth_asking
from civic.places.queries import locate
from civic.places.rules import hexagon
from civic.supervision import actions as supervision
from tests.people import IN_DONGQIAO, NOON, City

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LAT, LON = IN_DONGQIAO
METRE = 1 / 111_320
TEXT = "望江路 18 号对面的路灯不亮一个星期了。"
LETTER = "尊敬的领导您好，我们小区门口的公交站牌被撤走已经三个月了，老人每天要多走两站路，恳请尽快恢复，谢谢。"


def shown(city: City, text: str, **given: Any) -> Case:
    """A public case in these words."""
    case = city.filed(text, **given).case
    place = {"address": given["address"]} if "address" in given else {}
    supervision.publish(case, by=city.mo, title=text[:20], text=text, **place, at=given.get("at", NOON))
    case.refresh_from_db()
    return case


def probe(city: City, **given: Any) -> Probe:
    """A report about a dark lamp at the usual point, about to be sent."""
    usual: dict[str, Any] = {"at": NOON + HOUR, "text": TEXT, "lat": LAT, "lon": LON, "matter_id": city.matter().pk}
    return Probe(**usual | given)


def asked(city: City, *, cell: bool = False, but: Any = (), **given: Any) -> list[Suggestion]:
    """What she is asked."""
    return suggestions(probe(city, **given), cell_id=locate(LAT, LON).cell.pk if cell else None, but=but)  # type: ignore[union-attr]


def found(city: City, **given: Any) -> list[Case]:
    """The same as cases."""
    return [one.case for one in asked(city, **given)]


def test_an_open_public_case_close_by_is_asked_about_with_its_distance(city: City) -> None:
    case = city.case("in-hand", lat=LAT + 40 * METRE, lon=LON)
    [one] = asked(city)
    assert (one.case, one.metres, one.is_open, one.glimpse) == (case, 40, True, None)


def test_far_away_or_another_matter_is_not_asked_about(city: City) -> None:
    city.case("filed", lat=LAT + 95 * METRE, lon=LON)
    shown(city, "井盖坏了，有响声。", matter=city.matter("0102"))
    assert found(city) == []


def test_an_open_case_waits_on_however_old_and_a_closed_one_for_three_days_only(city: City) -> None:
    case = city.case("in-hand", at=NOON - 40 * DAY, lat=LAT + 30 * METRE, lon=LON)
    closed = city.case("closed", at=NOON - 4 * DAY, lat=LAT + 10 * METRE, lon=LON)
    assert closed.state == "closed"
    assert found(city) == [case]


def test_one_that_was_closed_lately_is_told_but_cannot_be_joined(city: City) -> None:
    case = city.case("closed", at=NOON - HOUR)
    Case.objects.filter(pk=case.pk).update(filed_at=NOON - DAY, closed_at=NOON)
    [one] = asked(city)
    assert not one.is_open


def test_what_was_found_unfounded_or_declined_is_not_asked_about(city: City) -> None:
    city.case("declined")
    unfounded = city.case("in-hand")
    Case.objects.filter(pk=unfounded.pk).update(is_unfounded=True)
    assert found(city) == []


def test_nothing_hidden_is_ever_asked_about(city: City) -> None:
    city.filed(is_confidential=True)
    city.filed(kind="misconduct", matter=None)
    withheld = city.case("filed", published=False)
    supervision.withhold(withheld, by=city.mo, reason="personal", at=NOON)
    withdrawn = city.case("filed")
    Case.objects.filter(pk=withdrawn.pk).update(state="withdrawn", closed_at=NOON)
    taken_down = city.case("in-hand")
    supervision.withhold(taken_down, by=city.mo, reason="personal", at=NOON)
    part_of = city.case("in-hand", lat=LAT + 2000 * METRE, lon=LON)
    supervision.split(part_of, by=city.lin, title=TEXT, text=TEXT, matter=city.matter(), at=NOON)
    moved = Case.objects.filter(whole=part_of).update(lat=LAT, lon=LON, h3=hexagon(LAT, LON))
    assert moved == 1
    assert found(city, cell=True) == []


def test_of_what_nobody_has_screened_neither_words_nor_distance_decide(city: City) -> None:
    case = city.filed("完全不同的话，说的是别的事情。", lat=LAT + 400 * METRE, lon=LON).case
    [one] = asked(city, cell=True)
    assert (one.case, one.metres, one.like) == (case, None, None)
    assert one.glimpse is not None
    assert one.glimpse.hour is not None
    assert one.glimpse.hour.minute == 0
    assert found(city) == []  # without a cell nothing is told of it
    assert found(city, cell=True, matter_id=city.matter("0102").pk) == []


def test_for_a_merged_report_stands_the_case_it_belongs_to(city: City) -> None:
    parent = city.case("in-hand", lat=LAT + 600 * METRE, lon=LON)
    child = city.case("filed", lat=LAT + 5 * METRE, lon=LON)
    supervision.merge(child, by=city.lin, into=parent, at=NOON)
    assert found(city) == [parent]


def test_a_merged_report_stands_for_nothing_where_its_case_is_hidden(city: City) -> None:
    parent, child = city.case("in-hand", lat=LAT + 600 * METRE, lon=LON), city.case("filed")
    supervision.merge(child, by=city.lin, into=parent, at=NOON)
    supervision.withhold(parent, by=city.mo, reason="personal", at=NOON + HOUR)
    assert found(city) == []


def test_three_at_most_and_further_ones_only_on_the_same_spot_in_the_same_words(city: City) -> None:
    for metres in (0, 3, 6, 9):
        city.case("filed", lat=LAT + metres * METRE, lon=LON)
    assert [one.metres for one in asked(city)] == [0, 3, 6]


def test_without_a_point_the_place_in_words_or_the_words_decide(city: City) -> None:
    case = shown(city, "灯又灭了，走路看不清。", lat=None, lon=None, address="望江路 18 号", area=city.area())
    supervision_address = Case.objects.filter(pk=case.pk).values_list("public_address", flat=True).get()
    area = {"lat": None, "lon": None, "area_path": city.area().path, "text": "晚上很黑。"}
    assert supervision_address == "望江路 18 号"
    assert found(city, **area, address="望江路18号") == [case]
    assert found(city, **area, address="望江路 20 号旁边的巷子") == []
    assert found(city, **area | {"text": "灯又灭了，走路看不清。"}) == [case]


def test_without_a_matter_the_same_words_close_by_are_enough(city: City) -> None:
    case = city.case("filed")
    assert found(city, matter_id=None) == [case]
    assert found(city, matter_id=None, text="公园里的长椅坏了。") == []


def test_a_letter_that_goes_round_is_found_without_place_and_matter(city: City) -> None:
    case = shown(city, LETTER, matter=city.matter("0900"), at=NOON - 90 * DAY)
    nothing = {"lat": None, "lon": None, "matter_id": None}
    assert found(city, **nothing, text=LETTER.replace("，", " , ")) == [case]
    assert found(city, **nothing, text=LETTER[:-5]) == []


def test_the_digest_of_the_words_leaves_with_them(city: City) -> None:
    case = shown(city, LETTER)
    assert Case.objects.get(pk=case.pk).says == says(LETTER)
    supervision.withhold(case, by=city.mo, reason="personal", at=NOON + HOUR)
    assert Case.objects.get(pk=case.pk).says is None
    assert Case.objects.get(pk=city.filed(LETTER).case.pk).says is None


def test_what_was_denied_is_not_asked_again(city: City) -> None:
    case = city.case("filed")
    assert found(city, but=[case.number]) == []


def crowd_of(case: Case, numbers: range) -> None:
    """Copies of a case at its own point."""
    crowd = []
    for number in numbers:
        copy = Case.objects.get(pk=case.pk)
        copy.pk = None
        copy.number, copy.tracking_digest = f"99-{number:04d}-0000", f"copy-{number}"
        crowd.append(copy)
    Case.objects.bulk_create(crowd)


BENCHES = "沿江步道从老桥到码头没有座椅，老人走到一半没有地方歇脚。"


def test_an_idea_that_waits_for_support_is_asked_about_however_long_ago_and_without_a_point(city: City) -> None:
    case = shown(city, BENCHES, kind="suggestion", at=NOON - 40 * DAY, lat=None, lon=None, address="沿江步道")
    Case.objects.filter(pk=case.pk).update(state="supporting")
    words = {"text": BENCHES + "希望每两百米放一张长椅。", "address": ""}
    assert found(city, lat=None, lon=None, is_idea=True, **words) == [case]
    assert found(city, is_idea=True, **words) == [case]  # with a point of its own, too
    assert found(city, lat=None, lon=None, **words) == []  # a complaint is no idea
    assert found(city, lat=None, lon=None, is_idea=True, text="给公交站牌装上雨棚，下雨天等车的人多。") == []
    supervision.withhold(case, by=city.mo, reason="有人名。", at=NOON)
    assert found(city, lat=None, lon=None, is_idea=True, **words) == []


def test_a_few_queries_whatever_the_crowd(city: City) -> None:
    crowd_of(city.case("filed"), range(300))
    cell = locate(LAT, LON).cell
    assert cell is not None
    with CaptureQueriesContext(connection) as counted:
        assert len(suggestions(probe(city), cell_id=cell.pk)) == 3
    assert len(counted) <= 4


def test_no_more_rows_are_loaded_in_a_larger_city(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[Case] = []
    given = probe(city)
    first, read = city.case("filed"), Case.from_db

    def counting(*row: Any) -> Case:
        loaded.append(read(*row))
        return loaded[-1]

    monkeypatch.setattr(Case, "from_db", counting)
    told, statements = [], []
    for numbers in (range(10), range(10, 300)):
        crowd_of(first, numbers)
        loaded.clear()
        with CaptureQueriesContext(connection) as counted:
            assert len(suggestions(given)) == 3
        told.append(len(loaded))
        statements.append(len(counted))
    assert told[0] == told[1] == 4 + 3  # the newest of the hexagon, and those that are shown
    assert statements[0] == statements[1] == 3


def test_the_hexagons_around_are_asked_in_one_question_along_their_index(city: City) -> None:
    city.case("filed")
    with CaptureQueriesContext(connection) as counted:
        asked(city)
    sql = next(one["sql"] for one in counted if "around" in one["sql"])
    assert sql.count("is_unfounded") <= 2  # once for all hexagons, once for the same words
    if connection.vendor != "sqlite":
        return  # PostgreSQL chooses by how many rows there are, and here is one
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    assert "cases_by_hexagon" in plan
    assert "SCAN cases_case" not in plan
    assert "SCAN near" not in plan


def test_near_in_one_way_may_be_far_in_the_other() -> None:
    assert remoteness(0, 60, is_open=False) <= FARTHEST
    assert remoteness(80, 0, is_open=False) <= FARTHEST
    assert remoteness(80, 60, is_open=False) > FARTHEST
    assert remoteness(60, 5_000, is_open=True) <= FARTHEST
    like = Likeness(60, 85, (), shared=0.5)
    assert worth_asking(like, hours=1, is_open=True, is_first=True)
    assert not worth_asking(Likeness(60, 85, (), shared=0.1), hours=1, is_open=True, is_first=True)


# --- the pages ---

WHAT = {"kind": "complaint", "text": TEXT, "matter": "0101"}
WHERE = {"lat": str(LAT), "lon": str(LON), "words": ""}


@pytest.fixture
def resident() -> Client:
    """A browser that keeps cookies and reads English."""
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.get("/report/")
    return client


def test_the_step_stands_before_the_photos_and_only_where_there_is_something_to_ask(
    city: City, resident: Client
) -> None:
    resident.post("/report/", WHAT)
    assert resident.post("/report/where/", WHERE)["Location"] == "/report/photos/"
    assert resident.get("/report/similar/")["Location"] == "/report/photos/"
    case = city.case("in-hand", at=timezone.now() - DAY)
    assert resident.post("/report/where/", WHERE)["Location"] == "/report/similar/"
    page = resident.get("/report/similar/").content.decode()
    assert case.public_title in page
    assert f"/cases/{case.number}/mine-too/?from=report" in page
    assert "at your point" in page


def test_mine_is_different_goes_on_and_is_not_asked_again(city: City, resident: Client) -> None:
    case = city.case("in-hand", at=timezone.now() - DAY)
    resident.post("/report/", WHAT)
    resident.post("/report/where/", WHERE)
    assert resident.post("/report/similar/", {"shown": [case.number]})["Location"] == "/report/photos/"
    assert resident.post("/report/where/", WHERE | {"then": "check"})["Location"] == "/report/check/"


def test_a_place_changed_from_the_summary_asks_on_the_way_back(city: City, resident: Client) -> None:
    resident.post("/report/", WHAT)
    resident.post("/report/where/", {"words": "望江路"})
    case = city.case("in-hand", at=timezone.now() - DAY)
    answer = resident.post("/report/where/", WHERE | {"then": "check"})
    assert answer["Location"] == "/report/similar/?then=check"
    answer = resident.post("/report/similar/", {"shown": [case.number], "then": "check"})
    assert answer["Location"] == "/report/check/"


def test_without_cookies_the_step_is_passed_with_the_token(city: City) -> None:
    city.case("in-hand", at=timezone.now() - DAY)
    bare = Client(HTTP_ACCEPT_LANGUAGE="en")
    page = bare.post("/report/", WHAT)
    token = page.content.decode().partition('name="draft" value="')[2].partition('"')[0]
    bare.cookies.clear()
    page = bare.post("/report/where/", WHERE | {"draft": token})
    assert "Is it one of these?" in page.content.decode()
    assert "no cookies" in page.content.decode()
    bare.cookies.clear()
    page = bare.post("/report/similar/", {"draft": token})
    assert "photos" in page.content.decode()


@pytest.mark.parametrize("kind", ["question", "thanks", "misconduct"])
def test_what_is_one_persons_own_is_never_compared(city: City, resident: Client, kind: str) -> None:
    city.case("in-hand", at=timezone.now() - DAY)
    resident.post("/report/", WHAT | {"kind": kind, "matter": ""} | ({"kind": kind}))
    assert "similar" not in resident.post("/report/where/", WHERE)["Location"]


def test_of_an_unscreened_report_the_page_shows_matter_cell_and_hour_only(city: City, resident: Client) -> None:
    secret = "他家的门牌是八十八号，电话写在这里。"
    case = city.filed(secret, at=timezone.now() - HOUR, address="望江路 88 号", lat=LAT + 200 * METRE, lon=LON).case
    resident.post("/report/", WHAT)
    resident.post("/report/where/", WHERE)
    page = resident.get("/report/similar/").content.decode()
    assert case.number in page
    for hidden in ("八十八", "88 号", "metres from"):
        assert hidden not in page


def test_forged_numbers_are_no_answers(city: City, resident: Client) -> None:
    resident.post("/report/", WHAT)
    answer = resident.post("/report/similar/", {"shown": ["x" * 500, "../", "26-0000-0000"] * 9})
    assert answer["Location"] == "/report/photos/"


# --- the machine's door ---


def test_programs_ask_too_and_are_told_the_same(city: City, client: Client) -> None:
    case = city.case("in-hand", at=timezone.now() - DAY)
    bare = city.filed(at=timezone.now() - HOUR).case
    told = client.get("/api/v1/cases/similar/", {"lat": LAT, "lon": LON, "matter": "0101", "text": TEXT}).json()
    assert [(one["number"], one["reading"], one["metres"]) for one in told] == [
        (case.number, "public", 0),
        (bare.number, "bare", None),
    ]
    assert (told[1]["title"], told[1]["supports"]) == ("", None)


@pytest.mark.parametrize(
    "query", [{"lat": "north"}, {"lat": "1e999"}, {"lat": "91", "lon": "0"}, {"text": "长" * 4001}]
)
def test_bad_questions_of_programs_are_refused_in_a_sentence(city: City, client: Client, query: dict[str, str]) -> None:
    assert client.get("/api/v1/cases/similar/", query).status_code == 400


def test_half_a_point_is_no_point(city: City, client: Client) -> None:
    assert client.get("/api/v1/cases/similar/", {"lat": LAT, "text": TEXT}).json() == []
