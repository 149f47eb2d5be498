"""The trial of the suggestion on real reports: it counts what it finds, keeps nothing, and says where nothing lies."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from civic.cases.models import Case
from tests.people import City

pytestmark = pytest.mark.django_db
HEAD = "request_id,created_at,lat,lon,text,hours_to_resolution\n"
LETTER = "尊敬的领导您好，我们小区门口的公交站牌被撤走已经三个月了，老人每天要多走两站路，恳请尽快恢复。"


def told(**options: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("try_similar", stdout=out, **options)
    return out.getvalue()


def test_duplicates_and_alarms_are_counted_and_nothing_stays(city: City, tmp_path: Path) -> None:
    rows = [
        "1,2025-09-01T08:00:00+00:00,23.13,113.30,the lamp is dark,2",
        "2,2025-09-02T08:00:00+00:00,23.1301,113.30,lamp still dark here,",
        "3,2025-09-02T08:00:00+00:00,23.14,113.30,a lamp elsewhere,",
    ]
    (tmp_path / "sf.csv").write_text(HEAD + "\n".join(rows) + "\n")
    (tmp_path / "sf_duplicate_candidates.csv").write_text("duplicate_id,candidate_parent_id\n2,1\n")
    said = told(requests=str(tmp_path))
    assert "3 reports; 1 of 1 duplicates" in said
    assert "0.33 suggestions a report" in said
    assert Case.objects.count() == 0


def test_exact_repeats_are_found_whatever_the_gaps(city: City, tmp_path: Path) -> None:
    file = tmp_path / "messages.csv"
    file.write_text(
        f"id,created,detail\n1,2019-02-28 11:25:05,{LETTER}\n2,2019/3/1 9:00,  {LETTER}\n3,2019/3/2 9:00,别的事\n"
    )
    assert "1 of 1 exact repeats" in told(messages=str(file))
    assert Case.objects.count() == 0


def test_where_nothing_lies_it_says_so(city: City, tmp_path: Path) -> None:
    said = told(requests=str(tmp_path / "nowhere"))
    assert said.count("left out") == 2
