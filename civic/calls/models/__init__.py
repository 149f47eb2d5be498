"""What the phone desk keeps: calls written down, how it made sure of callers, calls owed, messages that failed."""

from civic.calls.models.checks import Check
from civic.calls.models.kept import KeptCall
from civic.calls.models.owed import Attempt, OwedCall, Swept, Undelivered

__all__ = ["Attempt", "Check", "KeptCall", "OwedCall", "Swept", "Undelivered"]
