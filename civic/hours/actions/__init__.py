"""The acts on the account book."""

from civic.hours.actions.correcting import correct, reverse
from civic.hours.actions.evaluating import evaluate, evaluate_service
from civic.hours.actions.forgetting import forget
from civic.hours.actions.objecting import OBJECTED, decide_objection, object_to, withdraw_objection
from civic.hours.actions.recording import record_shift
from civic.hours.actions.sweeping import set_due, sweep_late

__all__ = [
    "OBJECTED",
    "correct",
    "decide_objection",
    "evaluate",
    "evaluate_service",
    "forget",
    "object_to",
    "record_shift",
    "reverse",
    "set_due",
    "sweep_late",
    "withdraw_objection",
]
