"""Revise: a draft freely, what is published with a reason, old and new text beside each other."""

from dataclasses import replace

import pytest
from django.test import Client

from civic.guides import actions as guides
from civic.guides.queries import history_of, mark_of
from civic.journal.models import Change
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate
from civic.search.queries import Sort, newest_of
from tests.guides.told import BODIES, TITLES, drafted, facts, published, text
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
NEW = text(
    bodies={"en": BODIES["en"], "zh-hans": "# 为什么\n\n电动自行车着火，**两分钟**封死楼道。"},
    titles={**TITLES, "zh-hant": ""},
)


def test_a_handler_changes_a_draft_and_it_has_no_history_in_public(city: City, client: Client) -> None:
    guide = guides.revise(drafted(city), NEW, facts(), by=city.chen, at=NOON)
    assert (guide.version.number, guide.version.public_at) == (2, None)
    guides.publish(guide, by=city.shen, at=NOON)
    assert [one.number for one in guide.versions.filter(public_at__isnull=False)] == [2]
    assert [one.version.number for one in history_of(guide)] == [2]
    page = client.get("/guides/no-e-bikes/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "两分钟" in page
    assert "三分钟" not in page
    assert "<del>" not in page


def test_what_is_published_changes_with_old_text_new_text_and_reason(city: City, client: Client) -> None:
    guide = guides.revise(published(city), NEW, facts(), by=city.shen, reason="试验更短", at=NOON)
    page = client.get("/guides/no-e-bikes/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "<strong>两分钟</strong>" in page
    assert "<del>三</del>" in page
    assert "<ins>两</ins>" in page
    assert "试验更短" in page
    line = Change.objects.latest("seq")
    assert (line.facts["given"]["reason"], line.facts["after"]["version"]) == ("试验更短", 2)
    assert newest_of_guides("自行车") == [guide.pk]
    assert newest_of_guides("电动车着火三分钟") == [], "the old text is found no more"


def newest_of_guides(words: str) -> list[int]:
    """The keys of guides that hold some words."""
    from_index = newest_of({"all": Sort("guide", having=("guide",))}, side="public", text=words, most=10)
    return from_index["all"]


def test_a_published_change_needs_a_reason_and_the_head(city: City) -> None:
    guide = published(city)
    with pytest.raises(NotValid) as refused:
        guides.revise(guide, NEW, facts(), by=city.shen, at=NOON)
    assert "reason" in refused.value.fields
    with pytest.raises(NotAllowed):
        guides.revise(guide, NEW, facts(), by=city.chen, reason="更短", at=NOON)
    assert guide.versions.count() == 1


def test_other_days_alone_need_no_reason_and_make_no_version(city: City) -> None:
    guide = published(city)
    later = guides.revise(guide, text(), replace(facts(), matters=("0102",)), by=city.shen, at=NOON)
    assert later.version.number == 1
    assert Change.objects.latest("seq").facts["after"] == {"matters": ["0102"]}


def test_whoever_was_slower_reads_it_again(city: City) -> None:
    guide = drafted(city)
    seen = mark_of(guide)
    guides.revise(guide, NEW, facts(), by=city.chen, seen=seen, at=NOON)
    with pytest.raises(Conflict):
        guides.revise(guide, text(), facts(), by=city.shen, seen=seen, at=NOON)


def test_the_address_of_what_was_published_stays_and_what_was_withdrawn_rests(city: City) -> None:
    guide = published(city)
    with pytest.raises(NotValid) as refused:
        guides.revise(guide, text(), facts(slug="elsewhere"), by=city.shen, at=NOON)
    assert "slug" in refused.value.fields
    guides.withdraw(guide, by=city.shen, reason="作废", at=NOON)
    with pytest.raises(TooLate):
        guides.revise(guide, NEW, facts(), by=city.shen, reason="再来", at=NOON)


def test_another_office_never_touches_it(city: City) -> None:
    guide = guides.draft(text(), facts(), by=city.root, office="", at=NOON)
    for who in ("chen", "shen", "lin"):
        with pytest.raises(NotAllowed):
            guides.revise(guide, NEW, facts(), by=getattr(city, who), at=NOON)
