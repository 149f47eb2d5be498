"""What each guard answers to somebody: "in", "login", "factor", "gone", or the sentence of the refusal."""

from tests.doors.routes import Row
from tests.doors.town import Somebody

NO_COMPLAINTS = "This page is for offices that look into complaints about organisations of volunteers."
NO_COORDINATOR = "This page is for the city’s coordinators of volunteers."

NO_POST = "This page is for officers, and you hold no post today. If you should, ask your administrator."
NO_FACTOR = "Officers prove a second factor: a code from an app, or a passkey. Sign in with yours first."
NO_OPERATOR = "The phone desk is for its operators. You hold another post: what came in by telephone is in your list."
NO_DATA = "These records are for the data officer, who sees who looked at what, and no contact herself."
NO_EDITOR = "The catalogue is kept by the city's administrators. Ask one of them to make a change."
NO_ADMIN = "This page is for administrators."
NO_CHECK = "This page is for people who were checked for this task, and whose check holds today."
NO_LETTERS = "Letters to children are written by the offices that do the work, and by officers of the track."
NO_STAFF = "This page is for the city's staff."
OF_VOLUNTEERS = {  # nobody of this town helps or manages; what each door tells them
    "volunteers": "This page is for volunteers. Everybody over fourteen can become one.",
    "managers": "Only whoever manages this organisation does this.",
}
POSTS = {  # the guard that asks for a post: who holds it, and what everybody else is told
    "operators": ({"operator"}, NO_OPERATOR),
    "data": ({"data-officer"}, NO_DATA),
    "meeting": (
        {"committee", "supervisor", "dispatcher"},
        "The meeting list is for the committee, for supervisors and for dispatchers.",
    ),
    "topics": (
        {"committee", "supervisor", "dispatcher", "handler", "head"},
        "Topics are for the committee, for supervisors and dispatchers, and for the offices that remove a cause.",
    ),
    "promising": (
        {"handler", "head", "supervisor", "moderator", "dispatcher"},
        "Promises are for the offices that keep them, and for those who check them.",
    ),
    "heads": ({"head"}, "Only heads of offices sign answers, and whoever stands in for one."),
    "writers": (
        {"handler", "head"},
        "Guides are written by the offices that answer, and by the keepers of the catalogue.",
    ),
    "answering": ({"handler", "head"}, "Templates are for the offices that answer. Your post answers nothing."),
    "moderators": (
        {"moderator"},
        "Only moderators screen what everybody will read. Your post works from the list of cases.",
    ),
    "corners": (
        {"community", "moderator"},
        "Corners are for members of residents' committees and for moderators. You hold another post.",
    ),
    "supervisors": ({"supervisor"}, "Samples are for supervisors. Your post works from the list of cases."),
    "lookers": (
        {"supervisor", "moderator"},
        "Supervisors and moderators look at what was marked. You hold no such post today.",
    ),
    "needs": (
        {"supervisor"},
        "What the city suggests itself is for supervisors. You hold another post today.",
    ),
    "keepers": (
        {"supervisor"},
        "Thresholds are set by administrators, and by supervisors for the areas of their post.",
    ),
    "rounds": (
        {"supervisor", "head", "committee"},
        "Supervisors, heads of offices and the committee ask for ideas. You hold no such post today.",
    ),
    "talks": (
        {"committee"},
        "The committee says where comments are open. Your post works from the list of cases.",
    ),
    "incidents": ({"committee"}, "The committee and the head of the command centre open an incident."),
}
TOLD_ELSEWHERE = {  # the same guard in other words
    "desk/assessments/": "Only the offices that answer assess suggestions. Your post works from the list of cases.",
    "desk/ready/": "Only the offices that answer keep answers ready. Your post works from the list of cases.",
    "desk/roots/": "Where the causes lie is for the committee, for supervisors and for dispatchers.",
    "desk/checking/": "Only supervisors check what offices answered. Your post works from the list of cases.",
}


def lets_in(row: Row, who: Somebody) -> str:
    """What the door answers to her."""
    guard = row.guard
    if guard in ("demo", "pupils", "guardians"):
        return "gone"  # nobody's, outside the demo; nobody in this town takes part in an edition
    if guard in ("all", "theirs"):
        return "in"
    if guard == "api-signed-in":
        return "in" if who.handle else "Sign in first."
    if guard == "api-officers":
        return "in" if who.is_officer else _api(who)
    if not who.handle:
        return "login"
    if guard in ("signed-in", "owner"):
        return "in"
    if guard == "coordinators":
        return NO_COORDINATOR
    if guard in ("served", "organisers", "leaders"):
        return "gone"  # nobody of this town volunteers
    if guard == "track":
        return ("in" if who.has_factor else "factor") if who.is_root else NO_CHECK
    if guard in OF_VOLUNTEERS:
        return OF_VOLUNTEERS[guard]
    if guard == "vetted":
        return NO_CHECK  # a post opens nothing near children, and nobody of this town was checked
    if guard == "complaints":
        return "factor" if who.is_staff and not who.has_factor else "in" if who.is_officer else NO_COMPLAINTS
    if guard in ("staff", "admins", "editors", "changes"):
        return _of_staff(guard, who)
    if guard == "letters":
        return _of_letters(who)
    if guard in ("writers", "keepers") and who.is_root and who.has_factor:
        return "in"  # whoever keeps the catalogue says what the city itself has to say, and sets what holds in it
    if not who.is_officer:
        return "factor" if who.is_staff and not who.has_factor else NO_POST
    roles, sentence = POSTS.get(guard, ({who.role}, ""))
    if who.role in roles:
        return "in"
    return next((said for begin, said in TOLD_ELSEWHERE.items() if row.path.startswith(begin)), sentence)


def _of_letters(who: Somebody) -> str:
    """Whoever was checked for the track may too; nobody in this town was."""
    if who.is_staff and not who.has_factor:
        return "factor"
    return "in" if who.is_officer and who.role in ("handler", "head") else NO_LETTERS


def _api(who: Somebody) -> str:
    if not who.handle:
        return "Sign in first."
    return NO_FACTOR if who.is_staff and not who.has_factor else NO_POST


def _of_staff(guard: str, who: Somebody) -> str:
    """The administrators' doors: what she is told first is that it is not hers."""
    may = who.is_root if guard in ("admins", "editors") else who.is_staff
    refused = {"staff": NO_STAFF, "admins": NO_ADMIN, "editors": NO_EDITOR, "changes": NO_DATA}[guard]
    if guard == "admins" and not who.is_staff:
        return NO_STAFF
    if guard == "admins" and not who.has_factor:
        return "factor"
    if not may:
        return refused
    if not who.has_factor:
        return "factor"
    if guard == "changes" and not (who.is_root or who.role == "data-officer"):
        return NO_DATA
    return "in"
