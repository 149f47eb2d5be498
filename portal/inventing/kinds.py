"""The kinds of component an invented city has: how many, where they stand, who answers for them, what is noted down."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from portal.inventing.drawn import SEEDS
from portal.inventing.names import Words

Choices = Sequence[str | int | float | bool]


@dataclass(frozen=True)
class Kind:
    """One row of the standard's list."""

    standard: str
    edition: str
    code: str  # four digits: class and sub-class
    words: Words


@dataclass(frozen=True)
class Family:
    """Kinds that are made and measured alike."""

    materials: tuple[str, ...]
    models: tuple[str, ...]
    attributes: dict[str, Choices]


@dataclass(frozen=True)
class Habit:
    """How one kind occurs."""

    often: float  # of a thousand components, in a built-up street
    where: str  # kerb, path, court, green or water
    clear: float  # the share whose owner, overseer and maintainer are all known
    owners: tuple[str, ...]
    competent: str
    maintainers: tuple[str, ...]
    family: str


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of seeds/component_kinds.csv."""
    with (SEEDS / "component_kinds.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            Kind(
                standard=row["standard"],
                edition=row["edition"],
                code=row["code"],
                words=Words(row["name_zh_hans"], row["name_zh_hant"], row["name_en"]),
            )
            for row in csv.DictReader(rows)
        )


FAMILIES: dict[str, Family] = {
    "cover": Family(
        ("球墨铸铁", "复合树脂", "混凝土", "铸铁"),
        ("D400-700", "C250-700", "B125-600"),
        {
            "diameter_mm": (600, 700, 800),
            "shape": ("round", "square"),
            "load_class": ("B125", "C250", "D400"),
            "depth_m": (1.2, 1.8, 2.4, 3.5),
            "has_safety_net": (True, True, True, False),
            "on_carriageway": (True, False),
        },
    ),
    "grating": Family(
        ("球墨铸铁", "复合树脂"),
        ("B-450x750", "B-300x500"),
        {"length_mm": (500, 750), "width_mm": (300, 450), "grids": (1, 2, 3), "has_odour_trap": (True, False)},
    ),
    "cabinet": Family(
        ("不锈钢", "冷轧钢", "玻璃钢"),
        ("JX-288", "JX-576", "XA-630"),
        {"height_m": (1.2, 1.5, 1.8), "doors": (1, 2), "voltage_v": (48, 220, 380, 10000), "has_lock": (True, False)},
    ),
    "pole": Family(
        ("钢", "水泥", "铝合金"),
        ("G-8", "G-10", "H-12"),
        {
            "height_m": (6, 8, 10, 12),
            "arms": (1, 2),
            "carries": ("camera", "cable", "sign"),
            "is_shared": (True, False),
        },
    ),
    "light": Family(
        ("钢", "铝合金", "铸铁"),
        ("LED-60", "LED-120", "LED-180", "HPS-250"),
        {
            "height_m": (0.4, 4, 6, 8, 10, 12),
            "lamps": (1, 1, 2),
            "watts": (30, 60, 120, 180, 250),
            "light_source": ("LED", "LED", "LED", "sodium"),
            "control_box": ("K01", "K07", "K12", "K23", "K31"),
        },
    ),
    "kiosk": Family(
        ("钢", "铝合金", "玻璃钢"),
        ("T-2000", "T-2010"),
        {"area_m2": (1.0, 2.5, 4.0, 6.0), "has_power": (True, False), "in_use": (True, True, False), "doors": (1, 2)},
    ),
    "fitness": Family(
        ("钢管", "铝合金"),
        ("JS-11", "JS-17", "JS-24"),
        {
            "pieces": (4, 6, 8, 12),
            "ground": ("rubber", "sand", "paved"),
            "for_children": (True, False),
            "year_of_life": (6, 8),
        },
    ),
    "car_park": Family(
        ("沥青", "透水砖", "混凝土"),
        ("地面", "立体"),
        {
            "places": (12, 30, 60, 140),
            "charging_places": (0, 2, 6, 12),
            "accessible_places": (1, 2, 4),
            "is_paid": (True, False),
        },
    ),
    "stop": Family(
        ("不锈钢", "铝合金"),
        ("Z-3", "Z-6", "Z-9"),
        {"lines": (1, 2, 4, 7), "seats": (0, 3, 6), "has_roof": (True, False), "has_display": (True, False)},
    ),
    "crossing": Family(
        ("钢筋混凝土", "钢"),
        ("一级", "二级"),
        {"length_m": (24, 38, 60, 140), "width_m": (3, 4, 12, 22), "load_t": (5, 20, 55), "has_lift": (True, False)},
    ),
    "sign": Family(
        ("铝板", "钢板"),
        ("F-60", "F-80", "F-120"),
        {"width_cm": (60, 80, 120), "height_m": (2.2, 2.5, 5.5), "reflective": (True, True, False), "faces": (1, 2)},
    ),
    "signal": Family(
        ("聚碳酸酯", "铝"),
        ("XH-300", "XH-400"),
        {
            "heads": (2, 4, 6),
            "has_countdown": (True, False),
            "has_sound": (True, False),
            "control_box": ("S02", "S05", "S11"),
        },
    ),
    "rail": Family(
        ("锌钢", "不锈钢", "石材", "木"),
        ("H-90", "H-110"),
        {
            "length_m": (12, 30, 60, 120),
            "height_m": (0.5, 0.9, 1.1),
            "painted": ("white", "grey", "green"),
            "sections": (4, 10, 20),
        },
    ),
    "toilet": Family(
        ("砖混", "装配式"),
        ("二类", "三类"),
        {
            "places": (4, 8, 12, 20),
            "is_accessible": (True, False),
            "has_family_room": (True, False),
            "open_hours": ("24h", "06-22"),
        },
    ),
    "bin": Family(
        ("不锈钢", "塑料", "镀锌钢"),
        ("L-60x2", "L-120", "L-240"),
        {"litres": (60, 120, 240), "compartments": (1, 2, 4), "emptied_a_day": (1, 2, 3), "has_lid": (True, False)},
    ),
    "board": Family(
        ("铝塑板", "亚克力", "钢"),
        ("G-A", "G-B", "G-C"),
        {
            "width_m": (1.2, 2.4, 4.0),
            "height_m": (0.8, 1.2, 2.0),
            "is_lit": (True, False),
            "permit": ("valid", "expired", "none"),
        },
    ),
    "station": Family(
        ("不锈钢", "铝合金"),
        ("M-1", "M-2"),
        {
            "measures": ("PM2.5", "noise", "wind", "pH"),
            "every_minutes": (5, 15, 60),
            "has_display": (True, False),
            "height_m": (3, 6),
        },
    ),
    "tree": Family(
        ("活体",),
        ("国槐", "香樟", "银杏", "法桐", "榕树", "栾树", "白蜡"),
        {
            "girth_cm": (18, 26, 38, 55, 80),
            "height_m": (4, 7, 10, 15),
            "crown_m": (2, 4, 6, 9),
            "age_years": (8, 15, 30, 60),
            "health": ("good", "good", "good", "weak"),
        },
    ),
    "planting": Family(
        ("花岗岩", "防腐木", "玻璃钢", "土壤"),
        ("Y-1", "Y-2", "Y-3"),
        {
            "area_m2": (1.5, 6, 40, 300),
            "plants": ("shrubs", "lawn", "flowers"),
            "watering": ("sprinkler", "tanker"),
            "tended_a_month": (1, 2, 4),
        },
    ),
    "furniture": Family(
        ("花岗岩", "防腐木", "铸铜", "不锈钢"),
        ("X-1", "X-2"),
        {"length_m": (0.8, 1.5, 2.4), "height_m": (0.45, 1.2, 2.8), "seats": (0, 2, 3), "has_plaque": (True, False)},
    ),
    "works": Family(
        ("钢筋混凝土", "砖混", "钢"),
        ("W-1", "W-2", "W-3"),
        {
            "area_m2": (20, 80, 300, 1200),
            "levels": (1, 2),
            "is_fenced": (True, False),
            "inspected_a_year": (1, 2, 4, 12),
        },
    ),
}

_TELECOM = ("P24", "P25", "P26")
_GREEN = ("P30", "P31")
_CLEAN = ("P32", "P33")


def _habit(
    often: float, where: str, clear: float, who: tuple[tuple[str, ...], str, tuple[str, ...]], family: str
) -> Habit:
    return Habit(often, where, clear, who[0], who[1], who[2], family)


HABITS: dict[str, Habit] = {
    "0101": _habit(42, "kerb", 0.92, (("P19",), "P02", ("P19",)), "cover"),
    "0102": _habit(48, "kerb", 0.84, (("P20",), "P02", ("P20",)), "cover"),
    "0103": _habit(46, "kerb", 0.83, (("P20",), "P02", ("P20",)), "cover"),
    "0104": _habit(62, "kerb", 0.78, (("P20",), "P02", ("P20", "P29")), "grating"),
    "0105": _habit(30, "kerb", 0.9, (("P21",), "P01", ("P21",)), "cover"),
    "0106": _habit(16, "kerb", 0.86, (("P28",), "P01", ("P28",)), "cover"),
    "0107": _habit(40, "kerb", 0.68, (_TELECOM, "P10", _TELECOM), "cover"),
    "0108": _habit(9, "kerb", 0.7, (("P27",), "P11", ("P27",)), "cover"),
    "0109": _habit(8, "kerb", 0.62, (_TELECOM, "P10", _TELECOM), "cover"),
    "0110": _habit(11, "kerb", 0.88, (("P23",), "P01", ("P23",)), "cover"),
    "0111": _habit(18, "kerb", 0.93, (("P22",), "P01", ("P22",)), "cover"),
    "0112": _habit(5, "kerb", 0.85, (("P06",), "P06", ("P05", "P06")), "cover"),
    "0113": _habit(14, "kerb", 0.88, (("P07", "P19"), "P07", ("P19",)), "cabinet"),
    "0114": _habit(3, "kerb", 0.0, ((), "P01", ("P39",)), "cover"),
    "0115": _habit(8, "kerb", 0.72, (_TELECOM, "P10", _TELECOM), "cabinet"),
    "0116": _habit(10, "court", 0.92, (("P21",), "P01", ("P21",)), "cabinet"),
    "0117": _habit(30, "kerb", 0.64, (("P21", *_TELECOM), "P01", ("P21", *_TELECOM)), "pole"),
    "0118": _habit(72, "kerb", 0.95, (("P28",), "P01", ("P28",)), "light"),
    "0119": _habit(8, "path", 0.76, (("P28", "P03"), "P01", ("P28",)), "light"),
    "0120": _habit(12, "path", 0.78, (("P28", "P03"), "P01", ("P28",)), "light"),
    "0121": _habit(0.8, "kerb", 0.7, (("P37",), "P16", ("P37",)), "kiosk"),
    "0122": _habit(1.2, "kerb", 0.66, (_TELECOM, "P10", _TELECOM), "kiosk"),
    "0123": _habit(1.0, "kerb", 0.9, (("P37",), "P16", ("P37",)), "kiosk"),
    "0124": _habit(0.8, "kerb", 0.72, (("P36",), "P11", ("P36",)), "kiosk"),
    "0125": _habit(1.6, "court", 0.6, (("P36",), "P17", ("P36",)), "kiosk"),
    "0126": _habit(6, "court", 0.82, (("P13", "P39"), "P13", ("P39",)), "fitness"),
    "0127": _habit(5, "kerb", 0.8, (("P20",), "P02", ("P20",)), "cover"),
    "0128": _habit(2, "kerb", 0.74, (("P34",), "P04", ("P34",)), "cover"),
    "0129": _habit(1, "kerb", 0.88, (("P40",), "P14", ("P40",)), "cover"),
    "0130": _habit(2, "kerb", 0.5, (("P06", "P40"), "P01", ("P39",)), "cover"),
    "0201": _habit(5, "court", 0.78, (("P35", "P39"), "P04", ("P35",)), "car_park"),
    "0202": _habit(8, "kerb", 0.86, (("P35",), "P04", ("P35",)), "kiosk"),
    "0203": _habit(5, "kerb", 0.92, (("P34",), "P04", ("P34", "P36")), "stop"),
    "0204": _habit(1, "kerb", 0.84, (("P04",), "P04", ("P29",)), "sign"),
    "0205": _habit(0.3, "kerb", 0.9, (("P01",), "P04", ("P29",)), "crossing"),
    "0206": _habit(0.3, "kerb", 0.88, (("P01",), "P04", ("P29",)), "crossing"),
    "0207": _habit(0.1, "kerb", 0.95, (("P04",), "P04", ("P29",)), "crossing"),
    "0208": _habit(6, "water", 0.92, (("P04",), "P04", ("P29",)), "crossing"),
    "0209": _habit(44, "kerb", 0.88, (("P05",), "P05", ("P29", "P05")), "sign"),
    "0210": _habit(12, "kerb", 0.96, (("P05",), "P05", ("P05",)), "signal"),
    "0211": _habit(22, "kerb", 0.84, (("P05",), "P05", ("P29",)), "rail"),
    "0212": _habit(10, "kerb", 0.66, (("P04", "P39"), "P04", ("P39",)), "rail"),
    "0213": _habit(12, "kerb", 0.9, (("P12", "P39"), "P12", ("P36",)), "sign"),
    "0214": _habit(1, "kerb", 0.94, (("P05",), "P05", ("P05",)), "sign"),
    "0215": _habit(1, "kerb", 0.8, (("P04",), "P04", ("P29",)), "rail"),
    "0301": _habit(3, "court", 0.94, (("P01", "P39"), "P01", _CLEAN), "toilet"),
    "0302": _habit(8, "court", 0.6, (("P39",), "P01", _CLEAN), "works"),
    "0303": _habit(4, "kerb", 0.86, (("P01",), "P01", _CLEAN), "sign"),
    "0304": _habit(2, "court", 0.88, (("P01", "P39"), "P01", _CLEAN), "works"),
    "0305": _habit(48, "kerb", 0.9, (("P01", "P39"), "P01", _CLEAN), "bin"),
    "0306": _habit(10, "kerb", 0.5, (("P36",), "P01", ("P36",)), "board"),
    "0307": _habit(30, "kerb", 0.52, (("P36",), "P01", ("P36",)), "board"),
    "0308": _habit(0.4, "court", 0.96, (("P08",), "P08", ("P08",)), "station"),
    "0309": _habit(0.2, "court", 0.96, (("P09",), "P09", ("P09",)), "station"),
    "0310": _habit(3, "water", 0.92, (("P08", "P20"), "P08", ("P20",)), "station"),
    "0311": _habit(0.4, "kerb", 0.9, (("P08",), "P08", ("P08",)), "station"),
    "0401": _habit(1, "green", 0.95, (("P03",), "P03", _GREEN), "tree"),
    "0402": _habit(170, "kerb", 0.9, (("P03", "P39"), "P03", _GREEN), "tree"),
    "0403": _habit(40, "kerb", 0.74, (("P03", "P39"), "P03", _GREEN), "planting"),
    "0404": _habit(14, "path", 0.74, (("P03", "P39"), "P03", _GREEN), "planting"),
    "0405": _habit(14, "green", 0.82, (("P03", "P39"), "P03", _GREEN), "planting"),
    "0406": _habit(1, "green", 0.7, (("P11", "P03"), "P11", _GREEN), "furniture"),
    "0407": _habit(16, "path", 0.72, (("P01", "P03"), "P01", (*_GREEN, *_CLEAN)), "furniture"),
    "0408": _habit(14, "green", 0.78, (("P03",), "P03", _GREEN), "rail"),
    "0409": _habit(9, "green", 0.8, (("P03",), "P03", _GREEN), "planting"),
    "0410": _habit(0.4, "green", 0.84, (("P03",), "P03", _GREEN), "furniture"),
    "0501": _habit(0.2, "court", 0.9, (("P22", "P40"), "P14", ("P22", "P40")), "works"),
    "0502": _habit(1.4, "court", 0.8, (("P12",), "P12", ("P12",)), "works"),
    "0503": _habit(40, "water", 0.86, (("P38",), "P02", ("P38",)), "works"),
    "0504": _habit(60, "water", 0.84, (("P38",), "P02", ("P38", "P29")), "rail"),
    "0505": _habit(4, "water", 0.92, (("P18",), "P18", ("P18",)), "station"),
    "0506": _habit(24, "water", 0.92, (("P38",), "P02", ("P38",)), "works"),
    "0507": _habit(0.8, "court", 0.86, (("P15",), "P15", ("P15", "P39")), "works"),
    "0508": _habit(1.4, "court", 0.6, (("P12",), "P12", ("P39",)), "works"),
    "0509": _habit(10, "path", 0.74, (("P39",), "P11", ("P39",)), "board"),
}
