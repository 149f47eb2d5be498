"""A real city begins without seeds: an administrator names who coordinates, by a command or in the admin."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from civic.accounts.models import Person
from civic.notices.models import Notice
from civic.volunteers.models import Organisation
from civic.volunteers.queries import coordinates
from tests.people import City

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
GIVEN = {"contact": "020-12345", "name_zh_hans": "志愿服务中心", "about_zh_hans": "协调全市志愿服务。"}
ADD = reverse("admin:volunteers_organisation_add")


@pytest.fixture
def luo(city: City) -> Person:
    return Person.objects.create_user("luo", email="luo@helpers.example")


def named(handle: str = "luo", *, by: str = "root", **changes: Any) -> str:
    out = StringIO()
    call_command("name_coordinator", handle, by=by, stdout=out, **(GIVEN | changes))
    return out.getvalue()


def test_the_command_founds_the_organisation_and_says_what_comes_next(luo: Person, city: City) -> None:
    told = named(office="supervision")
    assert coordinates(luo)
    made = Organisation.objects.get(code="volunteers")
    assert (made.state, made.office) == ("active", city.office("supervision"))
    assert "/desk/volunteers/applicants/" in told
    assert Notice.objects.filter(verb="manager-named").exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"handle": "nobody"}, "handle nobody"),
        ({"by": "nobody"}, "handle nobody"),
        ({"by": "mei"}, "administrator"),
        ({"handle": "root"}, "somebody else"),
        ({"office": "none"}, "No office has the code none"),
        ({"contact": "-"}, "contact: "),
        ({"code": "two words"}, "code: "),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_founded(
    luo: Person, changes: dict[str, str], told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        named(**changes)
    assert not Organisation.objects.exists()


def test_an_office_recruits_once_and_a_code_is_used_once(luo: Person) -> None:
    named(office="supervision")
    with pytest.raises(CommandError, match="used already"):
        named()
    with pytest.raises(CommandError, match="recruits already"):
        named(code="other", office="supervision")
    assert Organisation.objects.count() == 1


def test_an_administrator_founds_it_in_the_admin(luo: Person, city: City, as_person: SignIn) -> None:
    client = as_person(city.root)
    given = {**GIVEN, "code": "Helpers", "manager": "luo", "office": city.office("supervision").pk}
    for wrong, sentence in (
        ({"manager": "nobody"}, "Nobody with an open account"),
        ({"manager": "root"}, "names somebody else"),
        ({"contact": "-"}, "Write an e-mail address or a telephone number"),
    ):
        answer = client.post(ADD, given | wrong, headers={"accept-language": "en"})
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        assert 'value="志愿服务中心"' in answer.content.decode()  # nothing that was typed is lost
    assert client.post(ADD, given).status_code == 302
    made = Organisation.objects.get()
    assert (made.code, made.kind, coordinates(luo)) == ("helpers", "office", True)
    looked_at = client.get(reverse("admin:volunteers_organisation_change", args=[made.pk]))
    assert looked_at.status_code == 200
    assert "020-12345" not in looked_at.content.decode()
    assert client.get(reverse("admin:volunteers_organisation_changelist")).status_code == 200


def test_nobody_else_founds_one_in_the_admin(luo: Person, city: City, as_person: SignIn) -> None:
    for person in (luo, city.mei, city.lin):
        assert as_person(person).post(ADD, GIVEN | {"code": "helpers", "manager": "mei"}).status_code in (302, 403)
    assert not Organisation.objects.exists()
