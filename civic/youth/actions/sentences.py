"""Whoever is responsible for the track writes the sentences that readers have ready."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotValid
from civic.youth.actions.founding import ask_lead
from civic.youth.models import ReadySentence
from civic.youth.rules import Because

LANGUAGES = {"zh-hans": "words_zh_hans", "zh-hant": "words_zh_hant", "en": "words_en"}
LONGEST = 300


@transaction.atomic
def write_sentence(
    *, code: str, because: str, words: Mapping[str, str], order: int = 100, by: Person, at: datetime
) -> ReadySentence:
    """A kind word that readers press instead of typing it, in three languages; one of the same code is written anew.
    Raises NotAllowed, NotValid where a language or the reason lacks."""
    ask_lead(by, None, at=at)
    said = {column: clean_line(words.get(tongue, "")).strip() for tongue, column in LANGUAGES.items()}
    if because not in Because.values:
        raise NotValid(fields={"because": _("Choose the reason it belongs to.")})
    if any(not one or len(one) > LONGEST for one in said.values()):
        raise NotValid(fields={"words": _("Write the sentence in all three languages, in up to 300 characters each.")})
    made, _is_new = ReadySentence.objects.update_or_create(
        code=code, defaults={"because": because, "order": order, **said}
    )
    return made
