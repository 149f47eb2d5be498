"""Who stands at the door of a case: the viewer of a request, and the proof that somebody is its reporter."""

import secrets
from dataclasses import dataclass, replace
from hmac import compare_digest

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from civic.accounts.models import Person
from civic.cases.models import Case, CaseQuerySet, Objection
from civic.cases.queries import Viewer, glimpsed, is_reporter, reads_as, visible_to
from civic.cases.rules.word_links import read_word_token
from civic.lib.codes import code_digest, read_number, read_tracking_code
from civic.lib.guessing import guess
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import NotAllowed
from civic.offices.guards import hand_from

TRACKED = "tracked"  # session: cases whose code was shown
REACHED = "reached"  # session: [hash of a contact proved by a link, until when (epoch seconds)]
OBJECTED = "objections"  # session: digests of the codes of objections made or opened
BROWSER = "mine-too"  # cookie: by which a browser is known again
TRACKED_MOST = 50
CODE_HEADER = "Tracking-Code"
_WRONG_CODE = _("This tracking code does not open this case. Check both, number and code.")
_NOT_THE_REPORTER = _(
    "Only whoever handed this case in can do this. Open it with its number and code, or through the link we sent you."
)


@dataclass(frozen=True)
class Reporter:
    """Proof that whoever asks handed this case in; made by the functions below only."""

    case_id: int
    person: Person | None
    operator: Person | None = None  # who writes it down at the phone desk, for a caller it has made sure of


def viewer_of(request: HttpRequest | Request) -> Viewer:
    """Who is asking, from account, posts, codes shown in this session and a proved contact; a stranger costs no
    query."""
    if isinstance(request, Request):
        request = request._request
    kept: Viewer | None = getattr(request, "_viewer", None)
    if kept is not None:
        return kept
    person = request.user if isinstance(request.user, Person) else None
    tracked: list[int | list[int]] = request.session.get(TRACKED, [])
    reached = request.session.get(REACHED, ["", 0])
    viewer = Viewer(
        person=person,
        officer=hand_from(request) if person is not None else None,
        reporter_of=frozenset(one for one in tracked if isinstance(one, int)),
        reissued_of=frozenset((one[0], one[1]) for one in tracked if isinstance(one, list)),
        contact_hash=reached[0] if reached[1] > timezone.now().timestamp() else "",
        browser=_browser_in(request),
    )
    request._viewer = viewer  # type: ignore[attr-defined]
    return viewer


def with_browser(request: HttpRequest, *, always: bool = False) -> Viewer:
    """Who is asking; somebody of whom nothing else is known, by this browser, or whoever it is where that is asked."""
    viewer = viewer_of(request)
    if not viewer.browser and (always or not (viewer.person or viewer.contact_hash)):
        viewer = replace(viewer, browser=secrets.token_urlsafe(12))
        request._viewer = viewer  # type: ignore[attr-defined]
    return viewer


def know_browser(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let this browser be known again, so that pressing twice counts once: a signed number, which says nothing else and
    is kept nowhere but there."""
    if browser := viewer_of(request).browser:
        response.set_cookie(
            BROWSER,
            signing.Signer(salt=BROWSER).sign(browser),
            max_age=365 * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=settings.HTTPS,
        )
    return response


def _browser_in(request: HttpRequest) -> str:
    shown = request.COOKIES.get(BROWSER, "")[:200]
    try:
        return signing.Signer(salt=BROWSER).unsign(shown) if shown else ""
    except signing.BadSignature:
        return ""


def opens_with(case: Case, code: str) -> bool:
    """Is this the tracking code of the case? Only a digest of it is kept."""
    read = read_tracking_code(code)
    return compare_digest(code_digest(read or "no code"), case.tracking_digest) and read is not None


def remember_case(request: HttpRequest, case: Case) -> None:
    """Whoever showed the code may come back to the case in this session, until another code takes its place."""
    kept: list[int | list[int]] = request.session.get(TRACKED, [])
    tracked = [one for one in kept if case.pk != (one if isinstance(one, int) else one[0])]
    shown = [case.pk, case.reissues] if case.reissues else case.pk
    request.session[TRACKED] = [*tracked, shown][-TRACKED_MOST:]
    request.__dict__.pop("_viewer", None)


def remember_contact(request: HttpRequest, contact_hash: str, *, seconds: int = 3600) -> None:
    """Whoever followed a link sent to a contact may see the cases handed in with it, for an hour."""
    request.session[REACHED] = [contact_hash, timezone.now().timestamp() + seconds]
    request.__dict__.pop("_viewer", None)


def reporter_of(viewer: Viewer, case: Case) -> Reporter:
    """The proof that this viewer handed the case in. Raises NotAllowed for everybody else."""
    if not is_reporter(case, viewer):
        raise NotAllowed(_NOT_THE_REPORTER)
    return Reporter(
        case_id=case.pk,
        person=viewer.person if case.reporter_id and viewer.person and viewer.person.pk == case.reporter_id else None,
    )


def reporter_with_code(case: Case, code: str) -> Reporter:
    """The proof by tracking code, for programs. Raises NotAllowed when the code is not this case's."""
    if not opens_with(case, code):
        raise NotAllowed(_NOT_THE_REPORTER)
    return Reporter(case_id=case.pk, person=None)


def reporter_on_the_phone(case: Case, *, operator: Person) -> Reporter:
    """The proof for a caller whom the phone desk has made sure of; the desk keeps how, when and by whom."""
    return Reporter(case_id=case.pk, person=None, operator=operator)


@dataclass(frozen=True)
class Asked:
    """Whom a link in a message asks, and of which answer (the place of its line)."""

    case: Case
    proof: Reporter
    seq: int


def asked_by_link(token: str) -> Asked | None:
    """The case a link leads to, and the proof that it reached the contact left with it. None for a link that is not
    ours, is too old, or whose contact was erased."""
    read = read_word_token(token)
    if read is None:
        return None
    number, seq = read
    case = Case.objects.with_names().filter(number=number, contact__isnull=False).first()
    return Asked(case, Reporter(case_id=case.pk, person=None), seq) if case is not None else None


# --- the machine's door: a number in the address, perhaps a code in a header ---


@dataclass(frozen=True)
class Found:
    """A case as far as a program may read it: `reading` is public, party, desk, or bare for one that nobody has
    screened."""

    case: Case
    reading: str
    by_code: bool = False


def find_case(request: Request, number: str) -> Found:
    """The case of an address, for whoever asks, by its code or by session. Http404 for what may not be seen, as for a
    number never issued; NotAllowed for a wrong code on a case that may be seen; TooMany for guessing codes."""
    read = read_number(number)
    viewer, code = viewer_of(request), request.headers.get(CODE_HEADER, "")
    if code:
        with guess(client_network(request._request), read or "") as tried:
            case = _whole(Case.objects.filter(number=read or "no number"))
            if case is not None and opens_with(case, code):
                tried.was_right()
                return Found(case, "party", by_code=True)
        most, seconds = settings.LIMITS["track-network"]
        spend("track-network", client_network(request._request), most=most, seconds=seconds)
    found = _found(viewer, read) if read else None
    if found is None:
        raise Http404
    if code:
        raise NotAllowed(_WRONG_CODE, code="wrong-code")
    return found


def _found(viewer: Viewer, number: str) -> Found | None:
    case = _whole(visible_to(viewer).filter(number=number))
    if case is not None:
        return Found(case, reads_as(case, viewer))
    case = _whole(glimpsed().filter(number=number))
    return Found(case, "bare") if case is not None else None


def _whole(cases: CaseQuerySet) -> Case | None:
    return cases.with_names().select_related("cell").defer("cell__polygon").first()


def reporter_at(request: Request, found: Found) -> Reporter:
    """The proof that whoever asks handed the found case in. A session proves it only together with its form token,
    since browsers send sessions along unasked. Raises NotAllowed for everybody else."""
    if found.by_code:
        return reporter_with_code(found.case, request.headers[CODE_HEADER])
    proof = reporter_of(viewer_of(request), found.case)
    SessionAuthentication().enforce_csrf(request)
    return proof


# --- whoever is named or shown in a case, known by the code of an objection ---


def remember_objection(request: HttpRequest, objection: Objection) -> None:
    """Whoever made an objection, or showed its code, may come back to it in this session."""
    kept = [digest for digest in request.session.get(OBJECTED, []) if digest != objection.tracking_digest]
    request.session[OBJECTED] = [*kept, objection.tracking_digest][-TRACKED_MOST:]


def objection_opened(network: str, number: str, code: str) -> Objection | None:
    """The objection to a case that a code opens. Raises TooMany for a network that guesses."""
    digest = code_digest(read_tracking_code(code) or "no code")
    with guess(network, number) as tried:
        found = Objection.objects.filter(case__number=number or "no number", tracking_digest=digest)
        objection = found.select_related("case").first()
        if objection is not None:
            tried.was_right()
    return objection


def objection_in(request: HttpRequest, number: str) -> Objection | None:
    """The newest objection to this case that was made or opened in this session; a stranger costs no query."""
    kept: list[str] = request.session.get(OBJECTED, [])
    if not kept:
        return None
    mine = Objection.objects.filter(tracking_digest__in=kept, case__number=number).select_related("case")
    return max(mine, key=lambda one: kept.index(one.tracking_digest), default=None)
