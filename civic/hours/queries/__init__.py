"""What stands in the account books, and what waits to be written down."""

from civic.hours.queries.books import (
    Figures,
    figures,
    how_to_say,
    line_now,
    open_objections,
    own_book,
    service_mean,
    standing,
)
from civic.hours.queries.desk import (
    deciding_on,
    late_shifts,
    may_record,
    not_written,
    objections_open,
    overdue_objections,
    recorders_of,
    to_evaluate,
    to_record,
)
from civic.hours.queries.sheets import book_sheet

__all__ = [
    "Figures",
    "book_sheet",
    "deciding_on",
    "figures",
    "how_to_say",
    "late_shifts",
    "line_now",
    "may_record",
    "not_written",
    "objections_open",
    "open_objections",
    "overdue_objections",
    "own_book",
    "recorders_of",
    "service_mean",
    "standing",
    "to_evaluate",
    "to_record",
]
