"""Withdraw: gone from every page, list and search in the same transaction, for good."""

import pytest
from django.test import Client

from civic.guides import actions as guides
from civic.journal.models import Change
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.search.models import Document
from tests.guides.told import drafted, published
from tests.people import NOON, City

pytestmark = pytest.mark.django_db


def test_it_is_gone_everywhere_and_the_reason_is_written_down(city: City, client: Client) -> None:
    guide = guides.withdraw(published(city), by=city.shen, reason="新规定已经施行", at=NOON)
    assert not Document.objects.filter(kind="guide", ref=guide.pk).exists()
    assert Change.objects.latest("seq").facts["given"] == {"act": "withdraw", "reason": "新规定已经施行"}
    assert client.get("/guides/no-e-bikes/").status_code == 404
    for where in ("/guides/", "/matters/0101/", "/search/?q=%E7%94%B5%E5%8A%A8%E8%BD%A6"):
        assert b"no-e-bikes" not in client.get(where).content, where


def test_it_needs_the_head_a_reason_and_something_published(city: City) -> None:
    guide = published(city)
    with pytest.raises(NotAllowed):
        guides.withdraw(guide, by=city.chen, reason="不要了", at=NOON)
    for reason in ("  ", "长" * 401):
        with pytest.raises(NotValid):
            guides.withdraw(guide, by=city.shen, reason=reason, at=NOON)
    with pytest.raises(Conflict):
        guides.withdraw(drafted(city, slug="draft"), by=city.shen, reason="不要了", at=NOON)


def test_a_writer_who_is_erased_leaves_the_text_and_takes_the_name(city: City) -> None:
    guide = published(city)
    guides.forget(city.chen, at=NOON)
    assert guide.versions.get().by is None
    assert guide.versions.get().bodies
