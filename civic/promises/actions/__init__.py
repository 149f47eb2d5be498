"""The acts on promises: draft, discard, publish, report, accept a stage, change, keep, break, withdraw, hide; and
pictures."""

from civic.promises.actions.changing import ChangeGiven, bring_into_effect, change
from civic.promises.actions.checking import accept_stage, break_promise, keep, withdraw
from civic.promises.actions.drafting import PromiseGiven, draft, publish, revise
from civic.promises.actions.forgetting import forget
from civic.promises.actions.hiding import discard, hide, show_again
from civic.promises.actions.pictures import add_picture, hide_picture, prepare_pictures, show_picture
from civic.promises.actions.reporting import report
from civic.promises.actions.telling import tell_due

__all__ = [
    "ChangeGiven",
    "PromiseGiven",
    "accept_stage",
    "add_picture",
    "break_promise",
    "bring_into_effect",
    "change",
    "discard",
    "draft",
    "forget",
    "hide",
    "hide_picture",
    "keep",
    "prepare_pictures",
    "publish",
    "report",
    "revise",
    "show_again",
    "show_picture",
    "tell_due",
    "withdraw",
]
