"""The checking side's acts, and the committee's. They never import the acting side."""

from civic.supervision.actions.checking import grant_deferral, hasten, refuse_deferral, send_back, verify
from civic.supervision.actions.deciding import decide, settle
from civic.supervision.actions.publishing import blur, publish, unblur, withhold
from civic.supervision.actions.screening import accept, ask, decline

__all__ = [
    "accept",
    "ask",
    "blur",
    "decide",
    "decline",
    "grant_deferral",
    "hasten",
    "publish",
    "refuse_deferral",
    "send_back",
    "settle",
    "unblur",
    "verify",
    "withhold",
]
