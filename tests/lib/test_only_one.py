"""A row of which there can be one."""

import pytest
from django.db import IntegrityError, transaction

from civic.journal.models import Chain
from civic.lib.only_one import only_one
from civic.lib.refusals import Taken

pytestmark = pytest.mark.django_db


def test_whoever_comes_second_reads_that_it_is_taken() -> None:
    Chain.objects.create(subject="lamps")
    with pytest.raises(Taken, match="There is one") as refused, only_one("There is one.", code="there"):
        Chain.objects.create(subject="lamps")
    assert refused.value.code == "there"


def test_what_the_act_did_before_can_still_be_kept() -> None:
    with transaction.atomic():
        Chain.objects.create(subject="before")
        with pytest.raises(Taken), only_one("There is one."):
            Chain.objects.create(subject="before")
    assert Chain.objects.filter(subject="before").count() == 1


def test_whoever_comes_first_is_not_told_anything() -> None:
    with only_one("There is one."):
        Chain.objects.create(subject="alone")
    assert Chain.objects.filter(subject="alone").exists()


def test_a_row_that_breaks_another_rule_is_not_told_as_taken() -> None:
    Chain.objects.create(subject="lamps")
    with pytest.raises(IntegrityError), only_one("There is one."):
        Chain.objects.update(subject=None)
