"""One way to write traditional Chinese, as schools in Taiwan teach it; `python -m tools.hant FILE…` mends a text.

Converters and keyboards bring other forms of the same signs; a page that mixes them reads as if nobody had read it."""

import sys

import polib

WIDE = 1_000_000  # no line is broken, so that a change of words is a change of one line

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
    "核準": "核准",
    "屏幕": "螢幕",
    "服務器": "伺服器",
    "程式碼": "代碼",
    "專案": "項目",
    "型別": "類型",
    "登出登記": "註銷登記",
    "賬": "帳",
    "籤到": "簽到",
    "用籤": "用簽",
    "要籤": "要簽",
    "織里": "織裡",
    "工作臺": "工作台",
    "港澳臺": "港澳台",
    "“": "「",
    "”": "」",
}
"""What is written otherwise, and how it is written here. 台 stays 台 (平台, 櫃台); 臺 stands in names only, of which
there are none so far."""


def mended(text: str) -> str:
    """The same words in the one form."""
    for other, ours in FORMS.items():
        text = text.replace(other, ours)
    return text


def main(paths: list[str]) -> None:
    """Mend the translations in these files where they say anything otherwise; what they translate stays."""
    for path in paths:
        texts = polib.pofile(path, wrapwidth=WIDE)
        for entry in texts:
            entry.msgstr = mended(entry.msgstr)
            entry.msgstr_plural = {number: mended(text) for number, text in entry.msgstr_plural.items()}
        texts.save()


if __name__ == "__main__":
    main(sys.argv[1:])
