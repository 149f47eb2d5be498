"""What goes with a report in its one transaction: photos, its place in the desk index, the message of its receipt."""

from datetime import timedelta
from typing import Any

import pytest

from civic.cases.actions.moving import index_filed, tell_contact
from civic.cases.actions.photos import keep_photos
from civic.cases.models import Case, Contact, Photo
from civic.lib.refusals import NotValid
from civic.notices.models import Notice
from civic.search.queries import matching
from tests.cases.api_door import photo
from tests.people import NOON, City

pytestmark = pytest.mark.django_db


def test_photos_are_kept_with_their_line_and_once_each(city: City, settings: Any) -> None:
    case = city.filed().case
    line = case.lines.get()
    rows = keep_photos([photo(), photo("other.jpg", "teal"), photo("again.jpg")], case=case, line=line, at=NOON)
    assert [(row.case, row.line, row.state) for row in rows] == [(case, line, "received")] * 2
    assert {path.name for path in settings.UPLOAD_DIR.iterdir()} == {row.key.hex for row in rows}


def test_too_many_photos_are_refused_before_any_is_kept(city: City, settings: Any) -> None:
    settings.PHOTOS_MOST = 1
    case = city.filed().case
    with pytest.raises(NotValid):
        keep_photos([photo(), photo(colour="red")], case=case, line=case.lines.get(), at=NOON)
    assert not Photo.objects.exists()
    assert not settings.UPLOAD_DIR.exists()


def test_a_fresh_case_is_found_by_the_desk_and_by_nobody_else(city: City) -> None:
    case = city.filed("南圃的喷泉整夜在响。").case
    index_filed(case, "南圃的喷泉整夜在响。")
    assert Case.objects.filter(pk__in=matching("desk", "case", "喷泉") or []).get() == case
    assert not Case.objects.filter(pk__in=matching("public", "case", "喷泉") or []).exists()


def test_a_contact_is_told_under_the_name_of_its_case(city: City) -> None:
    case = city.filed(email="mei@example.com").case
    tell_contact(Contact.objects.get(case=case), case, verb="filed", at=NOON + timedelta(hours=1))
    assert list(Notice.objects.values_list("about", "verb")) == [(case.subject, "filed")] * 2
