"""What may be said of offices without asking a table: sides and roles, the catalogue's parts, the working day."""

from civic.offices.rules.calendar import FIRST_MONTH_TO_WARN, week_says
from civic.offices.rules.catalogue import (
    FAMILIES,
    LANGUAGES,
    REBOUND_METRES_MOST,
    RESERVED_CODES,
    RETURNING,
    TEXTS,
    TOPIC_RETURNS_MOST,
    Privacy,
    TagKind,
    Unit,
    said_in,
)
from civic.offices.rules.differences import Piece, differences
from civic.offices.rules.drafts import FUNCTIONS, LimitDraft, MatterDraft, draft_faults, limits_faults, read_matter
from civic.offices.rules.forces import FORCES
from civic.offices.rules.levels import LEVELS, in_order
from civic.offices.rules.limits import (
    GRADES,
    grades_in_order,
    hours_of,
    limit_faults,
    order_fault,
    time_words,
    total_hours,
)
from civic.offices.rules.questions import (
    Option,
    Question,
    QuestionKind,
    ShownWhen,
    answer_words,
    check_answers,
    is_shown,
    questions_fault,
    read_questions,
    write_questions,
)
from civic.offices.rules.saying import CALLS, GRADE_WORDS, PRIVACY_WORDS, Call, read_calls
from civic.offices.rules.sides import ROLES_OF, Role, Side, role_fits
from civic.offices.rules.tags import TAGS
from civic.offices.rules.wording import KEYWORD_LONGEST, bare_texts, keywords_fault, read_keyword, wording_faults

__all__ = [
    "CALLS",
    "FAMILIES",
    "FIRST_MONTH_TO_WARN",
    "FORCES",
    "FUNCTIONS",
    "GRADES",
    "GRADE_WORDS",
    "KEYWORD_LONGEST",
    "LANGUAGES",
    "LEVELS",
    "PRIVACY_WORDS",
    "REBOUND_METRES_MOST",
    "RESERVED_CODES",
    "RETURNING",
    "ROLES_OF",
    "TAGS",
    "TEXTS",
    "TOPIC_RETURNS_MOST",
    "Call",
    "LimitDraft",
    "MatterDraft",
    "Option",
    "Piece",
    "Privacy",
    "Question",
    "QuestionKind",
    "Role",
    "ShownWhen",
    "Side",
    "TagKind",
    "Unit",
    "answer_words",
    "bare_texts",
    "check_answers",
    "differences",
    "draft_faults",
    "grades_in_order",
    "hours_of",
    "in_order",
    "is_shown",
    "keywords_fault",
    "limit_faults",
    "limits_faults",
    "order_fault",
    "questions_fault",
    "read_calls",
    "read_keyword",
    "read_matter",
    "read_questions",
    "role_fits",
    "said_in",
    "time_words",
    "total_hours",
    "week_says",
    "wording_faults",
    "write_questions",
]
