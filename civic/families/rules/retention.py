"""How long each field about a child is kept, why, and what happens then. Pages print it, sweeps and erasure follow
it, and a test compares it with the tables: a new field that is not in it fails by name. Pure.

Source: PIPL art. 19, 47; the order on children's data of 2019, art. 10 (storage period told beforehand).
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Then(TextChoices):
    """What happens at the end of the time."""

    BLANK = "blank", _("is wiped")
    DELETE = "delete", _("is deleted")
    STAY = "stay", _("stays without a name")


@dataclass(frozen=True)
class Kept:
    """Some fields of one table: what they are in words, how long, what then, and what erasing on request does."""

    table: str
    fields: tuple[str, ...]
    what: Promise | str
    how_long: Promise | str
    then: Then
    on_erasure: Then


_AFTER_TERM = _("until some months after the term, as the edition says; six unless it says otherwise")
_THREE_YEARS = _("three years after the answer")
_RECORD = _("as long as the record of the edition")
_LAW = _("three years, as the law asks")

TIMETABLE: tuple[Kept, ...] = (
    Kept(
        "guardians.Identity",
        ("name", "born_on", "school", "digest", "turning_digest"),
        _("Name, day of birth and school of the child"),
        _AFTER_TERM,
        Then.BLANK,
        Then.BLANK,
    ),
    Kept(
        "guardians.Guardianship",
        ("name", "contact"),
        _("Name of the guardian and how to reach her"),
        _(
            "until some months after the term, as the edition says; when she erases her account, at once, or where a "
            "law says that something about the child is kept, sealed until that has ended"
        ),
        Then.BLANK,
        Then.BLANK,
    ),
    Kept(
        "guardians.Asking",
        ("contact",),
        _("Where a grown-up was asked, and nothing of the child"),
        _("until it is answered, fourteen days at most"),
        Then.DELETE,
        Then.DELETE,
    ),
    Kept(
        "guardians.Opening",
        ("words", "decision", "review"),
        _("For what somebody opened the identity, and what was said of it"),
        _LAW,
        Then.BLANK,
        Then.BLANK,
    ),
    Kept(
        "youth.Debate",
        ("seed",),
        _("What a debate is drawn from; it tells of no child"),
        _RECORD,
        Then.STAY,
        Then.STAY,
    ),
    Kept(
        "juries.Sheet",
        ("words",),
        _("What a juror wrote to the child"),
        _RECORD,
        Then.STAY,
        Then.BLANK,
    ),
    Kept(
        "dialogues.Dialogue",
        ("place",),
        _("Where a dialogue is held, for those who come"),
        _("until the dialogue was held"),
        Then.BLANK,
        Then.BLANK,
    ),
    Kept(
        "dialogues.Exchange",
        ("question",),
        _("What a child asked in a dialogue"),
        _RECORD,
        Then.STAY,
        Then.BLANK,
    ),
    Kept(
        "dialogues.Guest",
        ("wish",),
        _("What a child wished otherwise in the minutes"),
        _RECORD,
        Then.STAY,
        Then.DELETE,
    ),
    Kept(
        "guardians.RightsRequest",
        ("words", "answer"),
        _("What the family asked, and the answer"),
        _THREE_YEARS,
        Then.BLANK,
        Then.BLANK,
    ),
    Kept(
        "guardians.Withholding",
        ("reason",),
        _("Why something is kept from a guardian for a while"),
        _LAW,
        Then.STAY,
        Then.STAY,
    ),
    Kept(
        "youth.Entry",
        ("pseudonym",),
        _("The pseudonym"),
        _RECORD,
        Then.STAY,
        Then.BLANK,
    ),
    Kept(
        "youth.Proposal",
        ("title", "saw", "change", "helps", "asked"),
        _("The words of a proposal"),
        _(
            "a draft until the edition ends; what was published stays, under the pseudonym; what was taken back lies "
            "sealed for fourteen days and is deleted then"
        ),
        Then.STAY,
        Then.BLANK,
    ),
    Kept(
        "youth.ProposalVersion",
        ("title", "saw", "change", "helps", "asked"),
        _("The words of a proposal as they were handed in before"),
        _("as long as the proposal"),
        Then.STAY,
        Then.BLANK,
    ),
    Kept(
        "youth.ProposalPicture",
        ("alt",),
        _("Drawings and photos of a proposal, and what they show in words"),
        _("as long as the proposal"),
        Then.STAY,
        Then.DELETE,
    ),
    Kept(
        "youth.Reading",
        ("note",),
        _("What a reader wrote to the child when something went back"),
        _("as long as the proposal"),
        Then.STAY,
        Then.BLANK,
    ),
    Kept(
        "youth.Hiding",
        ("reason",),
        _("Why an officer hid a proposal"),
        _("as long as the proposal"),
        Then.STAY,
        Then.BLANK,
    ),
    Kept(
        "youth.Letter",
        ("words", "remark"),
        _("The city’s letter to the child"),
        _("as long as the proposal"),
        Then.STAY,
        Then.BLANK,
    ),
    Kept(
        "youth.Became",
        ("idea", "words"),
        _("What the letter says of each idea; a promise that came of it stays"),
        _("as long as the proposal"),
        Then.STAY,
        Then.BLANK,
    ),
    Kept(
        "youth.ConcernReport",
        ("words", "finding"),
        _("What somebody said is wrong with an item, and what an officer found"),
        _LAW,
        Then.BLANK,
        Then.STAY,
    ),
    Kept(
        "youth.Evidence",
        ("body",),
        _("The locked copy of what harmed a child"),
        _LAW,
        Then.BLANK,
        Then.STAY,
    ),
    Kept(
        "youth.EvidencePicture",
        ("body",),
        _("The locked copy of its pictures"),
        _LAW,
        Then.BLANK,
        Then.STAY,
    ),
    Kept(
        "youth.HandOver",
        ("words",),
        _("What was handed over to police, education or civil affairs"),
        _LAW,
        Then.BLANK,
        Then.STAY,
    ),
    Kept(
        "youth.CodeSheet",
        ("codes",),
        _("Codes for a school"),
        _("until they are printed, once"),
        Then.BLANK,
        Then.STAY,
    ),
    Kept(
        "ballots.VoteSheet",
        ("codes",),
        _("Voting codes for a school"),
        _("until they are printed, once"),
        Then.BLANK,
        Then.STAY,
    ),
    Kept(
        "ballots.Voter",
        ("network",),
        _("From which network somebody voted, as a digest"),
        _("30 days after the close of the vote"),
        Then.BLANK,
        Then.STAY,
    ),
)
