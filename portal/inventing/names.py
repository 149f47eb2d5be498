"""Invented place names in three languages, put together from words for trees, water and work; none given twice."""

import random
from typing import NamedTuple

# simplified, traditional, sound; one character of each stands in both scripts
FIRST = """
柳柳liu 松松song 桂桂gui 槐槐huai 枫楓feng 桐桐tong 杏杏xing 梅梅mei 荷荷he 莲蓮lian 兰蘭lan 菊菊ju
竹竹zhu 榆榆yu 桑桑sang 杉杉shan 椿椿chun 棠棠tang 芦蘆lu 苇葦wei 云雲yun 霞霞xia 虹虹hong 月月yue
晴晴qing 暮暮mu 晓曉xiao 秋秋qiu 石石shi 锦錦jin 碧碧bi 翠翠cui 丹丹dan 素素su 雁雁yan 莺鶯ying
书書shu 墨墨mo 琴琴qin 钟鐘zhong 鼓鼓gu 灯燈deng 帆帆fan 樵樵qiao 耕耕geng 织織zhi 陶陶tao 茶茶cha
蓼蓼liao 萍萍ping 藕藕ou 麦麥mai 稻稻dao 栗栗li 樟樟zhang 榕榕rong 蕉蕉jiao 岚嵐lan 霜霜shuang 露露lu
"""
SECOND = """
溪溪xi 泉泉quan 湾灣wan 塘塘tang 池池chi 潭潭tan 浦浦pu 渡渡du 洲洲zhou 岭嶺ling 坡坡po 岗崗gang
台台tai 原原yuan 林林lin 圃圃pu 田田tian 坊坊fang 桥橋qiao 亭亭ting 阁閣ge 楼樓lou 门門men 井井jing
屯屯tun 营營ying 庄莊zhuang 坝壩ba 畔畔pan 岸岸an 湖湖hu 堤堤di 汀汀ting 墩墩dun 沙沙sha 谷谷gu
"""
THIRD = """
|| 东里|東里|dongli 西里|西里|xili 南里|南里|nanli 北里|北里|beili 新村|新村|xincun 家园|家園|jiayuan 花园|花園|huayuan
前街|前街|qianjie 后街|後街|houjie 上坊|上坊|shangfang 下坊|下坊|xiafang
"""
TRIES = 400
# Sounds that everybody takes for a real province or city.
KNOWN_ELSEWHERE = {"Shanxi", "Guizhou", "Yunlin", "Liuzhou", "Meizhou", "Luzhou", "Yunfu", "Taiyuan", "Yuxi", "Huzhou"}


class Words(NamedTuple):
    """A name in the three languages of the city."""

    zh_hans: str
    zh_hant: str
    en: str

    def and_then(self, zh_hans: str, zh_hant: str, en: str) -> "Words":
        """The name with its kind behind it: 柳溪 becomes 柳溪街道, Liuxi Subdistrict."""
        return Words(self.zh_hans + zh_hans, self.zh_hant + zh_hant, self.en + en)


def _characters(told: str) -> list[Words]:
    return [Words(one[0], one[1], one[2:]) for one in told.split()]


FIRSTS, SECONDS = _characters(FIRST), _characters(SECOND)
THIRDS = [
    Words(zh_hans, zh_hant, f" {en.capitalize()}" if en else "")
    for zh_hans, zh_hant, en in (one.split("|") for one in THIRD.split())
]
SUFFIXES: dict[str, tuple[Words, ...]] = {
    "district": (Words("区", "區", ""),),
    "subdistrict": (Words("街道", "街道", " Subdistrict"),),
    "town": (Words("镇", "鎮", " Town"),),
    "community": (Words("社区", "社區", " Community"),),
    "avenue": (Words("大道", "大道", " Avenue"), Words("大街", "大街", " Avenue")),
    "road": (Words("路", "路", " Road"), Words("路", "路", " Road"), Words("街", "街", " Street")),
    "embankment": (Words("滨江路", "濱江路", " Riverside Road"),),
    "river": (Words("江", "江", " River"),),
    "stream": (Words("河", "河", " Stream"),),
    "bridge": (Words("桥", "橋", " Bridge"),),
    "park": (Words("公园", "公園", " Park"), Words("公园", "公園", " Park"), Words("小游园", "小遊園", " Garden")),
    "hills": (Words("山森林公园", "山森林公園", " Hill Park"),),
}


class Namer:
    """Gives each thing a name that nothing else of its scope has, in any of the three languages."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.given: dict[str, set[str]] = {}

    def stem(self) -> Words:
        """A place's bare name: 柳溪, Liuxi."""
        first, second = self.rng.choice(FIRSTS), self.rng.choice(SECONDS)
        while first.en == second.en or _spell(first.en, second.en) in KNOWN_ELSEWHERE:
            second = self.rng.choice(SECONDS)
        return Words(first.zh_hans + second.zh_hans, first.zh_hant + second.zh_hant, _spell(first.en, second.en))

    def name(self, kind: str, *, scope: str = "", stem: Words | None = None) -> Words:
        """A name of a kind, new within its scope; a stem is kept as long as a name can be made of it."""
        given = self.given.setdefault(scope or kind, set())
        for attempt in range(TRIES):
            base = stem if stem is not None and attempt < len(THIRDS) else self.stem()
            if kind == "community" and (attempt or self.rng.random() < 0.3):
                third = self.rng.choice(THIRDS)
                base = base.and_then(third.zh_hans, third.zh_hant, third.en)
            found = base.and_then(*self.rng.choice(SUFFIXES[kind]))
            if given.isdisjoint(found):
                given.update(found)
                return found
        raise ValueError(f"The words run out: no new name for another {kind}.")

    def keep(self, kind: str, words: Words) -> None:
        """A name given elsewhere, which nothing of this kind may have again."""
        self.given.setdefault(kind, set()).update(words)


def _spell(first: str, second: str) -> str:
    return f"{first}{chr(39) if second[0] in 'aeo' else ''}{second}".capitalize()
