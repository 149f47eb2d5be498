"""The link in the message of an answer: it leads to the question whether it is solved, for one answer and one use."""

from datetime import timedelta

from django.core import signing

LINK_HOLDS = timedelta(days=60)  # as long as an answer may be appealed, and as long again
_SALT = "cases.word"


def word_token(number: str, seq: int) -> str:
    """What stands in the link: the case and the line of its answer, signed and dated."""
    return signing.TimestampSigner(salt=_SALT).sign(f"{number}:{seq}")


def read_word_token(token: str) -> tuple[str, int] | None:
    """The case and the line a link is about; None when it is not ours or too old."""
    try:
        number, _colon, seq = signing.TimestampSigner(salt=_SALT).unsign(token, max_age=LINK_HOLDS).partition(":")
        return number, int(seq)
    except (signing.BadSignature, ValueError):
        return None
