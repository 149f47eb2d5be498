"""What is done with a guide: drafted, revised, published, withdrawn."""

from civic.guides.actions.forgetting import forget
from civic.guides.actions.publishing import publish, withdraw
from civic.guides.actions.writing import draft, revise

__all__ = ["draft", "forget", "publish", "revise", "withdraw"]
