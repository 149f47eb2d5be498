"""The refusals an act may raise: each carries a full sentence for the person, and the status its door answers with."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence for people is translated late, so that it speaks the language of whoever reads it.
if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Sentence = StrOrPromise
else:
    Sentence = str | Promise


class Refused(Exception):
    """An act was refused; `sentence` says why, `code` names the reason for programs, `status` is the HTTP answer."""

    code = "refused"
    status = 409
    usual_sentence: Sentence = _("This cannot be done.")

    def __init__(self, sentence: Sentence | None = None, *, code: str = "") -> None:
        self.sentence: Sentence = self.usual_sentence if sentence is None else sentence
        self.code = code or self.code
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refused):
    """The person may see the thing, but this act is not hers."""

    code = "not-allowed"
    status = 403
    usual_sentence = _("You are not allowed to do this.")


class NotValid(Refused):
    """What was handed in cannot be taken as it is; `fields` tells each field its sentences ("" is the whole form)."""

    code = "not-valid"
    status = 400
    usual_sentence = _("Some answers need another look.")

    def __init__(
        self,
        sentence: Sentence | None = None,
        *,
        fields: Mapping[str, Sentence | Sequence[Sentence]] | None = None,
        code: str = "",
    ) -> None:
        self._fields: dict[str, list[Sentence]] = {
            name: [told] if isinstance(told, str | Promise) else list(told) for name, told in (fields or {}).items()
        }
        told_once = [told for sentences in self._fields.values() for told in sentences]
        if sentence is None and len(told_once) == 1:
            sentence = told_once[0]
        super().__init__(sentence, code=code)

    @property
    def fields(self) -> dict[str, list[str]]:
        """Each field with its sentences, in the language of the reader."""
        return {name: [str(told) for told in sentences] for name, sentences in self._fields.items()}


class TooLate(Refused):
    """The time for this act has passed."""

    code = "too-late"
    usual_sentence = _("The time for this has passed.")


class Taken(Refused):
    """Somebody else has it already: the name, the shift, the seat."""

    code = "taken"
    usual_sentence = _("Somebody else has taken this already.")


class Conflict(Refused):
    """The thing has moved on since the person last looked at it."""

    code = "conflict"
    usual_sentence = _("This has changed in the meantime. Please look at it again.")


class TooMany(Refused):
    """More of this was asked than one network or one contact may ask; `retry_after` is in seconds, `times` how often
    over what it may ask."""

    code = "too-many"
    status = 429
    usual_sentence = _("That was too often in a short time. Please wait a little and try again.")

    def __init__(
        self, sentence: Sentence | None = None, *, retry_after: int, times: float = 1.0, code: str = ""
    ) -> None:
        self.retry_after = max(1, retry_after)
        self.times = times
        super().__init__(sentence, code=code)
