"""What people agree to is written in three languages for two sorts of readers, and a new wording is a new version."""

import pytest

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.lib.refusals import NotAllowed, NotValid
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
TEXTS = {"zh-hans": "你可以说不。", "zh-hant": "你可以說不。", "en": "You may say no."}


def test_a_new_wording_is_a_new_version_and_the_earlier_one_stays(city: City) -> None:
    root = Person.objects.get(handle="root")
    first = guardians.write_consent_text("youth", child=TEXTS, adult=TEXTS, by=root, at=NOON)
    second = guardians.write_consent_text("youth", child=TEXTS | {"en": "No?"}, adult=TEXTS, by=root, at=NOON)
    first.refresh_from_db()
    assert (first.version, second.version) == (1, 2)
    assert first.digest == first.reckoned_digest() != second.digest
    assert guardians.write_consent_text("volunteers", child=TEXTS, adult=TEXTS, by=root, at=NOON).version == 1


def test_a_language_that_lacks_and_what_no_child_reads_to_its_end_are_refused(city: City) -> None:
    root = Person.objects.get(handle="root")
    for wrong in ({"zh-hant": " "}, {"zh-hans": "很长" * 1000}):
        with pytest.raises(NotValid):
            guardians.write_consent_text("youth", child=TEXTS | wrong, adult=TEXTS, by=root, at=NOON)


def test_only_an_administrator_writes_it(city: City) -> None:
    with pytest.raises(NotAllowed):
        guardians.write_consent_text("youth", child=TEXTS, adult=TEXTS, by=Person.objects.get(handle="lin"), at=NOON)
