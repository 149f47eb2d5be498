"""Draws the invented city of the demo: its seven districts, river, roads and parks.

From one set of lines it writes seeds/areas.geojson, seeds/basemap.geojson, static/map/yunqiao.geojson (both, for the
browser's map) and templates/components/art/_city_ground.html, so that drawing, map and districts always agree.
Run it after changing a line below: python tools/draw_city.py. All of it is invented; it is no map of any real place.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

from shapely import LineString, MultiLineString, Point, Polygon, box
from shapely.affinity import rotate
from shapely.ops import unary_union

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from portal.drawing import unproject  # noqa: E402

Spot = tuple[float, float]

# Borders run between nodes; a border is written once and used by both districts, so that they share every vertex.
ARCS: dict[str, list[Spot]] = {
    "river-west": [(62, 268), (120, 276), (180, 302), (236, 322)],
    "north-west": [(236, 322), (268, 288), (318, 262)],
    "north": [(318, 262), (395, 246), (470, 262)],
    "north-east": [(470, 262), (522, 294), (560, 348)],
    "river-east": [(560, 348), (610, 364), (660, 404), (712, 430)],
    "south-west": [(236, 322), (276, 370), (330, 400)],
    "south": [(330, 400), (400, 416), (470, 402)],
    "south-east": [(470, 402), (524, 386), (560, 348)],
    "yunlu-beiling": [(262, 66), (290, 128), (272, 192), (318, 262)],
    "beiling-dongqiao": [(500, 44), (468, 112), (498, 182), (470, 262)],
    "jiangwei-nanpu": [(470, 402), (500, 448), (474, 502), (500, 560)],
    "nanpu-xizhou": [(330, 400), (292, 448), (306, 508), (250, 560)],
    "edge-north-west": [(62, 268), (66, 208), (122, 156), (186, 104), (262, 66)],
    "edge-north": [(262, 66), (330, 32), (420, 20), (500, 44)],
    "edge-east": [(500, 44), (584, 82), (646, 168), (722, 226), (750, 308), (736, 382), (712, 430)],
    "edge-south-east": [(712, 430), (664, 502), (588, 534), (500, 560)],
    "edge-south": [(500, 560), (420, 590), (332, 586), (250, 560)],
    "edge-south-west": [(250, 560), (168, 546), (108, 480), (70, 402), (34, 330), (62, 268)],
}
# A minus walks the border backwards.
DISTRICTS: list[tuple[str, str, str, str, list[str]]] = [
    (
        "990101",
        "河心区",
        "河心區",
        "Hexin",
        ["north-west", "north", "north-east", "-south-east", "-south", "-south-west"],
    ),
    ("990102", "东桥区", "東橋區", "Dongqiao", ["edge-east", "-river-east", "-north-east", "-beiling-dongqiao"]),
    ("990103", "西洲区", "西洲區", "Xizhou", ["river-west", "south-west", "nanpu-xizhou", "edge-south-west"]),
    ("990104", "南圃区", "南圃區", "Nanpu", ["south", "jiangwei-nanpu", "edge-south", "-nanpu-xizhou"]),
    ("990105", "云麓区", "雲麓區", "Yunlu", ["edge-north-west", "yunlu-beiling", "-north-west", "-river-west"]),
    ("990106", "江尾区", "江尾區", "Jiangwei", ["south-east", "river-east", "edge-south-east", "-jiangwei-nanpu"]),
    ("990107", "北岭区", "北嶺區", "Beiling", ["edge-north", "beiling-dongqiao", "-north", "-yunlu-beiling"]),
]
SHADES = {
    "990101": "m-4",
    "990102": "m-2",
    "990103": "m-3",
    "990104": "m-1",
    "990105": "m-1",
    "990106": "m-2",
    "990107": "m-3",
}

RIVER: list[tuple[float, list[Spot]]] = [
    (17, [(-40, 244), (20, 258), *ARCS["river-west"]]),
    (13, ARCS["north-west"] + ARCS["north"][1:] + ARCS["north-east"][1:]),
    (12, ARCS["south-west"] + ARCS["south"][1:] + ARCS["south-east"][1:]),
    (18, [*ARCS["river-east"], (760, 462), (810, 480)]),
    (5, ARCS["beiling-dongqiao"]),
]
ROADS: list[tuple[str, str, str, list[Spot]]] = [
    ("望江路", "望江路", "Wangjiang Road", [(502, 236), (552, 270), (592, 326), (650, 356), (716, 396)]),
    ("石榴街", "石榴街", "Shiliu Street", [(560, 78), (566, 140), (560, 200), (574, 254), (592, 326)]),
    ("双桥巷", "雙橋巷", "Shuangqiao Lane", [(616, 130), (622, 190), (640, 250), (650, 356)]),
    ("榕荫路", "榕蔭路", "Rongyin Road", [(530, 252), (574, 254), (640, 250), (742, 276)]),
    ("东桥大道", "東橋大道", "Dongqiao Avenue", [(489, 200), (560, 200), (622, 190), (700, 212)]),
    ("北岭大道", "北嶺大道", "Beiling Avenue", [(392, 26), (386, 100), (400, 178), (396, 228)]),
    ("学府路", "學府路", "Xuefu Road", [(276, 96), (386, 100), (430, 92), (474, 98)]),
    ("岭南路", "嶺南路", "Lingnan Road", [(276, 186), (400, 178), (440, 190), (489, 200)]),
    ("茶园路", "茶園路", "Chayuan Road", [(330, 36), (336, 100), (330, 182), (340, 236)]),
    ("云麓大道", "雲麓大道", "Yunlu Avenue", [(70, 222), (140, 210), (210, 198), (276, 186)]),
    ("山脚路", "山腳路", "Shanjiao Road", [(150, 136), (166, 206), (158, 266)]),
    ("泉水路", "泉水路", "Quanshui Road", [(214, 92), (222, 150), (214, 198), (232, 284)]),
    ("岛中路", "島中路", "Daozhong Road", [(262, 326), (330, 330), (395, 330), (470, 334), (536, 344)]),
    ("钟楼街", "鐘樓街", "Zhonglou Street", [(396, 264), (395, 330), (402, 398)]),
    ("木棉街", "木棉街", "Mumian Street", [(460, 274), (470, 334), (462, 388)]),
    ("滨江西路", "濱江西路", "Binjiang West Road", [(56, 300), (140, 312), (222, 350), (258, 396), (322, 424)]),
    ("棉纺路", "棉紡路", "Mianfang Road", [(62, 366), (150, 372), (220, 400), (258, 396)]),
    ("沙洲路", "沙洲路", "Shazhou Road", [(86, 436), (160, 440), (230, 456), (300, 466)]),
    ("西渡街", "西渡街", "Xidu Street", [(140, 312), (150, 372), (160, 440), (176, 540)]),
    ("滨江南路", "濱江南路", "Binjiang South Road", [(322, 424), (403, 440), (480, 424), (540, 404)]),
    ("文昌路", "文昌路", "Wenchang Road", [(300, 496), (404, 500), (440, 496), (484, 490)]),
    ("南圃大道", "南圃大道", "Nanpu Avenue", [(403, 440), (404, 500), (396, 584)]),
    ("竹丝街", "竹絲街", "Zhusi Street", [(340, 430), (350, 498), (344, 582)]),
    ("菜园坝", "菜園壩", "Caiyuanba", [(446, 432), (440, 496), (446, 574)]),
    ("码头路", "碼頭路", "Matou Road", [(540, 404), (596, 396), (640, 424), (690, 452)]),
    ("江尾大道", "江尾大道", "Jiangwei Avenue", [(486, 450), (560, 456), (620, 470), (668, 486)]),
    ("渔港街", "漁港街", "Yugang Street", [(540, 404), (560, 456), (556, 540)]),
]
BRIDGES: list[tuple[str, str, str, list[Spot]]] = [
    ("老桥", "老橋", "Old Bridge", [(546, 266), (518, 312)]),
    ("岭桥", "嶺橋", "Ling Bridge", [(396, 226), (396, 266)]),
    ("南桥", "南橋", "South Bridge", [(402, 392), (403, 440)]),
    ("西桥", "西橋", "West Bridge", [(246, 390), (292, 338)]),
    ("江尾大桥", "江尾大橋", "Jiangwei Bridge", [(626, 342), (604, 396)]),
    ("云渡桥", "雲渡橋", "Yundu Bridge", [(158, 262), (146, 316)]),
]
PARKS: list[tuple[str, str, str, Spot, float, float]] = [
    ("云麓山公园", "雲麓山公園", "Yunlu Hill Park", (176, 158), 44, 26),
    ("榕荫公园", "榕蔭公園", "Rongyin Park", (686, 316), 24, 30),
    ("望江小游园", "望江小遊園", "Wangjiang Garden", (560, 234), 12, 9),
    ("岭上公园", "嶺上公園", "Lingshang Park", (430, 138), 24, 18),
    ("南圃公园", "南圃公園", "Nanpu Park", (424, 536), 30, 15),
    ("江尾湿地", "江尾濕地", "Jiangwei Wetland", (628, 500), 30, 14),
    ("西洲公园", "西洲公園", "Xizhou Park", (110, 404), 18, 22),
    ("岛心公园", "島心公園", "Daoxin Park", (340, 306), 18, 14),
]
FLOW = "M4 256l40 8M108 278l40 12M630 384l28 20M676 414l34 18M330 250c20-6 40-9 62-9M300 388c18 10 36 17 58 21"
GROUND_NOTE = "{% comment %} The drawn city's ground. Made by tools/draw_city.py: change it there. {% endcomment %}\n"
STREETS = [(14.0, 8.0, 18.0), (98.0, 8.0, 18.0)]  # bearing, first, distance: a small grid over every district


def smooth(spots: list[Spot], steps: int = 6) -> list[Spot]:
    """A Catmull-Rom curve through the spots, first and last kept."""
    if len(spots) < 3:
        return list(spots)
    around = [spots[0], *spots, spots[-1]]
    curve: list[Spot] = []
    for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(  # type: ignore[arg-type]
                    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )
    return [*curve, spots[-1]]


CURVES = {name: smooth(spots) for name, spots in ARCS.items()}


def ring(names: list[str]) -> list[Spot]:
    """A closed ring walked along named borders."""
    spots: list[Spot] = []
    for name in names:
        curve = CURVES[name[1:]][::-1] if name.startswith("-") else CURVES[name]
        assert not spots or math.dist(spots[-1], curve[0]) < 1e-6, f"{name} does not begin where the last border ended"
        spots += curve if not spots else curve[1:]
    return spots


OUTLINE = ["edge-north", "edge-east", "edge-south-east", "edge-south", "edge-south-west", "edge-north-west"]
CITY = Polygon(ring(OUTLINE))
WATER = unary_union([LineString(smooth(spots)).buffer(width) for width, spots in RIVER]).simplify(0.6)


def grid(area: Polygon, every: int = 1) -> MultiLineString:
    """Small streets inside an area, off the water."""
    land = area.buffer(-3).difference(WATER.buffer(2))
    turn = area.centroid.x % 17
    lines = []
    for bearing, first, gap in STREETS:
        x, n = -600.0 + first, 0
        while x < 1400:
            x, n = x + gap, n + 1
            if n % every:
                continue
            bent = LineString(smooth([(x, -500), (x + 6, 100), (x - 5, 300), (x + 4, 500), (x, 1200)], 4))
            lines.append(rotate(bent, bearing + turn, origin=(380, 310)))
    cut = unary_union(lines).intersection(land) if every > 1 else MultiLineString(lines).intersection(land)
    parts = [part for part in getattr(cut, "geoms", [cut]) if part.length > 12]
    return MultiLineString(parts)


def blob(middle: Spot, wide: float, high: float) -> list[Spot]:
    """A park's soft outline."""
    n = 18
    swell = [1 + 0.12 * math.sin(3 * i + wide) for i in range(n)]
    spots = [
        (middle[0] + wide * s * math.cos(2 * math.pi * i / n), middle[1] + high * s * math.sin(2 * math.pi * i / n))
        for i, s in enumerate(swell)
    ]
    return [*spots, spots[0]]


def on_earth(spots: Any, places: int = 6) -> list[list[float]]:
    return [[round(degree, places) for degree in unproject(x, y)] for x, y in spots]


def feature(kind: str, geometry: dict[str, Any], **said: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"kind": kind, **said}, "geometry": geometry}


def names(zh_hans: str, zh_hant: str, en: str) -> dict[str, str]:
    return {"name_zh_hans": zh_hans, "name_zh_hant": zh_hant, "name_en": en}


def areas() -> list[dict[str, Any]]:
    city = {"type": "Polygon", "coordinates": [on_earth(ring(OUTLINE))]}
    found = [feature("city", city, code="990100", parent="", **names("云桥市", "雲橋市", "Yunqiao"))]
    for code, zh_hans, zh_hant, en, borders in DISTRICTS:
        shape = {"type": "Polygon", "coordinates": [on_earth(ring(borders))]}
        found.append(feature("district", shape, code=code, parent="990100", **names(zh_hans, zh_hant, en)))
    return found


def basemap() -> list[dict[str, Any]]:
    rings = [on_earth(WATER.exterior.coords, 5), *(on_earth(hole.coords, 5) for hole in WATER.interiors)]
    drawn = [feature("river", {"type": "Polygon", "coordinates": rings}, **names("沐江", "沐江", "Mu River"))]
    for zh_hans, zh_hant, en, middle, wide, high in PARKS:
        shape = {"type": "Polygon", "coordinates": [on_earth(blob(middle, wide, high), 5)]}
        drawn.append(feature("park", shape, **names(zh_hans, zh_hant, en)))
    for _code, _hans, _hant, en, borders in DISTRICTS:
        lines = [on_earth(part.simplify(0.5).coords, 5) for part in grid(Polygon(ring(borders))).geoms]
        shape = {"type": "MultiLineString", "coordinates": lines}
        drawn.append(feature("street", shape, **names("", "", ""), district=en))
    for kind, lines in (("bridge", BRIDGES), ("road", ROADS)):
        for zh_hans, zh_hant, en, spots in lines:
            shape = {"type": "LineString", "coordinates": on_earth(smooth(spots), 5)}
            drawn.append(feature(kind, shape, **names(zh_hans, zh_hant, en)))
    return drawn


def write_geojson(path: Path, features: list[dict[str, Any]]) -> None:
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


def stroke(spots: Any, closed: bool = False) -> str:
    """A path in whole units, each point told from the last."""
    whole = [(round(x), round(y)) for x, y in spots]
    if closed:
        whole = whole[:-1]
    thin = [whole[0]]
    for spot in whole[1:]:
        if spot != thin[-1]:
            thin.append(spot)
    start, before, out = thin[0], thin[0], ""
    for x, y in thin[1:]:
        dx, dy = x - before[0], y - before[1]
        out += f"{' ' if out and dx >= 0 else ''}{dx}{'' if dy < 0 else ' '}{dy}"
        before = (x, y)
    return f"M{start[0]} {start[1]}l{out}{'z' if closed else ''}"


def ground() -> str:
    """The front page's map without dots, houses and names."""
    sheet = box(-30, -20, 790, 640)
    water = WATER.intersection(sheet).simplify(0.8)
    river = "".join(stroke(part.coords, closed=True) for part in (water.exterior, *water.interiors))
    shapes = {code: Polygon(ring(borders)).simplify(0.7) for code, *_names, borders in DISTRICTS}
    outline = stroke(CITY.simplify(0.7).exterior.coords, closed=True)
    parts = [f'<g transform="translate(5 5)"><path class="m-shade" d="{outline}"/></g>']
    for code, shape in shapes.items():
        parts.append(f'<path class="{SHADES[code]}" d="{stroke(shape.exterior.coords, closed=True)}"/>')
    parks = "".join(stroke(blob(middle, wide, high), closed=True) for *_names, middle, wide, high in PARKS)
    parts.append(f'<path class="m-park" d="{parks}"/>')
    small = [part.simplify(1.2) for shape in shapes.values() for part in grid(shape, every=2).geoms if part.length > 30]
    joined = "".join(stroke(part.coords) for part in small)
    parts.append(f'<path class="m-minor" d="{joined}"/>')
    parts.append(f'<path class="m-river" fill-rule="evenodd" d="{river}"/>')
    mains = "".join(stroke(LineString(smooth(spots)).simplify(0.8).coords) for *_names, spots in (*ROADS, *BRIDGES))
    parts.append(f'<path class="m-main" d="{mains}"/>')
    borders = "".join(stroke(LineString(curve).simplify(0.7).coords) for curve in CURVES.values())
    parts.append(f'<path class="m-edge" d="{borders}"/>')
    parts.append(f'<path class="m-flow" d="{FLOW}"/>')
    return GROUND_NOTE + "\n".join(parts) + "\n"


def check() -> None:
    shapes = [Polygon(ring(borders)) for *_names, borders in DISTRICTS]
    assert all(shape.is_valid for shape in (*shapes, CITY, WATER)), "a border crosses itself"
    assert abs(sum(shape.area for shape in shapes) - CITY.area) < 1e-6, "the districts do not tile the city"
    assert shapes[0].contains(Point(395, 330)), "the middle of the city is not in Hexin"


def main() -> None:
    check()
    write_geojson(ROOT / "seeds" / "areas.geojson", areas())
    write_geojson(ROOT / "seeds" / "basemap.geojson", basemap())
    write_geojson(ROOT / "static" / "map" / "yunqiao.geojson", [*areas()[1:], *basemap()])
    (ROOT / "templates" / "components" / "art" / "_city_ground.html").write_text(ground(), encoding="utf-8")


if __name__ == "__main__":
    main()
