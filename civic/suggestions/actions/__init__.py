"""The acts on suggestions: open for support, support, take back, take up, call for an answer."""

from civic.suggestions.actions.forgetting import forget
from civic.suggestions.actions.opening import call_due, call_for_answer, open_for_support, take_up
from civic.suggestions.actions.supporting import Supported, support_suggestion, take_back, why_not_supported

__all__ = [
    "Supported",
    "call_due",
    "call_for_answer",
    "forget",
    "open_for_support",
    "support_suggestion",
    "take_back",
    "take_up",
    "why_not_supported",
]
