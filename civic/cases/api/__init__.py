"""The machine's door to the record: hand in, read, support, reply, withdraw."""

from civic.cases.api.filing import Cases
from civic.cases.api.reading import OneCase, Timeline
from civic.cases.api.residents import Additions, Edits, Redactions, Replies, Withdrawal
from civic.cases.api.supports import SimilarCases, Supports
from civic.cases.api.topics import OneTopic, Topics

__all__ = [
    "Additions",
    "Cases",
    "Edits",
    "OneCase",
    "OneTopic",
    "Redactions",
    "Replies",
    "SimilarCases",
    "Supports",
    "Timeline",
    "Topics",
    "Withdrawal",
]
