"""Whoever is responsible for the track writes the sentences that readers have ready, and puts them away."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.plain_text import clean_line
from civic.lib.private_data import find_private
from civic.lib.refusals import Conflict, NotValid, Sentence
from civic.youth.actions.founding import ask_lead
from civic.youth.models import ReadySentence
from civic.youth.rules import Because

LANGUAGES = {"zh-hans": "words_zh_hans", "zh-hant": "words_zh_hant", "en": "words_en"}
LONGEST = 300
LAST_PLACE = 999
EACH_LANGUAGE = _("Write the sentence in this language too, in up to 300 characters: children read it in their own.")
TELLS = _("There is a telephone number, a name or an address in it. Leave it out: every child may be sent this.")


@transaction.atomic
def write_sentence(
    *, code: str = "", because: str, words: Mapping[str, str], order: int = 100, by: Person, at: datetime
) -> ReadySentence:
    """A kind word that readers press instead of typing it, in three languages; one of the same code is written anew,
    and is in use again. Raises NotAllowed, NotValid by field where a language or the reason lacks."""
    ask_lead(by, None, at=at)
    said = {column: clean_line(words.get(tongue, "")).strip() for tongue, column in LANGUAGES.items()}
    wrong: dict[str, Sentence] = {
        column: EACH_LANGUAGE for column, one in said.items() if not one or len(one) > LONGEST
    }
    wrong |= {column: TELLS for column, one in said.items() if column not in wrong and find_private(one)}
    if because not in Because.values:
        wrong["because"] = _("Choose the reason it belongs to.")
    if not 1 <= order <= LAST_PLACE:
        wrong["order"] = _("Write its place in the row as a number from 1 to 999.")
    if wrong:
        raise NotValid(fields=wrong)
    made, _is_new = ReadySentence.objects.update_or_create(
        code=code or f"s-{secrets.token_hex(6)}",
        defaults={"because": because, "order": order, "retired_at": None, **said},
    )
    return made


@transaction.atomic
def retire_sentence(sentence: ReadySentence, *, by: Person, at: datetime) -> ReadySentence:
    """Readers are not offered it any more; letters to children that carry it stay as they are. Raises NotAllowed,
    Conflict where somebody put it away before."""
    ask_lead(by, None, at=at)
    if ReadySentence.objects.in_use().filter(pk=sentence.pk).update(retired_at=at) != 1:
        raise Conflict(_("This sentence was put away already."))
    sentence.refresh_from_db()
    return sentence
