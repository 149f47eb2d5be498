"""The calendar lives in the process, not in the transaction of a test: it is forgotten around each one."""

from collections.abc import Iterator

import pytest

from civic.offices.queries import forget_calendar


@pytest.fixture(autouse=True)
def _forgotten_calendar() -> Iterator[None]:
    forget_calendar()
    yield
    forget_calendar()
