"""Every address of the site that is asked for, read off the resolver and filled from the database: a route about
children with every child, proposal, picture, letter, opening and sheet there is."""

import itertools
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from civic.accounts.models import Person
from civic.ballots.models import Ballot
from civic.cases.models import Case
from civic.dialogues.models import Dialogue
from civic.guardians.models import (
    Assessment,
    AuditReport,
    Breach,
    Child,
    ConsentText,
    Export,
    Guardianship,
    Opening,
    RightsRequest,
)
from civic.juries.models import Panel, Sheet
from civic.notices.models import Notice
from civic.youth.models import Became, ConcernReport, Debate, Proposal, ProposalPicture, School
from civic.youth.rules import STEPS
from tests.doors.routes import ROUTES
from tests.hidden.surfaces import FILLERS, FITTING, parameters
from tests.house.test_routes import routes

_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
ABOUT_CHILDREN = ("little-mayor/", "desk/youth/", "api/v1/youth/")
NEAR = ("me/", "search/", "accounts/", "following/")  # a person's own, and what finds anything
DESK = ("desk/", "api/v1/desk/")
LEFT = ("demo/", "accounts/logout/", "admin/logout/")  # the demo is no city; whoever signs out sees nothing more
Given = Mapping[str, Iterable[object]]


def given() -> dict[str, Given]:
    """What fills the parameters of the addresses that begin so; the longest beginning decides."""
    numbers = list(Proposal.objects.values_list("number", flat=True))
    beside = list(Proposal.objects.filter(state__in=("handed-in", "shown")).values_list("number", flat=True)[:2])
    keys = list(Child.objects.values_list("key", flat=True))
    secrets = [found for one in Notice.objects.all() for found in re.findall(r"/family/asked/([^/\s]+)/", one.body)]
    return {
        "little-mayor/": {"number": [3]},
        "little-mayor/proposals/": {"number": numbers},
        "little-mayor/make/": {"number": numbers, "step": STEPS},
        "little-mayor/pictures/": {"key": _all(ProposalPicture, "key"), "size": ("large", "small")},
        "little-mayor/family/": {"key": keys},
        "little-mayor/family/asked/": {"secret": secrets},
        "little-mayor/school/": {"code": _all(School, "code")},
        "little-mayor/jury/": {"key": _all(Sheet, "pk")},
        "little-mayor/vote/": {"key": _all(Ballot, "key")},
        "little-mayor/dialogues/": {"number": [3], "key": _all(Dialogue, "number")},
        "api/v1/youth/proposals/": {"number": numbers},
        "desk/youth/families/": {"key": keys, "ward": _all(Guardianship, "pk")},
        "desk/youth/reading/": {"number": numbers, "other": beside},
        "desk/youth/letters/": {"number": numbers},
        "desk/youth/ideas/": {"key": _all(Became, "pk")},
        "desk/youth/pictures/": {"key": _all(ProposalPicture, "pk")},
        "desk/youth/concerns/": {"key": _all(ConcernReport, "key")},
        "desk/youth/editions/": {"number": [3], "key": _all(Debate, "pk")},
        "desk/youth/juries/": {"key": _all(Panel, "pk")},
        "desk/youth/votes/": {"key": _all(Ballot, "pk")},
        "desk/youth/dialogues/": {"key": _all(Dialogue, "pk")},
        "desk/youth/openings/": {"key": _all(Opening, "pk")},
        "desk/youth/requests/": {"key": _all(RightsRequest, "key")},
        "desk/youth/lists/": {"key": _all(Export, "pk")},
        "desk/youth/audit/reports/": {"key": _all(AuditReport, "pk")},
        "desk/youth/audit/assessments/": {"key": _all(Assessment, "pk")},
        "desk/youth/audit/breaches/": {"key": _all(Breach, "pk")},
        "desk/youth/texts/": {"key": _all(ConsentText, "pk")},
        "admin/": {"object_id": [1]},
        "admin/accounts/person/": {"object_id": _all(Person, "pk")},
        "": {"number": _all(Case, "number")[:1]},
    }


def _all(model: type, field: str) -> list[object]:
    return list(model.objects.order_by("pk").values_list(field, flat=True))  # type: ignore[attr-defined]


def asked_for() -> list[str]:
    """The routes that take a GET."""
    known = {path for path, _pattern in routes() if not path.startswith(LEFT) and "^" not in path and "(?P" not in path}
    return sorted(path for path in known if path not in ROUTES or "GET" in ROUTES[path].methods)


def addresses() -> dict[str, list[str]]:
    """All of them, filled, by their route."""
    fill = given()
    return {path: list(_filled(path, fill)) for path in asked_for()}


def _filled(path: str, fill: Mapping[str, Given]) -> Iterable[str]:
    begins = max((begin for begin in fill if path.startswith(begin)), key=len)
    fitting = next((fits for start, fits in FITTING.items() if path.startswith(start)), {})
    usual = {name: some[:1] for name, some in (FILLERS | fitting).items()}
    known: dict[str, Iterable[object]] = {**usual, **fill[""], **fill[begins]}
    for values in itertools.product(*(list(known.get(name, [1])) for _kind, name in parameters(path))):
        where = path
        for value in values:
            where = _PARAMETER.sub(quote(str(value)).replace("\\", ""), where, count=1)
        yield f"/{where}"
