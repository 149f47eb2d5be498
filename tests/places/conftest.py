"""Shapes live in the process, not in the transaction of a test: they are forgotten around each one."""

from collections.abc import Iterator

import pytest

from civic.places.queries import forget_shapes


@pytest.fixture(autouse=True)
def _forgotten_shapes() -> Iterator[None]:
    forget_shapes()
    yield
    forget_shapes()
