"""A city is founded whole or not at all, into an empty database only, and tells no secret."""

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.core.management.color import no_style
from django.db import connection
from django.urls import reverse

from civic.accounts.models import Person
from civic.offices.models import Office, WorkDay
from civic.places.models import Area
from tests import people

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
ALL = {
    "city": "青州市",
    "city_en": "Qingzhou",
    "code": "990200",
    "handle": "first",
    "name": "王",
    "email": "first@city.example",
}


def empty_tables() -> None:
    """All tables but the first causes, which lie there before any city does; within the transaction of the test."""
    connection.check_constraints()  # PostgreSQL empties no table that still has checks to make
    tables = connection.introspection.django_table_names(only_existing=True)
    emptied = [table for table in tables if table != "cases_cause"]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), emptied, allow_cascade=True))


@pytest.fixture
def found(settings: Any) -> Callable[..., str]:
    """The command in an empty database; what it says."""
    settings.DEMO = False
    empty_tables()

    def run(**more: Any) -> str:
        said = StringIO()
        call_command("found_city", **{**ALL, **more}, stdout=said, no_color=True)
        return said.getvalue()

    return run


def test_a_city_has_what_its_first_case_needs(found: Callable[..., str]) -> None:
    said = found()
    assert Area.objects.get().name_zh_hans == "青州市"
    assert set(Office.objects.values_list("kind", flat=True)) == {"review", "supervision", "command"}
    review = Office.objects.get(is_reviewing=True)
    assert set(Office.objects.exclude(pk=review.pk).values_list("reviewed_by", flat=True)) == {review.pk}
    assert len(set(WorkDay.objects.values_list("day__year", flat=True))) == 2
    root = Person.objects.get()
    assert root.is_superuser
    password = said.split("shown this once: ")[1].split()[0]
    assert root.check_password(password)
    assert "manage.py backup" in said


def test_a_password_of_ones_own_is_never_shown(found: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "word").write_text("a long word of my own\n")
    said = found(password_file=tmp_path / "word")
    assert "a long word" not in said
    assert Person.objects.get().check_password("a long word of my own")


def test_the_first_administrator_is_sent_to_the_door_that_asks_for_a_password(found: Callable[..., str]) -> None:
    assert f"{reverse('account_staff_login')} as" in found()


def test_a_city_is_founded_once(found: Callable[..., str]) -> None:
    found()
    with pytest.raises(CommandError, match="already"):
        found(handle="second", email="second@city.example")
    assert Person.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"handle": "X"}, {"email": "nowhere"}, {"code": "not a code!"}])
def test_one_wrong_answer_founds_nothing(found: Callable[..., str], wrong: dict[str, str]) -> None:
    with pytest.raises(CommandError, match="Nothing was founded"):
        found(**wrong)
    assert not Area.objects.exists()
    assert not Office.objects.exists()
    assert not Person.objects.exists()


def test_what_nobody_can_be_asked_is_named(found: Callable[..., str]) -> None:
    with pytest.raises(CommandError, match="--email"):
        found(email=None)


def test_areas_and_offices_come_from_files(found: Callable[..., str], tmp_path: Path) -> None:
    box = people._box(113.0, 23.0, 113.4, 23.4)
    part = people._box(113.0, 23.0, 113.2, 23.4)
    features = [
        {
            "type": "Feature",
            "geometry": part,
            "properties": {"code": "990201", "kind": "district", "parent": "990200", "zh-hans": "东区"},
        },
        {"type": "Feature", "geometry": box, "properties": {"code": "990200", "kind": "city", "zh-hans": "青州市"}},
    ]
    (tmp_path / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (tmp_path / "offices.csv").write_text(
        "\ufeffcode,kind,name_zh_hans,area,is_reviewing\nlamps,department,东区照明所,990201,\nwatch,review,市复查组,,yes\n"
    )
    found(city=None, code=None, areas=tmp_path / "areas.geojson", offices=tmp_path / "offices.csv")
    assert set(Office.objects.values_list("code", flat=True)) == {"lamps", "watch", "supervision", "command"}
    lamps = Office.objects.get(code="lamps")
    assert lamps.area is not None
    assert (lamps.area.code, lamps.reviewed_by.code) == ("990201", "watch")


def test_files_that_cannot_be_used_are_named(found: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "offices.csv").write_text("code,what\na,b\n")
    (tmp_path / "areas.geojson").write_text("nothing")
    for name in ("offices", "areas"):
        with pytest.raises(CommandError, match=f"{name}."):
            found(**{name: next(tmp_path.glob(f"{name}.*"))})
    with pytest.raises(CommandError, match="nowhere"):
        found(offices=tmp_path / "nowhere.csv")
    assert not Person.objects.exists()


def test_a_test_letter_leaves_when_there_is_a_post(found: Callable[..., str], settings: Any) -> None:
    assert "EMAIL_URL" in found()
    assert mail.outbox == []
    empty_tables()
    settings.EMAIL_URL = "smtp://post.city.example"
    assert "first@city.example" in found()
    assert [letter.to for letter in mail.outbox] == [["first@city.example"]]


def test_the_demo_founds_its_own_city(found: Callable[..., str], settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="DEMO"):
        found()


def test_keys_are_made_before_there_is_any_and_over_none(tmp_path: Path) -> None:
    target = tmp_path / "keys"
    command = [sys.executable, "manage.py", "found_city", "--write-secrets", str(target)]
    surroundings = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path)}
    first = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True)
    assert first.returncode == 0, first.stderr
    kept = target.read_text()
    lines = dict(line.split("=", 1) for line in kept.splitlines())
    assert set(lines) == {"SECRET_KEY", "HASH_KEY", "SEAL_KEYS"}
    assert len(set(lines.values())) == 3
    assert not any(key in first.stdout for key in lines.values())
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True).returncode != 0
    assert target.read_text() == kept
