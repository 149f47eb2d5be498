"""A draft that nobody needs is put aside, and stays at the desk with the reason."""

from typing import Any

import pytest
from django.test import Client

from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.promises import actions
from tests.people import NOON, City
from tests.promises.ground import DAY, drafted, fresh, given, promised

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
WHY = "已经写在另一条承诺里。"


def test_it_ends_and_nothing_more_is_done_with_it(city: City, client: Client) -> None:
    draft = drafted(city)
    actions.discard(draft, by=city.chen, text=WHY, at=NOON + DAY)
    draft = fresh(draft)
    assert (draft.state, draft.ended_at, draft.is_public) == ("discarded", NOON + DAY, False)
    for act in (
        lambda: actions.publish(draft, by=city.shen, at=NOON + DAY),
        lambda: actions.revise(draft, by=city.chen, given=given(city), at=NOON + DAY),
        lambda: actions.discard(draft, by=city.chen, text=WHY, at=NOON + DAY),
    ):
        with pytest.raises(Conflict):
            act()
    assert client.get(f"/promises/{draft.number}/").status_code == 404
    assert client.get("/api/v1/promises/").json()["results"] == []
    assert "discarded" not in client.get("/promises/", headers=EN).content.decode()


def test_only_the_office_puts_its_draft_aside_with_a_reason_and_never_what_is_public(city: City) -> None:
    draft, public = drafted(city), promised(city)
    for person in (city.mo, city.lin, city.zhao):
        with pytest.raises(NotAllowed):
            actions.discard(draft, by=person, text=WHY, at=NOON + DAY)
    with pytest.raises(NotValid):
        actions.discard(draft, by=city.chen, text="", at=NOON + DAY)
    with pytest.raises(Conflict):
        actions.discard(public, by=city.chen, text=WHY, at=NOON + DAY)
    assert fresh(draft).state == "draft"


def test_the_desk_keeps_it_among_what_has_ended(city: City, as_person: Any) -> None:
    draft, client = drafted(city), as_person(city.shen)
    assert client.post(f"/desk/promises/{draft.number}/discard/", {"text": WHY}).status_code == 302
    page = client.get(f"/desk/promises/{draft.number}/", headers=EN).content.decode()
    assert WHY in page
    assert "Discard the draft" not in page
    assert draft.number in client.get("/desk/promises/", headers=EN).content.decode()
    assert as_person(city.mo).get(f"/desk/promises/{draft.number}/").status_code == 404
