"""Who stands at the door of a case: the viewer of a request, and the proof that somebody is its reporter."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import Viewer, is_reporter
from civic.lib.codes import code_digest, read_tracking_code
from civic.lib.refusals import NotAllowed
from civic.offices.guards import hand_from

TRACKED = "tracked"  # session: cases whose code was shown
REACHED = "reached"  # session: [hash of a contact proved by a link, until when (epoch seconds)]
TRACKED_MOST = 50
_NOT_THE_REPORTER = _("Only whoever handed this case in can do this. Open it with its number and code, or through the link we sent you.")


@dataclass(frozen=True)
class Reporter:
    """Proof that whoever asks handed this case in; made by the functions below only."""

    case_id: int
    person: Person | None


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is asking, from account, posts, codes shown in this session and a proved contact; a stranger costs no query."""
    kept: Viewer | None = getattr(request, "_viewer", None)
    if kept is not None:
        return kept
    person = request.user if isinstance(request.user, Person) else None
    tracked: list[int] = request.session.get(TRACKED, [])
    reached = request.session.get(REACHED, ["", 0])
    viewer = Viewer(
        person=person,
        officer=hand_from(request) if person is not None else None,
        reporter_of=frozenset(tracked),
        contact_hash=reached[0] if reached[1] > timezone.now().timestamp() else "",
    )
    request._viewer = viewer  # type: ignore[attr-defined]
    return viewer


def opens_with(case: Case, code: str) -> bool:
    """Is this the tracking code of the case? Only a digest of it is kept."""
    read = read_tracking_code(code)
    return read is not None and code_digest(read) == case.tracking_digest


def remember_case(request: HttpRequest, case: Case) -> None:
    """Whoever showed the code may come back to the case in this session."""
    tracked = [pk for pk in request.session.get(TRACKED, []) if pk != case.pk]
    request.session[TRACKED] = [*tracked, case.pk][-TRACKED_MOST:]
    request.__dict__.pop("_viewer", None)


def remember_contact(request: HttpRequest, contact_hash: str, *, seconds: int = 3600) -> None:
    """Whoever followed a link sent to a contact may see the cases handed in with it, for an hour."""
    request.session[REACHED] = [contact_hash, timezone.now().timestamp() + seconds]
    request.__dict__.pop("_viewer", None)


def reporter_of(viewer: Viewer, case: Case) -> Reporter:
    """The proof that this viewer handed the case in. Raises NotAllowed for everybody else."""
    if not is_reporter(case, viewer):
        raise NotAllowed(_NOT_THE_REPORTER)
    return Reporter(case_id=case.pk, person=viewer.person if case.reporter_id and viewer.person and viewer.person.pk == case.reporter_id else None)


def reporter_with_code(case: Case, code: str) -> Reporter:
    """The proof by tracking code, for programs. Raises NotAllowed when the code is not this case's."""
    if not opens_with(case, code):
        raise NotAllowed(_NOT_THE_REPORTER)
    return Reporter(case_id=case.pk, person=None)
