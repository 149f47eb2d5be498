"""The checking side's acts, and the committee's. They never import the acting side."""

from civic.supervision.actions.bundling import drop, merge, split, unmerge
from civic.supervision.actions.checking import grant_deferral, hasten, refuse_deferral, send_back, verify
from civic.supervision.actions.deciding import decide, settle
from civic.supervision.actions.objecting import decide_objection
from civic.supervision.actions.publishing import blur, publish, unblur
from civic.supervision.actions.reviewing import overturn, uphold
from civic.supervision.actions.sampling import Scope, assign_check, check_again, draw_sample, forget
from civic.supervision.actions.screening import accept, ask, decline
from civic.supervision.actions.withholding import confirm_withholding, restore, withhold

__all__ = [
    "Scope",
    "accept",
    "ask",
    "assign_check",
    "blur",
    "check_again",
    "confirm_withholding",
    "decide",
    "decide_objection",
    "decline",
    "draw_sample",
    "drop",
    "forget",
    "grant_deferral",
    "hasten",
    "merge",
    "overturn",
    "publish",
    "refuse_deferral",
    "restore",
    "send_back",
    "settle",
    "split",
    "unblur",
    "unmerge",
    "uphold",
    "verify",
    "withhold",
]
