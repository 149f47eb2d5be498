"""The acts on courses and qualifications."""

from civic.courses.actions.forgetting import forget
from civic.courses.actions.granting import (
    QualificationTold,
    grant,
    include,
    refuse_claim,
    revoke,
    write_qualification,
)
from civic.courses.actions.learning import Explained, Result, confirm_learning, pass_course
from civic.courses.actions.seating import DayTold, call_off_day, give_up_seat, plan_day, say_present, take_seat
from civic.courses.actions.showing import prepare_papers, show_paper
from civic.courses.actions.sweeping import tell_ending
from civic.courses.actions.writing import CourseTold, end_course, offer_course, write_course

__all__ = [
    "CourseTold",
    "DayTold",
    "Explained",
    "QualificationTold",
    "Result",
    "call_off_day",
    "confirm_learning",
    "end_course",
    "forget",
    "give_up_seat",
    "grant",
    "include",
    "offer_course",
    "pass_course",
    "plan_day",
    "prepare_papers",
    "refuse_claim",
    "revoke",
    "say_present",
    "show_paper",
    "take_seat",
    "tell_ending",
    "write_course",
    "write_qualification",
]
