"""The tables of a city's duties leave as files that come in again: as many rows as there are, and nothing to change."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from civic.lib.take_in import Report
from civic.offices import actions as offices
from civic.offices.models import Force, GridPost, Matter, Office, Post, Stewardship
from civic.places.models import Party
from tests.people import SINCE, City

IMPORTS: dict[str, Callable[..., Report]] = {
    "offices": offices.import_offices,
    "matters": offices.import_matters,
    "duties": offices.import_duties,
    "seats": offices.import_seats,
}


@pytest.fixture
def furnished(city: City) -> City:
    """An office with parties and helpers, a seat with a telephone, names that spreadsheets would take for formulas."""
    Party.objects.create(code="P-1", name_zh_hans="路灯公司")
    offices.amend_office(city.office("drains"), contact_line="+86 20 5550 0001", parties=Party.objects.all())
    duty = Stewardship.objects.order_by("pk")[0]
    offices.set_helpers(duty, [office for office in (city.office("drains"),) if office != duty.office])
    offices.lay_out_forces()
    offices.seat(
        Force.objects.get(code="manager"),
        area=city.area("990102"),
        name="王网格员",
        name_zh_hant="王網格員",
        name_en="Grid manager Wang",
        phone="020-5550 1001",
        starts=SINCE,
    )
    return city


def test_every_table_has_as_many_rows_as_there_are_and_comes_in_unchanged(furnished: City, tmp_path: Path) -> None:
    call_command("export_duties", str(tmp_path))
    counts = {"offices": Office, "matters": Matter, "duties": Stewardship, "posts": Post, "seats": GridPost}
    for name, model in counts.items():
        lines = (tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) - 1 == model.objects.count() > 0, name
    for name, take in IMPORTS.items():
        report = take((tmp_path / f"{name}.csv").read_bytes(), is_check=True)
        assert report.faults == [], name
        assert set(report.counts) == {"unchanged"}, (name, report.counts)
    posts = offices.import_posts((tmp_path / "posts.csv").read_bytes(), at=timezone.now(), is_check=True)
    assert set(posts.counts) == {"unchanged"}


def test_a_folder_that_cannot_be_written_is_told(furnished: City, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_duties", str(file))
