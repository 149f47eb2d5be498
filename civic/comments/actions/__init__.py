"""The acts around comments: open and close, say, answer for an office, report, decide, take back, forget."""

from civic.comments.actions.deciding import hide, keep, refuse, show
from civic.comments.actions.opening import set_talk
from civic.comments.actions.reporting import report
from civic.comments.actions.saying import forget, say, take_back

__all__ = ["forget", "hide", "keep", "refuse", "report", "say", "set_talk", "show", "take_back"]
