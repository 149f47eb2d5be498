"""Two hands at once: one address is given once, and of two changes of one guide the second is told of the first."""

import pytest

from civic.guides import actions as guides
from civic.guides.models import Guide
from civic.guides.queries import mark_of
from civic.journal.models import Change
from civic.journal.queries import first_broken_change
from tests.at_once import at_once, kinds
from tests.guides.told import drafted, facts, text
from tests.people import NOON, City, names

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_drafts_with_one_address_one_is_refused_with_a_sentence(city: City) -> None:
    chen, shen = city.chen, city.shen
    told = at_once(
        *[lambda by=by: guides.draft(text(), facts(), by=by, office="dongqiao-lamps", at=NOON) for by in (chen, shen)]
    )
    assert kinds(told) == ["Guide", "NotValid"]
    assert Guide.objects.count() == Change.objects.count() == 1


def test_of_two_changes_at_once_the_slower_reads_the_faster_first(city: City) -> None:
    guide = drafted(city)
    seen, shen = mark_of(guide), city.shen
    told = at_once(
        *[
            lambda n=n: guides.revise(
                guide, text(titles=names(f"题 {n}", "題", "Title")), facts(), by=shen, seen=seen, at=NOON
            )
            for n in range(4)
        ]
    )
    assert kinds(told) == ["Conflict", "Conflict", "Conflict", "Guide"]
    assert guide.versions.count() == 2


def test_published_twice_at_once_it_is_published_once_with_one_line(city: City) -> None:
    guide, shen = drafted(city), city.shen
    told = at_once(*[lambda: guides.publish(guide, by=shen, at=NOON)] * 4)
    assert kinds(told) == ["Conflict", "Conflict", "Conflict", "Guide"]
    assert Change.objects.count() == 2
    assert first_broken_change() is None
