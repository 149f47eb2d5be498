"""What the pages of whoever runs shifts say after an act: that it was done, or why not."""

from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Refused


def done_words(verb: str) -> str:
    """What was done, in a sentence."""
    said = {
        "show": _("It is shown. Volunteers can sign up now."),
        "end": _("It is over. Its hours stay on the book."),
        "lay": _("The shift is laid."),
        "rota": _("The rota is laid. Its shifts stand below."),
        "move": _("The shift is moved. Everybody who comes is told."),
        "write": _("The message is on its way."),
        "quota": _("The places are kept."),
        "invite": _("Asked. A yes or a no comes back here."),
        "call-off": _("Called off. Everybody who was to come is told."),
    }
    return str(said[verb])


def words_of(refused: Refused) -> str:
    """Why not, all of it in one line."""
    if isinstance(refused, NotValid) and refused.fields:
        return " ".join(sentence for told in refused.fields.values() for sentence in told)
    return str(refused)
