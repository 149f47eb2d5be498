"""The city's own organisation is founded by an administrator, who names somebody else to coordinate."""

import pytest

from civic.accounts.models import Person
from civic.lib.refusals import NotAllowed, NotValid, Taken
from civic.volunteers import actions as volunteers
from civic.volunteers.actions import OrganisationTold
from civic.volunteers.queries import coordinates
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
TOLD = OrganisationTold(
    "office", names={"zh-hans": "志愿服务中心"}, about={"zh-hans": "协调全市。"}, contact="020-12345"
)


def test_an_administrator_founds_it_and_somebody_else_coordinates(city: City) -> None:
    luo = Person.objects.create_user("luo")
    made = volunteers.found_coordinators(TOLD, code="Helpers", manager=luo, by=city.root, at=NOON)
    assert (made.code, made.state, made.kind) == ("helpers", "active", "office")
    assert coordinates(luo)
    assert not coordinates(city.root)
    assert made.lines.get().verb == "found"
    with pytest.raises(Taken):
        volunteers.found_coordinators(TOLD, code="helpers", manager=luo, by=city.root, at=NOON)


def test_nobody_else_founds_it_and_nobody_names_herself(city: City) -> None:
    luo = Person.objects.create_user("luo")
    for by in (luo, city.lin):
        with pytest.raises(NotAllowed):
            volunteers.found_coordinators(TOLD, code="helpers", manager=city.mei, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        volunteers.found_coordinators(TOLD, code="helpers", manager=city.root, by=city.root, at=NOON)
    with pytest.raises(NotValid):
        volunteers.found_coordinators(TOLD, code=" ", manager=luo, by=city.root, at=NOON)
