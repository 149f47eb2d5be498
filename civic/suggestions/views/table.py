"""The public suggestions as a CSV file: the same the list shows, each with its supports and, apart from them, its likes
at the source."""

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.models import Case
from civic.lib.sheets import sheet_lines
from civic.suggestions.forms import SuggestionFilters
from civic.suggestions.queries import WITH, facts_of, public_suggestions
from civic.suggestions.queries.taken_over import likes_of, taken_from
from civic.suggestions.rules.states import stands

HEADER = (
    "number",
    "url",
    "title",
    "language",
    "stands",
    "outcome",
    "round",
    "matter",
    "area",
    "filed_at",
    "supports",
    "needed",
    "support_until",
    "answer_due_at",
    "taken_from",
    "likes_at_source",
)


@open_to_all
@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """All of them that fit what is asked for, the newest first."""
    cases = SuggestionFilters(request.GET, public_suggestions()).qs
    rows = cases.select_related(*WITH).defer("public_text").newest().iterator(chunk_size=500)
    lines = sheet_lines(HEADER, map(_cells, rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="suggestions.csv"'
    return response


def _cells(case: Case) -> list[object]:
    facts, likes, supports = facts_of(case), likes_of(case), case.supports_shown
    return [
        case.number,
        f"{settings.SITE_URL}/suggestions/{case.number}/",
        case.public_title,
        case.language,
        stands(case.state, case.outcome),
        case.outcome,
        case.invitation.slug if case.invitation and case.invitation.shown_at else "",
        case.matter.code if case.matter else "",
        case.area.code if case.area else "",
        case.filed_at.isoformat(),
        "" if supports is None else supports,
        facts.needed if facts else "",
        facts.support_until.isoformat() if facts else "",
        case.answer_due_at.isoformat() if case.answer_due_at else "",
        taken_from(case),
        "" if likes is None else likes,
    ]
