"""The machine's door to the record: hand in, read, follow, reply, withdraw."""

from civic.cases.api.filing import Cases
from civic.cases.api.reading import OneCase, Timeline
from civic.cases.api.residents import Replies, Withdrawal

__all__ = ["Cases", "OneCase", "Replies", "Timeline", "Withdrawal"]
