"""Programs of the desk: what waits there, which moves are open, and making one under the same rules as the page."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from civic.cases.actions import reply
from civic.cases.models import Case
from civic.cases.rules import MOVES
from civic.desk.actions import ACTS, TASK_ACTS
from civic.desk.rules import POINT_VERBS
from civic.desk.serializers import MoveGiven
from tests.cases.api_door import is_problem, send
from tests.doors.town import drawn
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
AsPerson = Callable[..., Client]


def move(client: Client, case: Case, verb: Any, **given: Any) -> Any:
    """Make a move as a program does."""
    return send(client, f"desk/cases/{case.number}/moves/", {"verb": verb, **given})


# --- the whole way through the door ---


def test_a_case_goes_the_whole_way_through_the_door(city: City, as_person: AsPerson) -> None:
    case = city.filed().case
    way: list[tuple[str, str, dict[str, Any], str]] = [
        ("lin", "ask", {"text": "是哪一盏灯？"}, "asked-at-desk"),
        ("reply", "", {}, "filed"),
        ("mo", "publish", {"text": "望江路有一盏路灯不亮。不亮一周了。"}, "filed"),
        ("lin", "accept", {"matter": "0101"}, "accepted"),
        ("zhao", "dispatch", {"office": "dongqiao-lamps"}, "dispatched"),
        ("chen", "take", {}, "in-hand"),
        ("chen", "answer", {"outcome": "solved", "text": "已更换电缆，灯亮了。"}, "answered"),
        ("lin", "send-back", {"reason": "到场看了，还是不亮。"}, "in-hand"),
        ("chen", "answer", {"outcome": "solved", "text": "换了灯泡。"}, "answered"),
        ("lin", "verify", {}, "closed"),
        ("mo", "withhold", {"reason": "照片里有人脸。"}, "closed"),
    ]
    for who, verb, given, state in way:
        if who == "reply":
            reply(case, by=city.reporter(case), text="最南边的。", at=timezone.now())
            continue
        answer = move(as_person(getattr(city, who)), case, verb, **given)
        assert answer.status_code == 201, (verb, answer.content)
        assert {"verb": verb, "state": state, "number": case.number}.items() <= answer.json().items()
    case.refresh_from_db()
    assert (case.public_title, case.publication, case.last_seq) == ("望江路有一盏路灯不亮", "withheld", 12)


# --- who may: one table ---

REFUSED: list[tuple[str, str, str, dict[str, Any], int]] = [
    # state, who, verb, given, status
    ("filed", "chen", "accept", {"matter": "0101"}, 404),
    ("filed", "mo", "accept", {"matter": "0101"}, 403),
    ("filed", "lin", "publish", {"text": "x"}, 403),
    ("filed", "lin", "dispatch", {"office": "dongqiao-lamps"}, 403),
    ("filed", "lin", "verify", {}, 409),
    ("accepted", "lin", "dispatch", {"office": "dongqiao-lamps"}, 403),
    ("accepted", "lin", "accept", {"matter": "0101"}, 409),
    ("in-hand", "lin", "answer", {"outcome": "solved", "text": "x"}, 403),
    ("in-hand", "zhao", "answer", {"outcome": "solved", "text": "x"}, 403),
    ("in-hand", "rui", "answer", {"outcome": "solved", "text": "x"}, 403),
    ("answered", "chen", "verify", {}, 403),
    ("answered", "shen", "verify", {}, 403),
    ("answered", "zhao", "verify", {}, 403),
    ("answered", "he", "verify", {}, 403),
    ("answered", "chen", "answer", {"outcome": "solved", "text": "x"}, 409),
    ("closed", "rui", "overturn", {"text": "x"}, 409),
]


@pytest.mark.parametrize(("state", "who", "verb", "given", "status"), REFUSED)
def test_a_wrong_hand_is_refused_with_the_reason(
    city: City, as_person: AsPerson, state: str, who: str, verb: str, given: dict[str, Any], status: int
) -> None:
    case = city.case(state, published=status != 404)
    is_problem(move(as_person(getattr(city, who)), case, verb, **given), status)
    before = (case.state, case.last_seq)
    case.refresh_from_db()
    assert (case.state, case.last_seq) == before


def test_a_handler_is_told_why_her_own_answer_is_not_hers_to_check(city: City, as_person: AsPerson) -> None:
    told = is_problem(move(as_person(city.chen), city.case("answered"), "verify"), 403)
    assert told["type"].endswith(":part")
    assert "checking side" in told["detail"]


@pytest.mark.parametrize("who", ["mei", "gu", "root"])
def test_the_desk_is_closed_to_who_is_no_officer(city: City, as_person: AsPerson, who: str) -> None:
    case, person = city.case("filed"), as_person(getattr(city, who))
    is_problem(move(person, case, "accept", matter="0101"), 403)
    is_problem(person.get(f"/api/v1/desk/cases/{case.number}/moves/"), 403)
    is_problem(person.get("/api/v1/desk/cases/"), 403)


def test_the_desk_is_closed_to_strangers_and_to_officers_without_a_second_factor(city: City, client: Client) -> None:
    case = city.case("filed")
    is_problem(move(client, case, "accept", matter="0101"), 403)
    client.force_login(city.lin, backend="django.contrib.auth.backends.ModelBackend")
    assert is_problem(move(client, case, "accept", matter="0101"), 403)["type"].endswith(":second-factor")


def test_what_another_office_holds_is_not_there(city: City, as_person: AsPerson) -> None:
    case = city.case("filed", published=False)
    is_problem(as_person(city.chen).get(f"/api/v1/desk/cases/{case.number}/moves/"), 404)


def test_a_session_moves_nothing_without_its_form_token(city: City) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(city.lin, backend="django.contrib.auth.backends.ModelBackend")
    case = city.case("filed")
    assert "CSRF" in is_problem(move(browser, case, "accept", matter="0101"), 403)["detail"]


# --- what is handed in ---


@pytest.mark.parametrize(
    ("state", "who", "verb", "given", "field"),
    [
        ("filed", "lin", "accept", {"matter": "9999"}, "matter"),
        ("filed", "lin", "decline", {"text": "不归我们。"}, "basis"),
        ("filed", "lin", "decline", {"basis": "第三条"}, "text"),
        ("filed", "lin", "decline", {"basis": "长" * 301, "text": "x"}, "basis"),
        ("filed", "lin", "ask", {"text": " "}, "text"),
        ("filed", "lin", "ask", {"text": {"a": 1}}, "text"),
        ("filed", "lin", "fly", {}, "verb"),
        ("filed", "lin", ["accept"], {}, "verb"),
        ("filed", "lin", "", {}, "verb"),
        ("filed", "mo", "publish", {"text": "x", "photos": ["not-a-uuid"]}, "photos.0"),
        ("filed", "mo", "publish", {"text": "x", "hold_back": [0]}, "hold_back.0"),
        ("filed", "mo", "withhold", {}, "reason"),
        ("accepted", "zhao", "dispatch", {}, "office"),
        ("accepted", "zhao", "dispatch", {"office": "nowhere"}, "office"),
        ("accepted", "zhao", "dispatch", {"office": "review"}, "office"),
        ("accepted", "zhao", "dispatch", {"office": "a\x00b"}, "office"),
        ("in-hand", "chen", "return", {}, "reason"),
        ("in-hand", "chen", "answer", {"text": "灯亮了。"}, "outcome"),
        ("in-hand", "chen", "answer", {"text": "灯亮了。", "outcome": "adopted"}, "outcome"),
        ("in-hand", "chen", "answer", {"outcome": "solved"}, "text"),
        ("in-hand", "chen", "answer", {"outcome": "solved", "text": "灯亮了。", "language": "tlh-long"}, "language"),
    ],
)
def test_a_demand_that_is_missing_or_wrong_is_told_by_its_name(
    city: City, as_person: AsPerson, state: str, who: str, verb: Any, given: dict[str, Any], field: str
) -> None:
    case = city.case(state, published=state != "filed")
    told = is_problem(move(as_person(getattr(city, who)), case, verb, **given), 400)
    assert any(name.startswith(field.split(".")[0]) for name in told["errors"]), told


def test_every_demand_of_the_table_reaches_its_act(city: City, as_person: AsPerson) -> None:
    asked = {demand for row in MOVES if (row.side, row.verb) in ACTS for demand in row.demands}
    in_json = {demand.name for demand in asked if demand.kind != "uploads"}  # photos come with the form of the desk
    assert in_json <= set(MoveGiven().fields)
    case = city.case("filed", published=False)
    move(as_person(city.mo), case, "publish", text="望江路的路灯不亮。", address="望江路中段")
    case.refresh_from_db()
    assert case.public_address == "望江路中段"


@pytest.mark.parametrize("body", [None, [], "accept", 5, {}])
def test_a_move_that_is_none_is_told(city: City, as_person: AsPerson, body: Any) -> None:
    is_problem(send(as_person(city.lin), f"desk/cases/{city.case('filed').number}/moves/", body), 400)


# --- what is told ---


def test_the_moves_open_to_an_officer_are_told_with_their_demands(city: City, as_person: AsPerson) -> None:
    case = city.case("in-hand")
    told = as_person(city.chen).get(f"/api/v1/desk/cases/{case.number}/moves/").json()
    assert [one["verb"] for one in told["open"]] == ["return", "ask", "answer", "defer", "give-task", "note", "call"]
    demands = {one["name"]: one for one in told["open"][2]["demands"]}
    assert demands["outcome"]["choices"] == ["solved", "planned", "not-found", "not-ours", "not-possible"]
    assert demands["text"]["is_required"]
    assert (told["number"], told["state"], told["publication"]) == (case.number, "in-hand", "published")


def test_what_belongs_to_somebody_else_is_told_with_the_reason(city: City, as_person: AsPerson) -> None:
    told = as_person(city.chen).get(f"/api/v1/desk/cases/{city.case('answered').number}/moves/").json()
    assert [one["verb"] for one in told["open"]] == ["note", "call"]
    reasons = {one["verb"]: one for one in told["denied"]}
    assert reasons["verify"]["family"] == "part"
    assert "checking side" in reasons["verify"]["reason"]


@pytest.mark.slow
@pytest.mark.parametrize("who", ["lin", "mo", "zhao", "chen", "shen", "rui"])
@pytest.mark.parametrize("state", ["filed", "accepted", "dispatched", "in-hand", "answered", "closed", "declined"])
def test_what_is_told_as_open_is_never_refused_as_not_allowed(
    city: City, as_person: AsPerson, who: str, state: str
) -> None:
    case, officer = city.case(state), as_person(getattr(city, who))
    answer = officer.get(f"/api/v1/desk/cases/{case.number}/moves/")
    if answer.status_code == 404:
        return
    told = answer.json()
    is_open = {one["verb"] for one in told["open"]}
    asked = {verb for _side, verb in ACTS if verb in is_open or drawn(who, state, verb, one_in=9)}
    for verb in sorted(asked):
        status = move(
            officer, case, verb, text=""
        ).status_code  # nothing that the moves demand: told after whether they are open
        if verb in is_open:
            assert status in (201, 400), (verb, status)
            case = city.case(state)
        else:
            assert status in (403, 404, 409), (verb, status)


def test_every_officers_row_of_the_table_can_be_asked_for() -> None:
    rows = [row for row in MOVES if row.side in ("check", "act", "decide")]
    assert {(row.side, row.verb) for row in rows if not row.stands_apart} == set(ACTS)
    assert {row.verb for row in rows if row.of_task} == set(TASK_ACTS)  # of a task, on its own page
    assert {row.verb for row in rows if row.of_points} == set(POINT_VERBS)


# --- the list ---


def listed(client: Client, **asked: Any) -> list[str]:
    """The numbers on a desk."""
    answer = client.get("/api/v1/desk/cases/", asked)
    assert answer.status_code == 200, answer.content
    return [row["number"] for row in answer.json()["results"]]


def test_the_list_holds_what_the_posts_open_and_nothing_else(city: City, as_person: AsPerson) -> None:
    fresh = city.case("filed", published=False, at=NOON)
    held = city.case("in-hand", published=False, at=NOON + timedelta(days=1))
    assert listed(as_person(city.lin)) == [fresh.number, held.number]
    assert listed(as_person(city.lin), state="filed") == [fresh.number]
    assert listed(as_person(city.chen)) == [held.number]
    assert listed(as_person(city.zhao)) == [held.number]
    assert listed(as_person(city.rui)) == []
    is_problem(as_person(city.lin).get("/api/v1/desk/cases/?state=lost"), 400)


def test_the_desk_costs_few_statements_whatever_the_rows(
    city: City, as_person: AsPerson, django_assert_max_num_queries: Any
) -> None:
    for n in range(6):
        city.case("filed", at=NOON + timedelta(minutes=n))
    officer = as_person(city.lin)
    with django_assert_max_num_queries(6):
        assert len(listed(officer)) == 6
    with django_assert_max_num_queries(10):
        officer.get(f"/api/v1/desk/cases/{Case.objects.first().number}/moves/")  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_of_sixty_four_hands_at_once_one_moves_the_case_and_the_others_are_told_what_happened(
    city: City, as_person: AsPerson
) -> None:
    case, hands = city.case("filed"), 64
    together, answers = Barrier(hands), []
    session = as_person(city.lin).cookies

    def accept() -> None:
        door = Client(headers={"accept-language": "en"})
        door.cookies = session
        together.wait()
        answers.append(move(door, case, "accept", matter="0101"))
        connections.close_all()

    threads = [Thread(target=accept) for _n in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = Counter(answer.status_code for answer in answers)
    assert told == {201: 1, 409: hands - 1}
    late = {is_problem(answer, 409)["detail"] for answer in answers if answer.status_code == 409}
    assert late == {
        "“Accept” is not possible now: the case is at “Waiting to be dispatched”. Reload the page to see what happened."
    }
    assert case.lines.filter(verb="accept").count() == 1
