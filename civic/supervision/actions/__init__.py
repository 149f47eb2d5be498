"""The checking side's acts, and the committee's. They never import the acting side."""

from civic.supervision.actions.bundling import drop, merge, split, unmerge
from civic.supervision.actions.checking import grant_deferral, hasten, refuse_deferral, send_back, verify
from civic.supervision.actions.deciding import decide
from civic.supervision.actions.publishing import blur, publish, unblur, withhold
from civic.supervision.actions.screening import accept, ask, decline

__all__ = [
    "accept",
    "ask",
    "blur",
    "decide",
    "decline",
    "drop",
    "grant_deferral",
    "hasten",
    "merge",
    "publish",
    "refuse_deferral",
    "send_back",
    "split",
    "unblur",
    "unmerge",
    "verify",
    "withhold",
]
