"""Case numbers notice a slip of the tongue; tracking codes forgive a slip of the pen."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pytest_django import Settings

from civic.lib import codes
from civic.lib.codes import (
    code_digest,
    new_number,
    new_tracking_code,
    read_number,
    read_tracking_code,
    tracking_code_from,
)

years = st.integers(2020, 2099)
sevens = st.integers(0, 9_999_999)
signs = st.text(alphabet=codes.CROCKFORD, min_size=12, max_size=12)


def a_number(year: int, seven: int) -> str:
    return new_number(year, randbelow=lambda _most: seven)


def grouped(ten: str) -> str:
    return f"{ten[:2]}-{ten[2:6]}-{ten[6:]}"


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.HASH_KEY = "a key of the tests"


@given(years, sevens)
def test_a_number_reads_back_as_itself(year: int, seven: int) -> None:
    number = a_number(year, seven)
    assert len(number) == 12
    assert number.startswith(f"{year % 100:02d}-")
    assert read_number(number) == number
    assert read_number(number.replace("-", "")) == number


@given(years, sevens, st.integers(0, 9), st.integers(0, 9))
def test_every_single_wrong_digit_is_noticed(year: int, seven: int, place: int, digit: int) -> None:
    ten = a_number(year, seven).replace("-", "")
    assume(ten[place] != str(digit))
    assert read_number(grouped(ten[:place] + str(digit) + ten[place + 1 :])) is None


@given(years, sevens, st.integers(0, 8))
def test_every_swap_of_two_neighbours_is_noticed(year: int, seven: int, place: int) -> None:
    ten = a_number(year, seven).replace("-", "")
    assume(ten[place] != ten[place + 1])
    assert read_number(ten[:place] + ten[place + 1] + ten[place] + ten[place + 2 :]) is None


@pytest.mark.parametrize(
    "typed",
    [
        "26-7041-5835",
        "2670415835",
        "２６－７０４１－５８３５",
        " 26 7041 5835 ",
        "26—7041—5835",
        "编号：26-7041-5835",
        "編號26−7041−5835",
        "No. 26-7041-5835",
        "№26·7041·5835",
        "#26-7041-5835",
        "案件编号（26-7041-5835）。",
        "Case 26_7041_5835",
    ],
)
def test_a_number_is_read_however_it_was_typed(typed: str) -> None:
    assert read_number(typed) == "26-7041-5835"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "26-7041-583",
        "26-7041-58355",
        "26-7041-5836",
        "路灯坏了",
        "abcdefghij",
        "٢٦",
        "26-7041-583\ud800",
        "²⁶",
        "9" * 5000,
    ],
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_number(typed) is None


@given(st.text(max_size=70))
def test_reading_never_fails(text: str) -> None:
    for read in (read_number, read_tracking_code):
        known = read(text)
        assert known is None or read(known) == known


def test_numbers_are_drawn_at_random() -> None:
    assert len({new_number(2026) for _ in range(50)}) > 45


@given(signs)
def test_a_code_is_read_however_it_was_typed(twelve: str) -> None:
    code = f"{twelve[:4]}-{twelve[4:8]}-{twelve[8:]}"
    assert read_tracking_code(twelve.lower()) == code
    assert read_tracking_code(f" {twelve[:4]} {twelve[4:8]}—{twelve[8:]}\n") == code
    assert read_tracking_code(code.replace("0", "o").replace("1", "l")) == code
    assert read_tracking_code(code.replace("0", "O").replace("1", "I")) == code


@pytest.mark.parametrize("typed", ["", "K7QM-2X4P-9TB", "K7QM-2X4P-9TBDD", "U7QM-2X4P-9TBD", "K7QM-2X4P-9TB路"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_tracking_code(typed) is None


def test_a_new_code_has_its_form_and_is_never_the_same() -> None:
    drawn = {new_tracking_code() for _ in range(200)}
    assert len(drawn) == 200
    assert all(read_tracking_code(code) == code for code in drawn)


@given(st.text(max_size=20), st.text(max_size=20), st.integers(1, 10**9))
def test_the_same_secret_key_and_case_give_the_same_code(secret: str, key: str, case_id: int) -> None:
    code = tracking_code_from("s" + secret.encode("utf-8", "replace").decode(), key, case_id)
    assert code == tracking_code_from("s" + secret.encode("utf-8", "replace").decode(), key, case_id)
    assert read_tracking_code(code) == code


def test_another_secret_key_or_case_gives_another_code() -> None:
    drawn = {
        tracking_code_from(secret, key, case_id)
        for secret, key, case_id in [
            ("s", "k", "1"),
            ("t", "k", "1"),
            ("s", "l", "1"),
            ("s", "k", "2"),
            ("s", "", "k1"),
        ]
    }
    assert len(drawn) == 5


def test_a_digest_is_alike_for_every_way_of_typing_and_needs_the_key(settings: Settings) -> None:
    digest = code_digest("K7QM-2X4P-9TBD")
    assert digest == code_digest("k7qm2x4p9tbd")
    assert len(digest) == 64
    assert "K7QM" not in digest
    settings.HASH_KEY = "another key"
    assert code_digest("K7QM-2X4P-9TBD") != digest
