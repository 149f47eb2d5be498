"""What a program hands in about a case, and the shapes in which it reads one. Limits are the rules' own."""

from civic.cases.serializers.cases import CaseBare, CaseInList, CasePublic, CaseWhole, as_whole
from civic.cases.serializers.given import (
    AdditionForm,
    AdditionShape,
    EditPhotosForm,
    EditShape,
    Receipt,
    RedactShape,
    ReportForm,
    ReportShape,
    WordsShape,
)
from civic.cases.serializers.similar import SimilarAsked, SimilarShape, SupportDone
from civic.cases.serializers.timeline import TimelineShape, as_timeline
from civic.cases.serializers.topics import TopicInList, TopicWhole

__all__ = [
    "AdditionForm",
    "AdditionShape",
    "CaseBare",
    "CaseInList",
    "CasePublic",
    "CaseWhole",
    "EditPhotosForm",
    "EditShape",
    "Receipt",
    "RedactShape",
    "ReportForm",
    "ReportShape",
    "SimilarAsked",
    "SimilarShape",
    "SupportDone",
    "TimelineShape",
    "TopicInList",
    "TopicWhole",
    "WordsShape",
    "as_timeline",
    "as_whole",
]
