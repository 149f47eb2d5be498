"""Who comes to a dialogue, and what everybody reads of it."""

from civic.dialogues.queries.people import SITTING, asked_to_agree, guests_who_may, holding, holds, may_come

__all__ = ["SITTING", "asked_to_agree", "guests_who_may", "holding", "holds", "may_come"]
