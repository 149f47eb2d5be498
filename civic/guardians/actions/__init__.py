"""The acts on children and who answers for them."""

from civic.guardians.actions.forgetting import forget
from civic.guardians.actions.vetting import end_vetting, vet

__all__ = ["end_vetting", "forget", "vet"]
