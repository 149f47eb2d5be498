"""A rubric says in words what its marks mean, in three languages, before anybody judges by it."""

from dataclasses import replace

import pytest

from civic.juries import actions as juries
from civic.juries.models import Rubric
from civic.juries.rules import read_rubric, rubric_digest, rubric_fault
from civic.lib.refusals import NotAllowed, NotValid, Taken
from tests.juries.ground import USUAL, lead, person, write_rubric
from tests.youth.ground import TERM_STARTS, found_track

GIVEN = read_rubric(USUAL.read_text(encoding="utf-8"))


def test_the_usual_rubric_is_whole() -> None:
    assert not GIVEN.fault
    assert not rubric_fault(GIVEN.criteria)


@pytest.mark.parametrize("text", ["", "code =", "code = 1", "criteria = 3\ncode='x'\nname={}", "[[criteria]]", "\0"])
def test_a_file_that_is_none_is_told_so_and_nothing_breaks(text: str) -> None:
    assert read_rubric(text).fault


def test_weights_make_up_the_whole_and_no_anchor_is_missing() -> None:
    first, *others = GIVEN.criteria
    assert rubric_fault([])
    assert rubric_fault([replace(first, weight=29), *others])
    assert rubric_fault([replace(first, code="own"), *others])
    assert rubric_fault([replace(first, anchors={1: first.anchors[1], 3: first.anchors[3]}), *others])
    assert rubric_fault([replace(first, kind={**first.kind, "growing": {"zh-hans": "好"}}), *others])


@pytest.mark.django_db
def test_a_rubric_is_kept_as_it_was_written_and_its_code_is_taken_once() -> None:
    track = found_track()
    rubric = write_rubric(track)
    assert rubric_digest([one.given for one in rubric.criteria.order_by("order")]) == rubric.digest
    with pytest.raises(Taken):
        write_rubric(track)


@pytest.mark.django_db
def test_only_whoever_is_responsible_writes_one_and_never_half_of_it() -> None:
    track = found_track()
    given = {"code": "x", "name": {"zh-hans": "看"}, "at": TERM_STARTS}
    with pytest.raises(NotAllowed):
        juries.write_rubric(track.edition, by=person("qiu"), criteria=GIVEN.criteria, **given)  # type: ignore[arg-type]
    with pytest.raises(NotValid):
        juries.write_rubric(track.edition, by=lead(), criteria=GIVEN.criteria[:2], **given)  # type: ignore[arg-type]
    assert not Rubric.objects.exists()
