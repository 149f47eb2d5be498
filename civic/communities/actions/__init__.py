"""What is done in a community's corner. Each act is one transaction and one line of its timeline."""

from civic.communities.actions.agreeing import add_task, agree, drop_task, finish_task
from civic.communities.actions.ending import GivenOn, hand_on, not_take, solve, take_up_again
from civic.communities.actions.forgetting import forget, forget_contacts
from civic.communities.actions.meeting import MeetingGiven, hide_meeting, note_meeting
from civic.communities.actions.raising import TopicGiven, raise_topic
from civic.communities.actions.screening import hide, keep_back, show, show_again
from civic.communities.actions.sheets import add_sheet, hide_sheet, prepare_sheets, show_sheet
from civic.communities.actions.telling import tell_back

__all__ = [
    "GivenOn",
    "MeetingGiven",
    "TopicGiven",
    "add_sheet",
    "add_task",
    "agree",
    "drop_task",
    "finish_task",
    "forget",
    "forget_contacts",
    "hand_on",
    "hide",
    "hide_meeting",
    "hide_sheet",
    "keep_back",
    "not_take",
    "note_meeting",
    "prepare_sheets",
    "raise_topic",
    "show",
    "show_again",
    "show_sheet",
    "solve",
    "take_up_again",
    "tell_back",
]
