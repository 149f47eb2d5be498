"""The acts on children and who answers for them."""

from civic.guardians.actions.asking import ask_guardian, drop_unfinished, end_asking
from civic.guardians.actions.auditing import drop_assessment, keep_report, sign_assessment, store_assessment
from civic.guardians.actions.breaching import close_breach, tell_authority, tell_breach, tell_guardian
from civic.guardians.actions.consenting import NOT_HERS, RENEWED, check_text, say
from civic.guardians.actions.correcting import correct_identity, correct_own_contact
from civic.guardians.actions.erasing import erase_identity, forget_child, tidy_requests
from civic.guardians.actions.exporting import approve_export, ask_export, fetch_export, refuse_export
from civic.guardians.actions.forgetting import forget, let_guardians_go
from civic.guardians.actions.holding import ask_checked
from civic.guardians.actions.lines import hold_child, write_child_line
from civic.guardians.actions.opening import ask_opening, decide_opening, read_identity, review_opening
from civic.guardians.actions.rights import answer_right, ask_right, mark_escalated
from civic.guardians.actions.slips import end_guardian, give_slip, note_look_up, note_opened_again
from civic.guardians.actions.taking_in import ChildTold, GuardianTold, TakenIn, add_guardian, take_in
from civic.guardians.actions.texts import write_consent_text
from civic.guardians.actions.vetting import end_vetting, vet
from civic.guardians.actions.withholding import agree_withholding, ask_withholding, end_withholding

__all__ = [
    "NOT_HERS",
    "RENEWED",
    "ChildTold",
    "GuardianTold",
    "TakenIn",
    "add_guardian",
    "agree_withholding",
    "answer_right",
    "approve_export",
    "ask_checked",
    "ask_export",
    "ask_guardian",
    "ask_opening",
    "ask_right",
    "ask_withholding",
    "check_text",
    "close_breach",
    "correct_identity",
    "correct_own_contact",
    "decide_opening",
    "drop_assessment",
    "drop_unfinished",
    "end_asking",
    "end_guardian",
    "end_vetting",
    "end_withholding",
    "erase_identity",
    "fetch_export",
    "forget",
    "forget_child",
    "give_slip",
    "hold_child",
    "keep_report",
    "let_guardians_go",
    "mark_escalated",
    "note_look_up",
    "note_opened_again",
    "read_identity",
    "refuse_export",
    "review_opening",
    "say",
    "sign_assessment",
    "store_assessment",
    "take_in",
    "tell_authority",
    "tell_breach",
    "tell_guardian",
    "tidy_requests",
    "vet",
    "write_child_line",
    "write_consent_text",
]
