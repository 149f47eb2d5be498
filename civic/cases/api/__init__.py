"""The machine's door to the record: hand in, read, support, reply, withdraw."""

from civic.cases.api.filing import Cases
from civic.cases.api.reading import OneCase, Timeline
from civic.cases.api.residents import Replies, Withdrawal
from civic.cases.api.supports import SimilarCases, Supports
from civic.cases.api.topics import OneTopic, Topics

__all__ = ["Cases", "OneCase", "OneTopic", "Replies", "SimilarCases", "Supports", "Timeline", "Topics", "Withdrawal"]
