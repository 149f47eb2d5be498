"""Which words many suggestions turn on, and which of them are alike: read from the words themselves, for a round that
nobody sorted. Chinese writes no blanks, so a word is what holds together inside and stands freely outside. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, log2, sqrt

from civic.lib.bigrams import grams

SHORTEST, LONGEST = 2, 4  # signs of a word
SHARE_LEAST, COUNT_LEAST = 0.004, 4  # of the titles hold it
HOLDS = 3.0  # bits by which its parts meet more often than by chance
FREE = 1.6  # bits of what stands before it, and behind it
MOST = 20  # themes of a round
WITHIN = 0.6  # a word that mostly stands within a longer one says less than that
TELLING = 30  # pairs of signs a suggestion is compared by
TOO_COMMON = 0.05  # a pair that more than this share holds tells nothing
ALIKE_LEAST = 0.25
ALIKE_MOST = 5

_HAN = re.compile(r"[\u3400-\u9fff]+")
_BINDS = frozenset(
    "的了是在我你您他她它们這这那有不与與和及对對为為被把请請将將向就也都很还還没沒吗嗎呢吧么麼何什怎如能"
    "会會要想让讓给給从從于於到由以而之其此每各某多少几幾个個上下里裡年月日号號"
)
_PLACES = frozenset("市县縣区區省镇鎮")
_NOTHING = (
    "反映 咨询 諮詢 关于 關於 问题 問題 建议 建議 希望 请问 請問 求助 投诉 投訴 举报 舉報 "
    "尽快 盡快 解决 解決 部门 部門 相关 相關 情况 情況 存在 进行 進行 严重 嚴重 要求 请求 "
    "請求 政府 领导 領導 居民 市民 群众 群眾 百姓 老百姓 我们 我們 附近 旁边 旁邊 现在 "
    "現在 目前 一直 时间 時間 工作 办理 辦理 可以 可否 是否 何时 何時 怎么 怎麼 为何 為何 "
    "为什么 為什麼 如何 能否 区域 區域 地方 呼吁 呼籲 强烈 強烈 再次 处理 處理 落实 落實 "
    "违规 違規 不合理 影响 影響 质疑 長期 长期 无人 加强 加強 多次 重新 申请 申請 没有 "
    "沒有 需要 应该 應該 增加 改善 实施 實施 人员 人員 有关 有關 加快 合理 涉嫌 非法 提供 "
    "导致 導致"
)
_SAYS_NOTHING = frozenset(_NOTHING.split())


@dataclass(frozen=True)
class Held:
    """A word, and the places in the list of those that hold it."""

    word: str
    places: tuple[int, ...]


def themes(titles: Sequence[str], texts: Sequence[str], *, most: int = MOST) -> list[Held]:
    """The words that many titles hold, the most frequent first, each with all that hold it in title or text."""
    counted = _counted(titles)
    least = max(COUNT_LEAST, round(len(titles) * SHARE_LEAST))
    words = [word for word, held in counted.items() if len(held) >= least and not _is_empty(word)]
    flow = _Flow([run for title in titles for run in _HAN.findall(title)])
    fitting = [word for word in words if flow.holds(word) >= HOLDS and flow.is_free(word)]
    fitting.sort(key=lambda word: (-len(counted[word]), word))
    whole = [word for word in fitting if not _is_within_another(word, fitting, counted)]
    known = frozenset(whole)
    kept = [word for word in whole if len(word) == SHORTEST or known.isdisjoint((word[1:], word[:-1]))][:most]
    return [
        Held(
            word,
            tuple(
                at for at, (title, text) in enumerate(zip(titles, texts, strict=True)) if word in title or word in text
            ),
        )
        for word in kept
    ]


def _counted(titles: Iterable[str]) -> dict[str, set[int]]:
    held: dict[str, set[int]] = defaultdict(set)
    for at, title in enumerate(titles):
        for run in _HAN.findall(title):
            for length in range(SHORTEST, LONGEST + 1):
                for start in range(len(run) - length + 1):
                    held[run[start : start + length]].add(at)
    return held


def _is_empty(word: str) -> bool:
    """Does it say nothing of what it is about? A longer word that begins with one for a place is the end of a name."""
    begins_in_a_name = len(word) > SHORTEST and word[0] in _PLACES
    return begins_in_a_name or word in _SAYS_NOTHING or any(sign in _BINDS for sign in word)


def _is_within_another(word: str, words: Iterable[str], counted: dict[str, set[int]]) -> bool:
    """Is it a piece of a longer word, more often than not?"""
    return any(
        word in other and len(counted[other]) >= WITHIN * len(counted[word])
        for other in words
        if len(other) > len(word)
    )


class _Flow:
    """What stands before and behind what, in all the titles."""

    def __init__(self, runs: Sequence[str]) -> None:
        self.counts: Counter[str] = Counter()
        self.before: dict[str, Counter[str]] = defaultdict(Counter)
        self.behind: dict[str, Counter[str]] = defaultdict(Counter)
        for number, run in enumerate(runs):
            for length in range(1, LONGEST + 1):
                for start in range(len(run) - length + 1):
                    word, end = run[start : start + length], start + length
                    self.counts[word] += 1
                    if length >= SHORTEST:
                        # each end of a run is another neighbour: there the word stands freely
                        self.before[word][run[start - 1] if start else f"#{number}"] += 1
                        self.behind[word][run[end] if end < len(run) else f"#{number}"] += 1
        self.signs = sum(count for word, count in self.counts.items() if len(word) == 1)

    def holds(self, word: str) -> float:
        """How much more often its parts meet than by chance, at the weakest seam."""
        whole = self.counts[word] / self.signs
        return min(
            log2(whole * self.signs * self.signs / (self.counts[word[:cut]] * self.counts[word[cut:]]))
            for cut in range(1, len(word))
        )

    def is_free(self, word: str) -> bool:
        """Do many different signs stand before it, and behind it?"""
        return all(_bits(around[word]) >= FREE for around in (self.before, self.behind))


def _bits(counted: Counter[str]) -> float:
    whole = sum(counted.values())
    return -sum(count / whole * log2(count / whole) for count in counted.values())


@dataclass(frozen=True)
class Pair:
    """Two that say much the same, and how much, in percent."""

    one: int
    other: int
    share: int


def alike(texts: Sequence[str], *, most: int = ALIKE_MOST) -> list[Pair]:
    """For each text those that say much the same, the most alike first: by the pairs of signs that few others hold."""
    weights = _weighed(texts)
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, weighed in enumerate(weights):
        for pair, weight in weighed.items():
            holders[pair].append((at, weight))
    found: list[Pair] = []
    for at, weighed in enumerate(weights):
        scores: dict[int, float] = defaultdict(float)
        for pair, weight in weighed.items():
            for other, its in holders[pair]:
                scores[other] += weight * its
        scores.pop(at, None)
        best = nlargest(most, scores.items(), key=lambda one: (one[1], -one[0]))
        found += [Pair(at, other, min(100, round(score * 100))) for other, score in best if score >= ALIKE_LEAST]
    return found


def _weighed(texts: Sequence[str]) -> list[dict[str, float]]:
    """Of each text its most telling pairs with their weights, so that a text is wholly like itself."""
    counted = [Counter(grams(text).split()) for text in texts]
    held = Counter(pair for pairs in counted for pair in pairs)
    common = max(20.0, TOO_COMMON * len(texts))
    weighed: list[dict[str, float]] = []
    for pairs in counted:
        said = {
            pair: (1 + log(count)) * log(len(texts) / held[pair])
            for pair, count in pairs.items()
            if 1 < held[pair] <= common and len(pair) > 1
        }
        telling = dict(nlargest(TELLING, said.items(), key=lambda one: (one[1], one[0])))
        length = sqrt(sum(weight * weight for weight in telling.values())) or 1.0
        weighed.append({pair: weight / length for pair, weight in telling.items()})
    return weighed
