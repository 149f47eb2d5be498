"""A body that recruits: asked, registered, refused, suspended, ended; who acts for it, who belongs to it."""

from dataclasses import replace
from typing import Any

import pytest

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooMany
from civic.notices.models import Notice
from civic.volunteers import actions
from civic.volunteers.actions import OrganisationTold
from civic.volunteers.models import Manager, Member, Organisation
from civic.volunteers.queries import managed_by
from tests.people import NOON, City
from tests.volunteers.ground import found_helpers, volunteer

pytestmark = pytest.mark.django_db
TOLD = OrganisationTold(
    "ngo", {"zh-hans": "云桥读书会", "en": "Yunqiao Readers"}, {"zh-hans": "给孩子读书。"}, "13900139001"
)


def asked(city: City, **changes: Any) -> Organisation:
    return actions.ask_organisation(replace(TOLD, **changes), by=city.mei, at=NOON)


def test_asked_and_registered_its_asker_manages_it(city: City) -> None:
    luo = found_helpers().luo
    organisation = asked(city)
    assert (organisation.state, organisation.answer_due_at > NOON) == ("asked", True)
    assert managed_by(city.mei) == []
    actions.register_organisation(organisation, by=luo, at=NOON)
    assert managed_by(city.mei) == [organisation]
    assert [line.verb for line in organisation.lines.all()] == ["ask", "register"]
    assert Notice.objects.filter(verb="organisation-registered").exists()


def test_nobody_registers_what_she_asked_for_and_only_coordinators_do(city: City) -> None:
    luo = found_helpers().luo
    own = actions.ask_organisation(TOLD, by=luo, at=NOON)
    with pytest.raises(NotAllowed, match="Another coordinator"):
        actions.register_organisation(own, by=luo, at=NOON)
    with pytest.raises(NotAllowed):
        actions.register_organisation(own, by=city.mei, at=NOON)


def test_what_is_missing_is_said_beside_its_field(city: City) -> None:
    with pytest.raises(NotValid) as refused:
        asked(city, names={"zh-hans": ""}, about={}, contact="x")
    assert set(refused.value.fields) == {"name_zh_hans", "about_zh_hans", "contact"}
    with pytest.raises(NotValid):
        asked(city, kind="club")


def test_three_may_wait_at_once(city: City) -> None:
    for _turn in range(3):
        asked(city)
    with pytest.raises(TooMany):
        asked(city)


def test_refused_reads_why_and_nothing_follows(city: City) -> None:
    luo = found_helpers().luo
    organisation = asked(city)
    with pytest.raises(NotValid):
        actions.refuse_organisation(organisation, by=luo, reason="", at=NOON)
    actions.refuse_organisation(organisation, by=luo, reason="没有登记证。", at=NOON)
    assert "没有登记证。" in Notice.objects.get(verb="organisation-refused", channel="email").body
    for act, more in ((actions.register_organisation, {}), (actions.end_organisation, {"reason": "x"})):
        with pytest.raises(Conflict):
            act(organisation, by=luo, at=NOON, **more)  # type: ignore[operator]


def test_suspended_it_recruits_nobody_until_it_is_registered_again(city: City) -> None:
    helpers = found_helpers()
    organisation = asked(city)
    actions.register_organisation(organisation, by=helpers.luo, at=NOON)
    actions.suspend_organisation(organisation, by=helpers.luo, reason="保险过期。", at=NOON)
    assert helpers.wu.person is not None
    with pytest.raises(Conflict, match="does not recruit"):
        actions.join_organisation(organisation, volunteer=helpers.wu, by=helpers.wu.person, at=NOON)
    with pytest.raises(Conflict):
        actions.name_manager(organisation, person=helpers.leader, task="leader", by=city.mei, at=NOON)
    actions.register_organisation(organisation, by=helpers.luo, at=NOON)
    assert Manager.objects.filter(organisation=organisation).count() == 1
    assert actions.join_organisation(organisation, volunteer=helpers.wu, by=helpers.wu.person, at=NOON)


def test_ended_it_stays_on_the_books_and_everybody_is_free(city: City) -> None:
    helpers = found_helpers()
    organisation = asked(city)
    actions.register_organisation(organisation, by=helpers.luo, at=NOON)
    actions.invite_member(organisation, volunteer=helpers.wu, by=city.mei, at=NOON)
    actions.end_organisation(organisation, by=helpers.luo, reason="注销。", at=NOON)
    organisation.refresh_from_db()
    assert (organisation.state, organisation.ended_at, organisation.reason) == ("ended", NOON, "注销。")
    assert managed_by(city.mei) == []
    assert Member.objects.get().state == "ended"


def test_its_manager_changes_what_it_says_of_itself(city: City) -> None:
    helpers = found_helpers()
    told = replace(TOLD, about={"zh-hans": "每周六巡河。"})
    with pytest.raises(NotAllowed):
        actions.change_organisation(helpers.organisation, told, by=helpers.leader, at=NOON)
    actions.change_organisation(helpers.organisation, told, by=helpers.luo, at=NOON)
    helpers.organisation.refresh_from_db()
    assert (helpers.organisation.about_zh_hans, helpers.organisation.kind) == ("每周六巡河。", "office")


def test_managers_are_named_and_ended_and_the_last_one_stays(city: City) -> None:
    helpers = found_helpers()
    named = actions.name_manager(helpers.organisation, person=city.mei, task="leader", by=helpers.luo, at=NOON)
    with pytest.raises(Taken):
        actions.name_manager(helpers.organisation, person=city.mei, task="leader", by=helpers.luo, at=NOON)
    with pytest.raises(NotValid):
        actions.name_manager(helpers.organisation, person=city.mei, task="boss", by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):
        actions.name_manager(helpers.organisation, person=city.gu, task="leader", by=city.mei, at=NOON)
    assert actions.end_manager(named, by=city.mei, at=NOON)  # she steps down herself
    assert not actions.end_manager(named, by=city.mei, at=NOON)
    last = Manager.objects.get(organisation=helpers.organisation, task="manager")
    with pytest.raises(Conflict, match="Name somebody else"):
        actions.end_manager(last, by=helpers.luo, at=NOON)


def test_membership_takes_two_words(city: City) -> None:
    helpers = found_helpers()
    hong = volunteer("hong")
    wu, person = helpers.wu, helpers.wu.person
    assert person is not None
    assert hong.person is not None
    with pytest.raises(NotAllowed):
        actions.invite_member(helpers.organisation, volunteer=wu, by=city.mei, at=NOON)
    invited = actions.invite_member(helpers.organisation, volunteer=wu, by=helpers.luo, at=NOON)
    assert invited.state == "invited"
    assert Notice.objects.filter(verb="member-invited").exists()
    with pytest.raises(Taken):
        actions.invite_member(helpers.organisation, volunteer=wu, by=helpers.luo, at=NOON)
    assert actions.join_organisation(helpers.organisation, volunteer=wu, by=person, at=NOON).state == "member"
    asking = actions.join_organisation(helpers.organisation, volunteer=hong, by=hong.person, at=NOON)
    assert asking.state == "asked"
    with pytest.raises(Taken):
        actions.join_organisation(helpers.organisation, volunteer=hong, by=hong.person, at=NOON)
    assert actions.invite_member(helpers.organisation, volunteer=hong, by=helpers.luo, at=NOON).state == "member"
    assert [line.verb for line in hong.lines.all()] == ["ask-to-join", "become-member"]


def test_members_leave_or_are_let_go(city: City) -> None:
    helpers = found_helpers()
    person = helpers.wu.person
    assert person is not None
    member = actions.invite_member(helpers.organisation, volunteer=helpers.wu, by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):
        actions.leave_organisation(member, by=Person.objects.get(handle="mei"), at=NOON)
    assert actions.leave_organisation(member, by=person, at=NOON)
    assert not actions.leave_organisation(member, by=helpers.luo, at=NOON)
    again = actions.join_organisation(helpers.organisation, volunteer=helpers.wu, by=person, at=NOON)
    assert again.pk != member.pk
