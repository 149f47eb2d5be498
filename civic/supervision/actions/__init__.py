"""The checking side's acts, and the committee's. They never import the acting side."""

from civic.supervision.actions.checking import grant_deferral, hasten, refuse_deferral, send_back, verify
from civic.supervision.actions.deciding import decide, settle
from civic.supervision.actions.objecting import decide_objection
from civic.supervision.actions.publishing import blur, publish, unblur
from civic.supervision.actions.screening import accept, ask, decline
from civic.supervision.actions.withholding import confirm_withholding, restore, withhold

__all__ = [
    "accept",
    "ask",
    "blur",
    "confirm_withholding",
    "decide",
    "decide_objection",
    "decline",
    "grant_deferral",
    "hasten",
    "publish",
    "refuse_deferral",
    "restore",
    "send_back",
    "settle",
    "unblur",
    "verify",
    "withhold",
]
