"""The acts on activities, shifts and sign-ups."""

from civic.shifts.actions.forgetting import forget
from civic.shifts.actions.holding import hold_activity, hold_shift, write_activity

__all__ = ["forget", "hold_activity", "hold_shift", "write_activity"]
