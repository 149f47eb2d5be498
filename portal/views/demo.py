"""The demo's own pages: who is who, becoming one of them, the tour, the letters that left. Elsewhere: nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.accounts.guards import DEMO_ENTRY, named_guard, open_to_all
from civic.accounts.models import Person
from civic.offices.models import Post
from portal.demo import is_tourist
from portal.locking import unlock_session
from portal.tour import TOUR, Tourist, after_entering

LETTERS_SHOWN = 20
BETWEEN_LETTERS = b"-" * 79 + b"\n"
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Part:
    """A part of the cast: who, on which side, what to try."""

    handle: str
    side: str
    role: str | Promise
    page: str
    to_try: str | Promise
    name: str = ""
    office: str = ""


CAST = (
    Part(
        "mei", "resident", _("resident"), "/me/", _("See your cases at every stage; say whether the lamp was mended.")
    ),
    Part(
        "gu",
        "resident",
        _("resident and mother of a pupil"),
        "/little-mayor/family/",
        _("Hand in a first report of your own; see what is known of your child, and decide anew."),
    ),
    Part(
        "xiaoyu",
        "youth",
        _("pupil"),
        "/little-mayor/make/",
        _("Read the city’s letter to you, and propose something new."),
    ),
    Part("ke", "youth", _("teacher in charge at a school"), "/little-mayor/school/", _("Print codes for your school.")),
    Part(
        "tang",
        "youth",
        _("youth officer"),
        "/desk/youth/",
        _("Read what children made before anybody else; answer them."),
    ),
    Part("bai", "youth", _("second youth officer"), "/desk/youth/", _("Read as the second what a colleague has read.")),
    Part("qiu", "youth", _("juror"), "/little-mayor/jury/", _("Judge proposals without knowing who made them.")),
    Part("rong", "youth", _("juror"), "/little-mayor/jury/", _("Judge proposals without knowing who made them.")),
    Part("yan", "youth", _("juror"), "/little-mayor/jury/", _("Judge proposals without knowing who made them.")),
    Part(
        "wu",
        "resident",
        _("volunteer"),
        "/volunteer/",
        _("Sign up for a shift; look at your hours."),
    ),
    Part(
        "luo",
        "resident",
        _("coordinator of volunteers"),
        "/desk/volunteers/",
        _("See what waits: applications, courses, shifts of this week."),
    ),
    Part(
        "lin",
        "check",
        _("supervisor"),
        "/desk/",
        _("Accept or decline what came in; verify an answer or send it back."),
    ),
    Part(
        "mo", "check", _("moderator"), "/desk/", _("Decide what everybody may read; publish or withhold with a reason.")
    ),
    Part(
        "ren",
        "check",
        _("second moderator"),
        "/desk/screening/",
        _("Look again at what a colleague took from the public: confirm it, or take it back."),
    ),
    Part("zhao", "act", _("dispatcher"), "/desk/", _("Send a case to the office that answers for it.")),
    Part(
        "chen",
        "act",
        _("handler"),
        "/desk/",
        _("Take a case, answer it with a preview; then try to verify your own answer."),
    ),
    Part(
        "ping",
        "act",
        _("worker of a residents' committee"),
        "/desk/tasks/",
        _("Accept a task on a phone, and report it done; see that nothing else of the case shows."),
    ),
    Part(
        "ning",
        "act",
        _("residents' committee member"),
        "/desk/community/",
        _("Look at what a neighbour raised, note a meeting, write down what was agreed."),
    ),
    Part("shen", "act", _("head of office"), "/desk/", _("See everything your lighting office owes, and by when.")),
    Part(
        "he",
        "intake",
        _("phone-desk operator"),
        "/desk/phone/",
        _("Write a call down by keyboard alone; make sure of a caller who rings again."),
    ),
    Part("rui", "decide", _("reviewing officer"), "/desk/", _("Decide an appeal in a case you never touched.")),
    Part(
        "sun",
        "decide",
        _("committee member"),
        "/desk/meeting/",
        _("Decide whose case it is when two offices returned it."),
    ),
    Part(
        "dong",
        "record",
        _("data officer"),
        "/desk/records/",
        _("See who opened which contact and why, and what administrators changed; never a contact."),
    ),
    Part(
        "root",
        "admin",
        _("administrator"),
        "/admin/",
        _("Look at offices, posts and matters; every form there is an act too."),
    ),
)
SIDES = (
    ("resident", _("Residents")),
    ("youth", _("The little mayor")),
    ("check", _("The checking side: finds, screens, verifies")),
    ("act", _("The acting side: dispatches, works, answers")),
    ("intake", _("The hotline")),
    ("decide", _("The deciding side: reviews, and says whose case it is")),
    ("record", _("The keeper of records")),
    ("admin", _("The administrator")),
)


def demo_only(view: View) -> View:
    """Open to whoever sits at the machine of a demo; for everybody else this page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not is_tourist(request):
            raise Http404
        return view(request, *args, **kwargs)

    return named_guard(open_to_all(guarded), "demo-only")


@demo_only
@never_cache
@require_safe
def who_is_who(request: HttpRequest) -> HttpResponse:
    """The cast by side, each with what to try, and the way into the tour."""
    people = {person.handle: person for person in Person.objects.filter(handle__in=[part.handle for part in CAST])}
    posts = Post.objects.filter(officer__person__in=people.values()).select_related("office", "officer")
    offices = {post.officer.person_id: post.office.name for post in posts}
    cast = [
        Part(
            part.handle,
            part.side,
            part.role,
            part.page,
            part.to_try,
            people[part.handle].name,
            offices.get(people[part.handle].pk, ""),
        )
        for part in CAST
        if part.handle in people
    ]
    groups = [(label, [part for part in cast if part.side == side]) for side, label in SIDES]
    return render(request, "portal/demo.html", {"groups": groups, "has_tour": TOUR in request.session})


@demo_only
@require_POST
def enter(request: HttpRequest, name: str) -> HttpResponse:
    """Become somebody of the invented city: one of the cast, or an officer of one of its offices."""
    known = {part.handle: part.page for part in CAST}
    person = Person.objects.filter(handle=name, is_active=True).first()
    if person is None or (name not in known and not Post.objects.filter(officer__person=person).exists()):
        raise Http404
    page = request.POST.get("next", "")
    if not (page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)):
        page = known.get(name, "/desk/")
    tourist = Tourist.of(request)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session[DEMO_ENTRY] = True
    unlock_session(request)
    if tourist is not None:
        request.session[TOUR] = after_entering(tourist, page).kept()
    return redirect(page)


@demo_only
@require_POST
def tour(request: HttpRequest) -> HttpResponse:
    """Begin the tour as Mei at the first question, or close it where one stands."""
    if request.POST.get("do") == "close":
        request.session.pop(TOUR, None)
        return redirect("demo")
    request.session[TOUR] = Tourist(timezone.now()).kept()
    return enter(request, "mei")


@demo_only
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Be nobody again."""
    logout(request)
    return redirect(reverse("demo"))


@demo_only
@never_cache
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """The last letters that left the city, newest first: here they can be read, codes and all."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    letters = [letter for path in files[:LETTERS_SHOWN] for letter in _letters(path)]
    return render(request, "portal/demo_mail.html", {"letters": letters[:LETTERS_SHOWN]})


def _letters(path: Path) -> list[dict[str, str]]:
    """The letters of one file, newest first; Django writes those of one connection below one another."""
    told = (part.lstrip() for part in path.read_bytes().split(BETWEEN_LETTERS))
    return [_letter(message_from_bytes(part, _class=EmailMessage, policy=policy.default)) for part in told if part][
        ::-1
    ]


def _letter(letter: EmailMessage) -> dict[str, str]:
    body = letter.get_body(("plain",))
    text = str(body.get_content()) if body is not None else ""
    return {"to": str(letter["to"]), "subject": str(letter["subject"]), "date": str(letter["date"]), "text": text}
