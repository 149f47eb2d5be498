"""The answer tells of an assessment what the leading office took over, and no more."""

import pytest
from django.test import Client

from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.suggestions.actions import take_over
from tests.people import City
from tests.suggestions.weighing import AT_WORK, SAID, answered, asked, assessed, drafted, named, officer, weighed

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def test_everybody_reads_the_chosen_parts_once_the_answer_is_out(city: City, client: Client) -> None:
    case = named(city)
    given = assessed(asked(city, case), by=officer(city, "dan"))
    take_over(given, by=city.chen, parts=["cost", "feasibility"], at=AT_WORK)
    page = client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    assert SAID["cost_words"] not in page
    case = answered(city, weighed(city, case))
    page = client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    for words in ("What offices said about it", "Drainage Office No. 2", SAID["cost_words"], "12,500.50 yuan"):
        assert words in page
    assert "Only under conditions" in page
    for hidden in (SAID["law"], SAID["text"], SAID["period"], "Dan"):
        assert hidden not in page
    [told] = client.get(f"/api/v1/suggestions/{case.number}/").json()["assessments"]
    assert told["office"]["code"] == "drains"
    assert [(part["name"], part["cost"]) for part in told["parts"]] == [("feasibility", None), ("cost", "12,500.50")]


def test_what_looks_private_is_not_taken_over(city: City) -> None:
    case = named(city)
    given = assessed(asked(city, case), by=officer(city, "dan"), text="门卫王师傅，13800138000。")
    with pytest.raises(NotValid):
        take_over(given, by=city.chen, parts=["text"], at=AT_WORK)
    take_over(given, by=city.chen, parts=["law"], at=AT_WORK)
    with pytest.raises(NotValid):
        take_over(given, by=city.chen, parts=["everything"], at=AT_WORK)


def test_only_the_leading_office_chooses_and_only_before_the_answer_is_drafted(city: City) -> None:
    dan, case = officer(city, "dan"), named(city)
    asking = asked(city, case)
    with pytest.raises(Conflict):
        take_over(asking, by=city.chen, parts=["law"], at=AT_WORK)
    given = assessed(asking, by=dan)
    for person in (dan, city.lin, city.zhao):
        with pytest.raises(NotAllowed):
            take_over(given, by=person, parts=["law"], at=AT_WORK)
    drafted(city, weighed(city, case))
    with pytest.raises(Conflict):
        take_over(given, by=city.chen, parts=["law"], at=AT_WORK)


def test_what_an_objection_hides_is_hidden_in_it_too(city: City, client: Client) -> None:
    case = named(city)
    given = assessed(asked(city, case), by=officer(city, "dan"), law="小公园的围墙归业主所有。")
    take_over(given, by=city.chen, parts=["law"], at=AT_WORK)
    case = answered(city, weighed(city, case), text="围墙归业主所有，椅子照装。")
    assert "业主所有" in client.get(f"/suggestions/{case.number}/").content.decode()
    city.objected(case, concern="data", quote="业主所有", at=AT_WORK)
    assert "业主所有" not in client.get(f"/suggestions/{case.number}/").content.decode()
    assert "业主所有" not in client.get(f"/api/v1/suggestions/{case.number}/").content.decode()
