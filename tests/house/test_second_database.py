"""What PostgreSQL sees of the tests: all but the pages that ask it nothing new (tests/asked.py)."""

from dataclasses import dataclass

import pytest
from django.core.signals import request_started
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.accounts.models import Person
from tests.asked import Listening, Note, question, worth_asking
from tests.people import City


@dataclass(frozen=True)
class Named:
    """A test, as far as choosing asks."""

    nodeid: str


ACT, SAME_PAGE, NEW_PAGE, UNKNOWN = (Named(name) for name in ("act", "same page", "new page", "unknown"))
KNOWN = {
    "act": Note({"a", "b"}),
    "same page": Note({"b"}, by_a_page=True),
    "new page": Note({"b", "c"}, by_a_page=True),
}


def test_a_page_that_asks_nothing_new_is_left_out_and_nothing_else() -> None:
    everything = [SAME_PAGE, ACT, UNKNOWN, NEW_PAGE]
    assert worth_asking(everything, KNOWN, always=set()) == [ACT, UNKNOWN, NEW_PAGE]


def test_of_pages_that_ask_the_same_the_first_is_seen() -> None:
    assert worth_asking([NEW_PAGE, SAME_PAGE], KNOWN, always=set()) == [NEW_PAGE]


def test_a_table_that_is_walked_whole_is() -> None:
    assert worth_asking([ACT, SAME_PAGE], KNOWN, always={SAME_PAGE}) == [ACT, SAME_PAGE]


def test_without_notes_everything_is_seen() -> None:
    everything = [ACT, SAME_PAGE, NEW_PAGE]
    assert worth_asking(everything, {}, always=set()) == everything


ONE = "SELECT 1 FROM t WHERE a = %s LIMIT 21"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((ONE, ("lamp",)), (ONE, ("lamps",))),
        ((ONE, (7,)), (ONE.replace("21", "50"), (8,))),
        (("SELECT 1 WHERE a IN (%s)", (1,)), ("SELECT 1 WHERE a IN (%s, %s)", (1, 2))),
        (("INSERT INTO t VALUES (%s)", (1,)), ("INSERT INTO t VALUES (%s), (%s)", (1, 2))),
    ],
)
def test_other_values_of_the_same_sort_are_the_same_question(one: tuple, other: tuple) -> None:
    assert question(*one) == question(*other)


@pytest.mark.parametrize("given", [None, 7, 2**31, 2**63, "lamp" * 300, "lamp\0", "\ud800", True, ["lamp", 7]])
def test_what_postgresql_may_take_otherwise_is_another_question(given: object) -> None:
    assert question(ONE, (given,)) != question(ONE, ("lamp",))


@pytest.fixture
def listening() -> Listening:
    return Listening()


def test_an_act_asks_no_page_and_a_page_does(city: City, listening: Listening, client: Client) -> None:
    request_started.connect(listening.asked_an_address)
    try:
        with connection.execute_wrapper(listening.hear):
            Person.objects.count()
            assert listening.now.questions
            assert not listening.now.by_a_page
            client.get("/")
            assert listening.now.by_a_page
    finally:
        request_started.disconnect(listening.asked_an_address)


def test_counted_and_refused_statements_are_always_asked_there(city: City, listening: Listening) -> None:
    with connection.execute_wrapper(listening.hear):
        Person.objects.count()
        assert not listening.now.watched
        with CaptureQueriesContext(connection):
            Person.objects.count()
        assert listening.now.watched
        listening.now = Note()
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")
        assert listening.now.watched
