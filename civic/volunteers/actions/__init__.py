"""The acts on volunteers and organisations."""

from civic.volunteers.actions.belonging import (
    end_manager,
    invite_member,
    join_organisation,
    leave_organisation,
    name_manager,
)
from civic.volunteers.actions.deciding import open_identity, take_on, turn_down
from civic.volunteers.actions.erasing import forget
from civic.volunteers.actions.founding import found_coordinators
from civic.volunteers.actions.guarding import agree_for, ask_grown_up, decide_for, follow_word, recheck
from civic.volunteers.actions.holding import hold_organisation, hold_volunteer, write_organisation, write_volunteer
from civic.volunteers.actions.joining import ApplicantTold, Wishes, apply, change_wishes, take_back
from civic.volunteers.actions.on_paper import PaperTold, agree_on_paper, refuse_on_paper
from civic.volunteers.actions.organising import (
    OrganisationTold,
    ask_organisation,
    change_organisation,
    end_organisation,
    refuse_organisation,
    register_organisation,
    suspend_organisation,
)
from civic.volunteers.actions.permitting import (
    permit_active,
    permit_coordinator,
    permit_manager,
    reason_said,
)
from civic.volunteers.actions.standing import come_back, leave, say_public
from civic.volunteers.actions.telling import tell_late, tell_people, tell_volunteer

__all__ = [
    "ApplicantTold",
    "OrganisationTold",
    "PaperTold",
    "Wishes",
    "agree_for",
    "agree_on_paper",
    "apply",
    "ask_grown_up",
    "ask_organisation",
    "change_organisation",
    "change_wishes",
    "come_back",
    "decide_for",
    "end_manager",
    "end_organisation",
    "follow_word",
    "forget",
    "found_coordinators",
    "hold_organisation",
    "hold_volunteer",
    "invite_member",
    "join_organisation",
    "leave",
    "leave_organisation",
    "name_manager",
    "open_identity",
    "permit_active",
    "permit_coordinator",
    "permit_manager",
    "reason_said",
    "recheck",
    "refuse_on_paper",
    "refuse_organisation",
    "register_organisation",
    "say_public",
    "suspend_organisation",
    "take_back",
    "take_on",
    "tell_late",
    "tell_people",
    "tell_volunteer",
    "turn_down",
    "write_organisation",
    "write_volunteer",
]
