"""A sweep goes from row to row, whatever one of them is like."""

import logging

import pytest

from civic.journal.models import Chain
from civic.lib.refusals import Conflict
from civic.lib.sweeping import one_by_one

pytestmark = pytest.mark.django_db


def _rows(*names: str) -> list[Chain]:
    return [Chain.objects.create(subject=name) for name in names]


def _rename(row: Chain) -> bool:
    """Changes the row, and only then finds that it is broken, or that somebody moved it on."""
    Chain.objects.filter(pk=row.pk).update(subject=f"{row.subject}, swept")
    if row.subject == "broken":
        raise ZeroDivisionError("秘密的话")
    if row.subject == "moved-on":
        raise Conflict()
    return True


def _swept() -> set[str]:
    return set(Chain.objects.filter(subject__endswith="swept").values_list("subject", flat=True))


def test_one_broken_row_holds_up_none_of_the_others(caplog: pytest.LogCaptureFixture) -> None:
    rows = _rows("first", "broken", "last")
    with caplog.at_level(logging.ERROR):
        assert one_by_one(rows, _rename) == 2
    assert _swept() == {"first, swept", "last, swept"}  # what the broken one had changed is taken back
    told = [record.getMessage() for record in caplog.records]
    assert told == [f"A sweep broke on journal.Chain {rows[1].pk} and went on with the next."]


def test_a_row_that_somebody_moved_on_is_no_fault_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    rows = _rows("first", "moved-on", "last")
    with caplog.at_level(logging.WARNING):
        assert one_by_one(rows, _rename) == 2
    assert not caplog.records
    assert _swept() == {"first, swept", "last, swept"}


def test_keys_are_swept_like_rows_and_counts_add_up() -> None:
    assert one_by_one([1, 2, 3], lambda key: key * 10) == 60
