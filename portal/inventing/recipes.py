"""What to invent: how large a city is and into how many parts it falls. The counts are those of known districts."""

from dataclasses import dataclass, replace

from portal.inventing.names import Words

CELLS_A_COMMUNITY = 99  # a management cell has two digits of its own (GB/T 30428.1)
GRIDS_A_COMMUNITY = (2, 5)  # social grids, as a small inner district counted them: 589 in 205 communities


@dataclass(frozen=True)
class Recipe:
    """The size of a city; every name and shape comes later, from the seed number."""

    name: str
    code: str  # of the city, six digits under the invented province 99
    words: Words
    district_words: tuple[Words, ...]  # further districts are named by the seed
    km2: float
    districts: int
    streets: int
    communities: int
    cells: int  # management cells
    components: int
    lon: float  # the middle, WGS84
    lat: float
    social_grids: int = 0  # none: the city has no such layer
    is_drawn: bool = False  # its districts are those of seeds/areas.geojson, not invented

    def __post_init__(self) -> None:
        if not 0 < self.districts <= self.streets <= self.communities <= self.cells:
            raise ValueError(f"{self.name}: each rung needs at least as many parts as the one above it.")
        if self.communities * CELLS_A_COMMUNITY < self.cells:
            raise ValueError(f"{self.name}: more than {CELLS_A_COMMUNITY} cells a community cannot be numbered.")
        least, most = (self.communities * bound for bound in GRIDS_A_COMMUNITY)
        if self.social_grids and not least <= self.social_grids <= most:
            raise ValueError(f"{self.name}: a community has {GRIDS_A_COMMUNITY[0]} to {GRIDS_A_COMMUNITY[1]} grids.")
        if self.social_grids > self.cells:
            raise ValueError(f"{self.name}: a social grid holds at least one management cell.")
        if self.districts > 99:
            raise ValueError(f"{self.name}: a city has at most 99 districts.")

    def scaled(self, *, cells: int) -> "Recipe":
        """The same kind of city with another number of cells of the same size: all else grows with them."""
        ratio = cells / self.cells
        districts = self.districts if self.is_drawn else max(1, round(self.districts * ratio))
        streets = max(districts, round(self.streets * ratio))
        communities = max(streets, round(self.communities * ratio))
        least, most = (communities * bound for bound in GRIDS_A_COMMUNITY)
        grids = min(max(round(self.social_grids * ratio), least), most) if self.social_grids else 0
        return replace(
            self,
            name=f"{self.name}-{cells}",
            km2=self.km2 if self.is_drawn else self.km2 * ratio,
            districts=districts,
            streets=streets,
            communities=communities,
            cells=cells,
            components=max(1, round(self.components * ratio)),
            social_grids=grids,
        )


HAIDIAN = Recipe(
    name="haidian",
    code="990200",
    words=Words("望澜市", "望瀾市", "Wanglan"),
    district_words=(Words("砚溪区", "硯溪區", "Yanxi"),),
    km2=430.8,
    districts=1,
    streets=29,
    communities=678,
    cells=8_562,
    components=1_400_000,
    lon=112.62,
    lat=24.36,
)
DONGCHENG = Recipe(
    name="dongcheng",
    code="990300",
    words=Words("棠陵市", "棠陵市", "Tangling"),
    district_words=(Words("鼓台区", "鼓台區", "Gutai"),),
    km2=41.84,
    districts=1,
    streets=17,
    communities=205,
    cells=4_184,
    components=168_000,
    lon=114.18,
    lat=24.71,
    social_grids=589,
)
DEMO = Recipe(
    name="demo",
    code="990100",
    words=Words("云桥市", "雲橋市", "Yunqiao"),
    district_words=(),
    km2=326.5,
    districts=7,
    streets=28,
    communities=112,
    cells=1_260,
    components=3_000,
    lon=113.27,
    lat=23.13,
    social_grids=252,
    is_drawn=True,
)
RECIPES = {recipe.name: recipe for recipe in (HAIDIAN, DONGCHENG, DEMO)}
