"""What the readers' desk costs when ten times and a hundred times as much waits: as many statements, and lists that
end."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.places.models import Cell
from civic.youth.models import Entry, Proposal, ProposalVersion, Topic
from civic.youth.rules import ItemState
from tests.people import City, sign_in
from tests.youth.ground import Track, enter, found_track
from tests.youth.making import AT, HOUR, person, read_by

pytestmark = pytest.mark.django_db
PAGES = ("/desk/youth/reading/", "/desk/youth/reading/next/", "/desk/youth/reading/P3-00007/", "/desk/youth/")


def _wait(entry: Entry, count: int) -> None:
    """So many more wait, each a minute after the one before."""
    have = Proposal.objects.count()
    rows = Proposal.objects.bulk_create(
        Proposal(
            number=f"P3-{have + turn:05d}",
            edition=entry.edition,
            entry=entry,
            state=ItemState.HANDED_IN,
            title=f"第{have + turn}个主意",
            saw=f"第{have + turn}条路上灯太暗，放学时看不清。",
            change=f"在第{have + turn}根灯杆上装灯。",
            helps="晚上回家的人。",
            language="zh-hans",
            topic=Topic.objects.first(),
            cell=Cell.objects.first(),
            district=entry.district,
            version=1,
            made_at=AT,
            handed_in_at=AT + timedelta(minutes=have + turn),
        )
        for turn in range(1, count + 1)
    )
    ProposalVersion.objects.bulk_create(
        ProposalVersion(proposal=one, number=1, language="zh-hans", title=one.title, handed_in_at=AT) for one in rows
    )


def _asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code in (200, 302)
    return len(seen)


@pytest.mark.usefixtures("weeks_after_noon")
def test_a_hundred_times_as_much_waits_and_no_page_asks_more_often(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT + 100 * HOUR)
    track: Track = found_track()
    entry, client = enter(track, "木棉", school=track.school), Client()
    sign_in(client, person("tang"))
    _wait(entry, 10)
    for proposal in Proposal.objects.order_by("pk")[:3]:
        read_by(proposal, "bai", at=AT + 50 * HOUR)
    [client.get(address) for address in PAGES]
    few = {address: _asked(client, address) for address in PAGES}
    _wait(entry, 90)
    assert {address: _asked(client, address) for address in PAGES} == few
    _wait(entry, 900)
    assert {address: _asked(client, address) for address in PAGES} == few
    assert max(few.values()) <= 26
    page = client.get("/desk/youth/reading/")
    assert len(page.context["rows"]) == 100  # the list ends; the head counts all
    assert page.context["read_count"] == 1000
    assert len(page.content) < 120_000
