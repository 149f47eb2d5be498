"""One way to write traditional Chinese, as schools in Taiwan teach it; `python -m tools.hant FILE…` mends a text.

Converters and keyboards bring other forms of the same signs; a page that mixes them reads as if nobody had read it."""

import sys
from pathlib import Path

FORMS = {
    "裏": "裡",
    "甚麼": "什麼",
    "着": "著",
    "説": "說",
    "脱": "脫",
    "税": "稅",
    "閲": "閱",
    "啓": "啟",
    "户": "戶",
    "爲": "為",
    "羣": "群",
    "峯": "峰",
    "牀": "床",
    "綫": "線",
    "麽": "麼",
    "鈎": "鉤",
    "衆": "眾",
    "隣": "鄰",
    "却": "卻",
    "够": "夠",
    "査": "查",
    "滙": "匯",
    "温": "溫",
    "粧": "妝",
    "鷄": "雞",
    "衞": "衛",
    "産": "產",
    "緑": "綠",
    "録": "錄",
    "擧": "舉",
    "佈": "布",
    "采用": "採用",
    "商舖": "商鋪",
    "周次": "週次",
    "網路": "網絡",
    "短信": "短訊",
}
"""What is written otherwise, and how it is written here. 台 stays 台 (平台, 櫃台); 臺 stands in names only, of which
there are none so far."""


def mended(text: str) -> str:
    """The same words in the one form."""
    for other, ours in FORMS.items():
        text = text.replace(other, ours)
    return text


def main(paths: list[str]) -> None:
    """Mend these files where they say anything otherwise."""
    for path in map(Path, paths):
        said = path.read_text(encoding="utf-8")
        if mended(said) != said:
            path.write_text(mended(said), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
