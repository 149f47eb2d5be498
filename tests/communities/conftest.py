"""The community that these tests live in."""

import pytest

from tests.communities.ground import Corner, found_corner
from tests.people import City


@pytest.fixture
def corner(city: City) -> Corner:
    """A community with a residents' committee."""
    return found_corner(city)
