"""Put an invented city on the ground: areas, cells of each layer, kinds and parties of components, components."""

import csv
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from io import TextIOWrapper
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings

from civic.places import actions as places
from portal.inventing.city import Cell, InventedCity
from portal.inventing.components import Component, components
from portal.inventing.ground import area_features, ground_features
from portal.inventing.names import Words
from portal.inventing.parties import PARTIES
from portal.inventing.recipes import Recipe
from portal.inventing.shapes import invent_city

CITY_SEED = 20261121
PARTY_COLUMNS = ("code", "name_zh_hans", "name_zh_hant", "name_en")
KINDS_FILE = Path(settings.BASE_DIR) / "seeds" / "component_kinds.csv"
STANDARD, EDITION = "GB/T 30428.2", "2013"
IN_MEMORY = 20_000_000  # bytes of a sheet; a larger one lies on the disk while it is read


@lru_cache(maxsize=1)
def invented(recipe: Recipe) -> InventedCity:
    """The city of a recipe; it takes a second or more to draw, so the last one is kept."""
    return invent_city(recipe, seed=CITY_SEED)


def lay_ground(recipe: Recipe, *, since: date) -> None:
    """Areas from the city down and every layer of cells, in force since a day. Only into a database without areas."""
    city = invented(recipe)
    places.lay_out_grid()
    places.load_areas(area_features(city))
    for layer, cells in city.cells.items():
        places.lay_cells(
            (
                places.CellGiven(
                    code=cell.code,
                    area=cell.parent,
                    polygon=_polygon(cell),
                    grade=cell.grade,
                    land_use=cell.land_use,
                )
                for cell in cells
            ),
            layer=layer,
            starts=since,
        )


def lay_components(
    recipe: Recipe, *, at: datetime, count: int = 0, progress: Callable[[int, int], None] | None = None
) -> int:
    """Kinds, parties and components of a city that was laid; by the same import a city uses. Returns how many rows."""
    lay_parties()
    with KINDS_FILE.open(encoding="utf-8", newline="") as file:
        places.load_kinds(csv.DictReader(file))
    with SpooledTemporaryFile(max_size=IN_MEMORY) as sheet:
        write_components(sheet, invented(recipe), count or recipe.components)
        told = places.import_components(
            sheet,
            file_name=f"{recipe.name}.csv",
            standard=STANDARD,
            edition=EDITION,
            at=at,
            progress=progress,
        )
    return told.rows


def lay_parties() -> None:
    """Who owns and keeps what stands in the streets."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as sheet:
        _write(sheet, PARTY_COLUMNS, ([one.code, *_three(one.words)] for one in PARTIES))
        places.import_parties(sheet)


def write_components(file: IO[bytes], city: InventedCity, count: int) -> None:
    """The components of a city as a sheet that import_components reads."""
    rows = components(city, count, city.seed)
    _write(file, Component._fields, ([*row[:-1], json.dumps(row[-1], ensure_ascii=False)] for row in rows))


def write_city(folder: Path, recipe: Recipe, count: int) -> list[Path]:
    """The whole city as files that the imports read, and its ground to look at."""
    city = invented(recipe)
    folder.mkdir(parents=True, exist_ok=True)
    files = {"areas.geojson": area_features(city), "ground.geojson": ground_features(city, fine=True)}
    for layer, cells in city.cells.items():
        files[f"cells-{layer}.geojson"] = [_cell_feature(cell) for cell in cells]
    for name, features in files.items():
        told = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
        (folder / name).write_text(told, encoding="utf-8")
    with (folder / "parties.csv").open("wb") as file:
        _write(file, PARTY_COLUMNS, ([one.code, *_three(one.words)] for one in PARTIES))
    with (folder / "components.csv").open("wb") as file:
        write_components(file, city, count)
    return [folder / name for name in (*files, "parties.csv", "components.csv")]


def _cell_feature(cell: Cell) -> dict[str, Any]:
    told = {"code": cell.code, "area": cell.parent, "grade": cell.grade, "land_use": cell.land_use}
    return {"type": "Feature", "properties": told, "geometry": _polygon(cell)}


def _polygon(cell: Cell) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(spot) for spot in cell.ring]]}


def _three(words: Words) -> list[str]:
    return [words.zh_hans, words.zh_hant, words.en]


def _write(file: IO[bytes], header: Iterable[str], rows: Iterable[list[Any]]) -> None:
    """A table in UTF-8, row by row, so that a million of them need no memory."""
    text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    text.detach()
    file.seek(0)
