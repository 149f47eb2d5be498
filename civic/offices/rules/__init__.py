"""What may be said of offices without asking a table: sides and roles, the catalogue's parts, the working day."""

from civic.offices.rules.calendar import FIRST_MONTH_TO_WARN, week_says
from civic.offices.rules.catalogue import (
    FAMILIES,
    LANGUAGES,
    TEXTS,
    Privacy,
    TagKind,
    Unit,
    grades_in_order,
    hours_of,
    said_in,
)
from civic.offices.rules.forces import FORCES
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
)
from civic.offices.rules.sides import ROLES_OF, Role, Side, role_fits
from civic.offices.rules.tags import TAGS

__all__ = [
    "FAMILIES",
    "FIRST_MONTH_TO_WARN",
    "FORCES",
    "LANGUAGES",
    "ROLES_OF",
    "TAGS",
    "TEXTS",
    "Option",
    "Privacy",
    "Question",
    "QuestionKind",
    "Role",
    "ShownWhen",
    "Side",
    "TagKind",
    "Unit",
    "answer_words",
    "check_answers",
    "grades_in_order",
    "hours_of",
    "is_shown",
    "questions_fault",
    "read_questions",
    "role_fits",
    "said_in",
    "week_says",
]
