"""Say something under a case, as a resident or for an office; take it back; forget who said it."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.accounts.queries import has_confirmed_contact
from civic.cases.models import Case
from civic.comments.actions.writing import demand_move, hold, write
from civic.comments.models import Comment, CommentReport
from civic.comments.queries import find_shown, speaks_for, why_closed
from civic.comments.rules import WAITING_MOST, CommentState, check_comment
from civic.journal.rules import words_digest
from civic.lib.limits import spend
from civic.lib.plain_text import clean_text, guess_language
from civic.lib.private_data import find_private
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.lib.sealed import keyed_hash
from civic.notices import actions as notices

_TOO_MANY = _("Some of your comments here still wait for a moderator. Write again once they were looked at.")
_NOT_CONFIRMED = _(
    "Confirm your e-mail address or telephone number on your page first: one confirmed address, one voice."
)


@transaction.atomic
def say(
    case: Case, *, by: Person, text: str, parent: int = 0, is_officer: bool = False, network: str = "", at: datetime
) -> Comment:
    """Words under a case. A resident's wait for a moderator; an officer of the office that holds it, or of its checking
    side, speaks for the office, marked and at once: `is_officer` says that she proved her second factor. A reply stands
    under a first comment, never under a reply. The same words twice are one. Raises NotAllowed without a confirmed
    contact; Conflict where comments are closed or too many of hers wait; NotValid; TooMany."""
    case = Case.objects.select_for_update(of=("self",)).select_related("area", "matter").get(pk=case.pk)
    closed = why_closed(case)
    if closed:
        raise Conflict(closed)
    words = clean_text(text).strip()
    office = speaks_for(by, case, on=localdate(at)) if is_officer else None
    if office is None and not has_confirmed_contact(by):
        raise NotAllowed(_NOT_CONFIRMED)
    wrong = check_comment(words, private=0 if office else len(find_private(words)))
    if wrong:
        raise NotValid(fields=wrong)
    above = find_shown(case, parent) if parent else None
    if parent and (above is None or above.parent_id is not None):
        raise Conflict(_("What you reply to is not shown any more. Your words can still stand by themselves."))
    own = Comment.objects.filter(case=case, person=by)
    known = own.filter(text=words, parent=above).exclude(standing=CommentState.TAKEN_BACK).first()
    if known is not None:
        return known
    if office is None:
        _demand_patience(case, by, network)
    comment = _written(case, by, words, above, office, at=at)
    facts = {"words": words_digest(words, comment.salt), "parent": above.pk if above else None}
    write(comment, "say", side="office" if office else "resident", by=by, at=at, facts=facts)
    if office and above is not None and above.person is not None:
        tell_author(above, "comment-answered", at=at, text=words)
    return comment


def _demand_patience(case: Case, by: Person, network: str) -> None:
    if Comment.objects.filter(case=case, person=by, standing=CommentState.WAITING).count() >= WAITING_MOST:
        raise Conflict(_TOO_MANY)
    for name, key in (("comment-person", str(by.pk)), ("comment-network", network)):
        if key:
            most, seconds = settings.LIMITS[name]
            spend(name, key, most=most, seconds=seconds)


def _written(case: Case, by: Person, words: str, above: Comment | None, office: int | None, *, at: datetime) -> Comment:
    speaker = 0
    if office is None:
        mine = Comment.objects.filter(case=case, person=by, speaker__gt=0).values_list("speaker", flat=True).first()
        last = Comment.objects.filter(case=case).aggregate(last=Max("speaker"))["last"] or 0
        speaker = mine or last + 1
    return Comment.objects.create(
        case=case,
        parent=above,
        person=by,
        office_id=office,
        speaker=speaker,
        text=words,
        salt=secrets.token_hex(16),
        language=guess_language(words),
        standing=CommentState.SHOWN if office else CommentState.WAITING,
        at=at,
        shown_at=at if office else None,
    )


@transaction.atomic
def take_back(comment: Comment, *, by: Person, at: datetime) -> None:
    """Its author takes it back: nobody reads it any more. The words are gone at once, unless somebody reported them:
    then they stay sealed at the desk until that is decided. Raises NotAllowed for anybody else; Conflict."""
    comment = hold(comment)
    if comment.person_id != by.pk:
        raise NotAllowed(_("Only whoever wrote it can take it back."))
    if not comment.is_of_a_resident:
        raise NotAllowed(_("This was said for an office, so it stays. Reply to it with what is different."))
    demand_move(comment, "take-back")
    comment.standing = CommentState.TAKEN_BACK
    if not comment.reported:
        blank(comment, at=at)
    comment.save()
    write(comment, "take-back", side="resident", by=by, at=at, facts={"kept": bool(comment.reported)})


def blank(comment: Comment, *, at: datetime) -> None:
    """The words go, salt and all; that something was said stays."""
    comment.text, comment.salt, comment.erased_at = "", "", at


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Nobody finds from a comment who wrote it, and the words go with her: they are hers. What was reported and not
    decided keeps its words until then. What she said for an office stays the office's."""
    own = Comment.objects.filter(person=person)
    for comment in own.filter(office=None).exclude(standing=CommentState.TAKEN_BACK, text=""):
        if not comment.reported:
            blank(comment, at=at)
        comment.standing = CommentState.TAKEN_BACK
        comment.person = None
        comment.save()
        notices.withdraw_about(comment.subject, at=at)
    own.filter(office=None).update(person=None)
    CommentReport.objects.filter(who=reporter_digest(f"person:{person.pk}")).update(words="")


def tell_author(comment: Comment, verb: str, *, at: datetime, text: str = "") -> None:
    """A message to whoever wrote it, if she can be reached."""
    person = comment.person
    if person is None:
        return
    told = {
        "number": comment.case.number,
        "text": text,
        "said": comment.text,
        "url": f"{settings.SITE_URL}/cases/{comment.case.number}/comments/",
    }
    notices.queue(
        verb=verb,
        about=comment.subject,
        language=person.language,
        at=at,
        email=person.email,
        phone=person.phone,
        context=told,
    )


def reporter_digest(who: str) -> str:
    """What is kept of whoever reports."""
    return keyed_hash(who, purpose="comment-report")
