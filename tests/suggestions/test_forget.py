"""Nobody finds from a suggestion that somebody stood behind it."""

import pytest

from civic.cases.models import Case, Support
from civic.suggestions.actions import forget
from tests.people import City
from tests.suggestions.ground import LATER, opened, resident, supported

pytestmark = pytest.mark.django_db


def test_her_support_goes_and_is_not_counted(city: City) -> None:
    case, anna = opened(city), resident("anna")
    supported(case, anna, resident("boris"))
    forget(anna, at=LATER)
    assert (Case.objects.get(pk=case.pk).supports, Support.objects.filter(case=case).count()) == (1, 1)
