"""The acts on children and who answers for them."""

from civic.guardians.actions.consenting import RENEWED, check_text, say
from civic.guardians.actions.forgetting import forget
from civic.guardians.actions.lines import hold_child, write_child_line
from civic.guardians.actions.taking_in import ChildTold, GuardianTold, TakenIn, add_guardian, take_in
from civic.guardians.actions.vetting import end_vetting, vet

__all__ = [
    "RENEWED",
    "ChildTold",
    "GuardianTold",
    "TakenIn",
    "add_guardian",
    "check_text",
    "end_vetting",
    "forget",
    "hold_child",
    "say",
    "take_in",
    "vet",
    "write_child_line",
]
