"""How official codes of cells and components are built, and the layers every city has. Structures are data: these are
the ones the standards know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownStructure:
    """A structure of codes as its standard says: parts from left to right with their digits."""

    code: str
    of: str
    names: tuple[str, str, str]
    parts: tuple[tuple[str, int], ...]
    source: str


@dataclass(frozen=True)
class KnownLayer:
    """A layer of cells every city has."""

    code: str
    structure: str
    names: tuple[str, str, str]
    is_complete: bool
    order: int


STRUCTURES = (
    KnownStructure(
        "gb-14",
        "cell",
        ("十四位单元网格代码", "十四位單元網格代碼", "14-digit cell code"),
        (("area", 6), ("street", 3), ("community", 3), ("cell", 2)),
        "CJ/T 213, GB/T 30428.1",
    ),
    KnownStructure(
        "db11-15",
        "cell",
        ("十五位单元网格代码", "十五位單元網格代碼", "15-digit cell code"),
        (("area", 6), ("street", 3), ("community", 3), ("cell", 3)),
        "DB11",
    ),
    KnownStructure(
        "cjt349-20",
        "cell",
        ("二十位数字社区网格代码", "二十位數字社區網格代碼", "20-digit community cell code"),
        (("object", 6), ("area", 6), ("street", 3), ("community", 3), ("cell", 2)),
        "CJ/T 349",
    ),
    KnownStructure(
        "gb-16",
        "component",
        ("十六位部件代码", "十六位部件代碼", "16-digit component code"),
        (("area", 6), ("class", 2), ("sub", 2), ("serial", 6)),
        "CJ/T 214, GB/T 30428.2",
    ),
)
LAYERS = (
    KnownLayer("management", "gb-14", ("单元网格", "單元網格", "Management cells"), True, 10),
    KnownLayer("social", "db11-15", ("社会管理网格", "社會管理網格", "Social grids"), True, 20),
)
