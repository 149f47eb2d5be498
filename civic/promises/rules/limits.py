"""How long words may be, and how money is written: whole fen inside, yuan on pages."""

import re

TITLE_LONGEST = 120
WORDS_LONGEST = 4000
REASON_LONGEST = 2000
EVIDENCE_LONGEST = 1000
POST_LONGEST = 120
POST_NAMES = ("post", "post_zh_hant", "post_en")  # as its office calls it, and in the other two languages
STAGES_MOST = 20
PICTURES_MOST = 20
FEN_MOST = 10**15  # ten thousand billion yuan: more than a city has
_YUAN = re.compile(r"^(?:0|[1-9]\d{0,13})(?:\.\d{1,2})?$")


def read_yuan(text: str) -> int | None:
    """Fen of what somebody wrote in yuan, like 120,000 or 99.50; None for what is no amount."""
    said = text.strip().replace(",", "").replace("，", "").replace(" ", "").removeprefix("¥").removeprefix("￥")
    if not said.isascii() or not _YUAN.match(said):
        return None
    whole, _dot, part = said.partition(".")
    fen = int(whole) * 100 + int(part.ljust(2, "0") or 0)
    return fen if fen <= FEN_MOST else None


def yuan(fen: int) -> str:
    """An amount as people read it: grouped, fen only where there are some."""
    whole, part = divmod(fen, 100)
    return f"{whole:,}.{part:02d}" if part else f"{whole:,}"
