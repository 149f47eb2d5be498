"""The acts of the little mayor's track."""

from civic.youth.actions.answering import return_letter, send_letter, set_answer_days, write_letter
from civic.youth.actions.concerns import (
    HandOverGiven,
    close_concern,
    hand_over,
    report,
    take_concern,
    tell_family,
    tell_late,
)
from civic.youth.actions.copying import HereGiven, found_from_template
from civic.youth.actions.deciding import decide, follow_word, step_back, withdraw_consent
from civic.youth.actions.drawing import draw_debate, prepare_debate, set_tasks
from civic.youth.actions.entering import NOT_OPEN, TRACK, Entered, PupilTold, check_code, enter, usable_code
from civic.youth.actions.erasing import forget_child
from civic.youth.actions.evidence import let_evidence_go, open_evidence
from civic.youth.actions.forgetting import forget
from civic.youth.actions.founding import (
    EditionGiven,
    add_topic,
    end_task,
    found_edition,
    found_school,
    give_task,
    move_phase,
    show_edition,
)
from civic.youth.actions.handing_in import change, hand_in, take_back
from civic.youth.actions.hearing import listen, set_aside
from civic.youth.actions.hiding import follow_consent, hide, read_anew
from civic.youth.actions.joining import (
    ask_family,
    enter_by_own_word,
    invite_guardian,
    join_family,
    renew_code,
    tell_guardian_of,
)
from civic.youth.actions.lines import hold_entry, write_edition_line, write_entry_line
from civic.youth.actions.making import Given, TellsWho, keep, make
from civic.youth.actions.pictures import add_picture, cover_picture, drop_picture, prepare_pictures
from civic.youth.actions.placing import appoint, begin_round, hand_over_edition, place
from civic.youth.actions.promising import promise_idea, tell_promises
from civic.youth.actions.reading import VerdictGiven, read
from civic.youth.actions.rechecking import recheck_due, tell_birthdays
from civic.youth.actions.resting import bring_back, let_rest_go
from civic.youth.actions.schooling import make_entry_codes, print_entry_codes, reprint_code, void_code
from civic.youth.actions.sentences import retire_sentence, write_sentence

__all__ = [
    "NOT_OPEN",
    "TRACK",
    "EditionGiven",
    "Entered",
    "Given",
    "HandOverGiven",
    "HereGiven",
    "PupilTold",
    "TellsWho",
    "VerdictGiven",
    "add_picture",
    "add_topic",
    "appoint",
    "ask_family",
    "begin_round",
    "bring_back",
    "change",
    "check_code",
    "close_concern",
    "cover_picture",
    "decide",
    "draw_debate",
    "drop_picture",
    "end_task",
    "enter",
    "enter_by_own_word",
    "follow_consent",
    "follow_word",
    "forget",
    "forget_child",
    "found_edition",
    "found_from_template",
    "found_school",
    "give_task",
    "hand_in",
    "hand_over",
    "hand_over_edition",
    "hide",
    "hold_entry",
    "invite_guardian",
    "join_family",
    "keep",
    "let_evidence_go",
    "let_rest_go",
    "listen",
    "make",
    "make_entry_codes",
    "move_phase",
    "open_evidence",
    "place",
    "prepare_debate",
    "prepare_pictures",
    "print_entry_codes",
    "promise_idea",
    "read",
    "read_anew",
    "recheck_due",
    "renew_code",
    "report",
    "reprint_code",
    "retire_sentence",
    "return_letter",
    "send_letter",
    "set_answer_days",
    "set_aside",
    "set_tasks",
    "show_edition",
    "step_back",
    "take_back",
    "take_concern",
    "tell_birthdays",
    "tell_family",
    "tell_guardian_of",
    "tell_late",
    "tell_promises",
    "usable_code",
    "void_code",
    "withdraw_consent",
    "write_edition_line",
    "write_entry_line",
    "write_letter",
    "write_sentence",
]
