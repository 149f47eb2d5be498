"""The list as a file: exactly what is shown, safe in a spreadsheet, and written down who took it."""

import csv
import io
from typing import Any

import pytest

from civic.cases.models import Case
from civic.desk import actions
from civic.desk.models import Export
from tests.desk.test_worklist import _copies, _numbers
from tests.people import NOON, City

pytestmark = pytest.mark.django_db


def _table(client: Any, query: str = "", **more: Any) -> list[list[str]]:
    answer = client.get(f"/desk/export/{query}", **more)
    assert answer.status_code == 200
    raw = b"".join(answer.streaming_content)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


@pytest.mark.parametrize("query", ["", "?view=all", "?view=all&state=answered", "?q=路灯"])
def test_the_file_holds_the_rows_of_the_page_in_their_order(city: City, as_person: Any, query: str) -> None:
    city.case("filed")
    city.case("answered")
    city.case("closed")
    client = as_person(city.lin)
    assert [row[0] for row in _table(client, query)[1:]] == _numbers(client.get(f"/desk/{query}")) != []


def test_the_file_holds_every_page(city: City, as_person: Any) -> None:
    _copies(city.case("filed"), 219)
    rows = _table(as_person(city.lin), "?view=all")
    assert len({row[0] for row in rows[1:]}) == len(rows) - 1 == 220


def test_no_cell_is_a_formula(city: City, as_person: Any) -> None:
    case = city.case("filed")
    for title in ("=1+1", "+1 CMD", "@SUM(A1)", "-2+3", "\t=1"):
        Case.objects.filter(pk=case.pk).update(title=title)
        assert _table(as_person(city.lin))[1][2] == f"'{title}"


def test_no_contact_and_no_text_leaves_the_house(city: City, as_person: Any) -> None:
    words = "望江路 18 号对面的路灯不亮一个星期了。后面这一句只在正文里。"
    city.filed(words, email="mei@example.com", is_confidential=True)
    told = str(_table(as_person(city.lin), "?view=all"))
    assert "mei@example.com" not in told
    assert "只在正文里" not in told


def test_the_file_speaks_the_language_of_its_reader(city: City, as_person: Any) -> None:
    city.case("filed")
    client = as_person(city.lin)
    english = _table(client, "?lang=en")
    assert english[0][:3] == ["Number", "Due", "Case"]
    assert english[1][4] == "Street lamp is out"
    assert _table(client, "?lang=zh-hans")[1][4] == "路灯不亮"


def test_who_took_a_list_is_written_down_but_not_what_was_looked_for(city: City, as_person: Any) -> None:
    city.case("filed")
    _table(as_person(city.lin), "?view=all&q=王小明&area=990102")
    kept = Export.objects.get()
    assert (kept.by, kept.query) == (city.lin, "view=all&area=990102")
    assert actions.note_export("q=x", by=city.mo, at=NOON).query == "view=all"


def test_a_filter_nobody_knows_makes_no_file(city: City, as_person: Any) -> None:
    city.case("filed")
    answer = as_person(city.lin).get("/desk/export/?view=all&state=zzz")
    assert answer.status_code == 302
    assert Export.objects.count() == 0


@pytest.mark.parametrize("who", ["mei", "root"])
def test_nobody_without_a_desk_takes_a_list(city: City, as_person: Any, who: str) -> None:
    city.case("filed")
    assert as_person(getattr(city, who)).get("/desk/export/").status_code in (302, 403)
    assert Export.objects.count() == 0
