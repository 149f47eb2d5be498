"""Thirty answers of one occasion go out with one press on one day, each its own act; one that fails is named."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from civic.cases.actions import note
from civic.cases.models import Case, Line
from civic.cases.queries import first_broken_line
from civic.desk.actions import work_batches
from civic.desk.models import Batch
from civic.handling import actions as handling
from tests.people import City
from tests.suggestions.ground import HOUR, fresh
from tests.suggestions.weighing import AT_WORK, drafted, named, weighed

pytestmark = pytest.mark.django_db
MANY = 30
OCCASION = "望江路征集答复日"
EN = {"accept-language": "en"}


def ready(city: City, count: int) -> list[Case]:
    """So many answers, signed by the head and kept for one occasion."""
    cases = []
    for _number in range(count):
        case = drafted(city, weighed(city, named(city)), occasion=OCCASION)
        handling.sign(case, by=city.shen, at=AT_WORK + 3 * HOUR)
        cases.append(fresh(case))
    return cases


def test_the_head_reads_them_in_one_list_and_publishes_them_with_one_press(
    city: City, as_person: Callable[[Any], Client], time_machine: Any
) -> None:
    cases = ready(city, MANY)
    time_machine.move_to(AT_WORK + 4 * HOUR, tick=False)
    head = as_person(city.shen)
    page = head.get("/desk/ready/", headers=EN).content.decode()
    assert OCCASION in page
    assert page.count('name="case"') == MANY
    assert "理由1。" in page  # how each point weighs is read with the answer
    chosen = [f"{case.number}:{case.last_seq}" for case in cases]
    preview = head.post("/desk/bulk/?view=all", {"verb": "release", "case": chosen}, headers=EN).content.decode()
    assert f"{MANY} cases go" in preview
    note(cases[7], by=city.chen, text="再等等。", at=AT_WORK + 4 * HOUR)  # meanwhile somebody wrote in one of them
    head.post("/desk/bulk/?view=all", {"verb": "release", "case": chosen, "do": "1"}, headers=EN)
    work_batches(at=timezone.now())  # what the page left to the worker
    body = head.get(f"/desk/bulk/{Batch.objects.get().pk}/", headers=EN).content.decode()
    assert "1 case was left as it is" in body
    assert "Something happened in this case since you chose it" in body
    assert Case.objects.filter(state="closed", outcome="adopted").count() == MANY - 1
    assert fresh(cases[7]).station == "ready"
    lines = Line.objects.filter(verb="answer")
    assert lines.count() == MANY - 1
    assert {localdate(line.at) for line in lines} == {localdate(AT_WORK + 4 * HOUR)}
    assert {line.actor_id for line in lines} == {city.shen.pk}
    assert all(first_broken_line(case) is None for case in cases[:3])


def test_nobody_of_the_checking_side_publishes_an_answer(city: City, as_person: Callable[[Any], Client]) -> None:
    [case] = ready(city, 1)
    said = {"verb": "release", "case": [f"{case.number}:{case.last_seq}"], "do": "1"}
    assert as_person(city.lin).post("/desk/bulk/?view=all", said).status_code == 404
    assert fresh(case).state == "in-hand"
