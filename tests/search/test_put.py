"""What is put into the index is found by any part of it, on its own side and no other."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from civic.search import actions as search
from civic.search.models import Document, Side
from civic.search.queries import matching

pytestmark = pytest.mark.django_db

LAMP = "望江路18号对面的路灯不亮，已经一个星期了。"
DRAIN = "河心区下水道堵塞，每逢下雨就积水。Manhole cover No. 7 is broken!"
RARE = "深水埗的𨋢壞咗，叫咗幾次都冇人整。〇九號房々"


def found(text: str, side: str = "public", kind: str = "case") -> set[int]:
    """The keys found, the way a list asks for them."""
    looked_for = matching(side, kind, text)
    assert looked_for is not None
    with connection.cursor() as cursor:
        cursor.execute(looked_for.sql, looked_for.params)
        return {row[0] for row in cursor.fetchall()}


def test_every_part_of_one_to_four_signs_of_a_chinese_text_is_found() -> None:
    for ref, text in ((901, LAMP), (902, DRAIN), (903, RARE)):
        search.put("public", "case", ref, [text])
    for ref, text in ((901, LAMP), (903, RARE)):
        for run in text.replace("，", " ").replace("。", " ").replace("18", " ").split():
            parts = {run[start : start + length] for length in (1, 2, 3, 4) for start in range(len(run) - length + 1)}
            for part in parts:
                assert ref in found(part), part


@given(text=st.text(alphabet="路灯不亮水浸街垃圾未清理井盖丢失", min_size=1, max_size=24), data=st.data())
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_substring_finds_its_text(text: str, data: st.DataObject) -> None:
    search.put("public", "case", 904, [text])
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(1, 4))
    assert 904 in found(text[start : start + length])


def test_traditional_finds_simplified_and_capitals_find_small_letters() -> None:
    search.put("public", "case", 905, [DRAIN])
    assert found("下水道堵塞") == found("ＭＡＮＨＯＬＥ") == {905}
    search.put("public", "case", 906, ["路燈壞了"])
    assert 906 in found("路灯")


def test_what_is_not_there_is_not_found() -> None:
    search.put("public", "case", 907, ["路不灯亮。水，浸街"])
    assert found("路灯") == set()
    assert found("水浸") == set()  # a comma parts them


def test_the_desk_finds_what_strangers_do_not() -> None:
    search.put("desk", "case", 908, [LAMP])
    assert found("路灯", side="desk") == {908}
    assert found("路灯") == set()
    assert found("路灯", side="desk", kind="promise") == set()


def test_new_words_replace_the_old_ones() -> None:
    search.put("public", "case", 909, [LAMP])
    search.put("public", "case", 909, ["积水"])
    assert found("路灯") == set()
    assert found("积水") == {909}
    assert Document.objects.filter(kind="case", ref=909, side=Side.PUBLIC).count() == 1


def test_a_text_without_words_looks_for_nothing() -> None:
    assert matching("public", "case", "  ，。! ") is None
    assert matching("public", "case", "") is None


@pytest.mark.parametrize(
    "typed", ['"', "*", "NEAR(a b)", "a OR b", "'; DROP TABLE", "路灯 AND NOT", "&|!():*", "\\", "\x00路灯", "%s"]
)
def test_no_sign_is_an_operator(typed: str) -> None:
    search.put("public", "case", 910, ["someting else"])
    looked_for = matching("public", "case", typed)
    if looked_for is not None:
        assert 910 not in found(typed)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about a plan of SQLite's")
def test_the_full_text_is_asked_once_and_not_once_a_document() -> None:
    looked_for = matching("public", "case", "路灯")
    assert looked_for is not None
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {looked_for.sql}", looked_for.params)
        steps = [row[3] for row in cursor.fetchall()]
    assert "VIRTUAL TABLE" in steps[0]
    assert "search_document" in steps[1] or steps[1].startswith("SEARCH d")


def test_putting_costs_three_statements_at_most() -> None:
    for _again in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            search.put("public", "case", 911, [LAMP])
        told = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
        assert len(told) <= 3, told


def test_what_is_dropped_is_found_no_more() -> None:
    search.put("public", "case", 912, [LAMP])
    search.put("desk", "case", 912, [LAMP])
    search.drop("public", "case", 912)
    assert found("路灯") == set()
    assert found("路灯", side="desk") == {912}
    search.drop("public", "case", 912)  # a second time does no harm


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps the words in the document's own row")
def test_no_words_stay_behind_of_what_is_dropped() -> None:
    search.put("public", "case", 915, [LAMP])
    key = Document.objects.get(ref=915).pk
    search.drop("public", "case", 915)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_grams WHERE rowid = %s", [key])
        assert cursor.fetchone() == (0,)


def test_dropping_is_part_of_the_transaction_that_hides() -> None:
    search.put("public", "case", 913, [LAMP])

    def hide_and_fail() -> None:
        with transaction.atomic():
            search.drop("public", "case", 913)
            assert found("路灯") == set()
            raise RuntimeError("the act fails after all")

    with pytest.raises(RuntimeError):
        hide_and_fail()
    assert found("路灯") == {913}


def test_a_very_long_text_is_taken() -> None:
    search.put("public", "case", 914, ["路灯" * 20_000, "word" * 5_000])
    assert found("路灯") == {914}


def test_both_sides_are_put_at_once_and_replace_what_was_there() -> None:
    search.put_both("case", 915, desk=["望江路路灯"], public=["望江路"])
    assert (found("路灯", side="desk"), found("路灯"), found("望江")) == ({915}, set(), {915})
    search.put_both("case", 915, desk=["井盖"], public=["井盖坏了"])
    assert (found("路灯", side="desk"), found("望江"), found("井盖坏")) == (set(), set(), {915})


def test_what_is_said_to_be_new_and_is_not_is_replaced_all_the_same() -> None:
    search.put("desk", "case", 916, ["路灯"])
    search.put("desk", "case", 916, ["井盖"], is_new=True)
    assert (found("路灯", side="desk"), found("井盖", side="desk")) == (set(), {916})
