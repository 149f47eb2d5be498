"""Draw the photos of the invented city into seeds/photos/, named by their matter: python seeds/draw_photos.py"""

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw

W, H, BIG = 1200, 900, 2  # drawn larger than it is kept, so that lines come out smooth
INK, PAPER, SAND, SAND2, SAND3 = "#27332f", "#fffdf8", "#efe4ce", "#d9c7a3", "#c9af82"
JADE, JADE2, LAMP, CIN, ROAD, RIVER, SKY = "#5fa696", "#bfddd4", "#f3d387", "#c8402f", "#b9b3a4", "#9cc3c0", "#dcebe6"
NIGHT, NIGHT2, NIGHT3 = "#1d2b33", "#2a3b44", "#121c22"

Points = list[tuple[float, float]]


class Sheet:
    """A sheet of paper, flat fills and ink lines."""

    def __init__(self, ground: str = SKY) -> None:
        self.image = Image.new("RGB", (W * BIG, H * BIG), ground)
        self.pen = ImageDraw.Draw(self.image)

    def fill(self, points: Points, colour: str, line: float = 5) -> None:
        """A shape with an inked edge."""
        scaled = [(x * BIG, y * BIG) for x, y in points]
        self.pen.polygon(scaled, fill=colour)
        if line:
            self.pen.line([*scaled, scaled[0], scaled[1]], fill=INK, width=int(line * BIG), joint="curve")

    def box(self, x: float, y: float, wide: float, high: float, colour: str, line: float = 5) -> None:
        """A rectangle."""
        self.fill([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], colour, line)

    def line(self, points: Points, colour: str = INK, wide: float = 5) -> None:
        """A line of ink."""
        self.pen.line([(x * BIG, y * BIG) for x, y in points], fill=colour, width=int(wide * BIG), joint="curve")

    def round(self, x: float, y: float, rx: float, ry: float, colour: str, line: float = 5) -> None:
        """An ellipse around a middle."""
        self.pen.ellipse(
            [(x - rx) * BIG, (y - ry) * BIG, (x + rx) * BIG, (y + ry) * BIG],
            fill=colour,
            outline=INK if line else None,
            width=int(line * BIG),
        )

    def blob(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        colour: str,
        chance: random.Random,
        line: float = 5,
        edges: int = 18,
    ) -> None:
        """A round thing that nobody made round."""
        turns = [(math.tau * turn / edges, chance.uniform(0.86, 1.1)) for turn in range(edges)]
        self.fill([(x + rx * far * math.cos(turn), y + ry * far * math.sin(turn)) for turn, far in turns], colour, line)

    def keep(self, name: str) -> None:
        """Shrink and write, well under 40 KB."""
        folder = Path(__file__).parent / "photos"
        folder.mkdir(exist_ok=True)
        self.image.resize((900, 675), Image.Resampling.LANCZOS).save(
            folder / f"{name}.jpg", quality=47, optimize=True, progressive=True
        )


def street(sheet: Sheet, *, far: str = SAND, night: bool = False) -> None:
    """Houses, a pavement and a road, seen from across the street."""
    walls = [NIGHT2, "#24343d", "#2f424b"] if night else [far, SAND2, PAPER]
    for turn, (x, high) in enumerate([(0, 360), (210, 430), (400, 320), (610, 460), (830, 380), (1030, 300)]):
        sheet.box(x, 560 - high, 205, high, walls[turn % 3], 4)
        for floor in range(int(high / 95)):
            for window in range(3):
                lit = night and (turn * 7 + floor * 3 + window) % 5 == 0
                sheet.box(
                    x + 22 + window * 60,
                    585 - high + floor * 95,
                    36,
                    48,
                    LAMP if lit else (NIGHT3 if night else JADE2),
                    3,
                )
    sheet.box(-10, 560, W + 20, 90, NIGHT2 if night else SAND, 4)
    sheet.box(-10, 650, W + 20, 270, NIGHT if night else ROAD, 4)
    for x in range(-20, W, 60):
        sheet.line([(x, 560), (x - 30, 650)], INK, 2)


def lamp(sheet: Sheet, x: float, *, lit: bool) -> None:
    """A street lamp; its cone of light when it is lit."""
    if lit:
        sheet.fill([(x + 96, 182), (x + 150, 182), (x + 330, 655), (x - 90, 655)], "#6d6746", 0)
    sheet.line([(x, 655), (x, 200), (x + 30, 165), (x + 90, 160)], INK if not lit else "#0d1417", 16)
    sheet.box(x - 22, 590, 44, 66, NIGHT3, 4)
    sheet.fill([(x + 80, 150), (x + 160, 150), (x + 170, 184), (x + 74, 184)], LAMP if lit else "#4b575b", 4)


def lamp_out() -> None:
    """A dark street with a lamp that does not burn."""
    sheet = Sheet(NIGHT3)
    street(sheet, night=True)
    lamp(sheet, 470, lit=False)
    lamp(sheet, 40, lit=True)
    sheet.keep("0101")


def pothole() -> None:
    """A hole in the road, with water."""
    sheet, chance = Sheet(ROAD), random.Random(2)
    sheet.box(-10, -10, W + 20, 210, SAND, 5)
    for x in range(0, W, 120):
        sheet.line([(x, 0), (x - 60, 200)], INK, 3)
    sheet.line([(-10, 225), (W, 225)], INK, 7)
    sheet.blob(600, 560, 390, 190, "#8f897a", chance)
    sheet.blob(610, 575, 330, 150, "#6d685c", chance, 4)
    sheet.blob(600, 600, 240, 90, RIVER, chance, 4)
    for x, y in ((150, 420), (1010, 760), (950, 380), (260, 780), (700, 820)):
        sheet.blob(x, y, 26, 16, "#8f897a", chance, 4, 7)
    for start in ((260, 480), (960, 640), (820, 390)):
        sheet.line(
            [
                start,
                (start[0] + chance.uniform(-90, 90), start[1] + 60),
                (start[0] + chance.uniform(-120, 120), start[1] + 130),
            ],
            INK,
            4,
        )
    sheet.line([(470, 580), (560, 592)], PAPER, 5)
    sheet.keep("0201")


def river(sheet: Sheet) -> None:
    """The river, and the path beside it."""
    sheet.box(-10, 330, W + 20, 330, RIVER, 5)
    for turn in range(14):
        x, y = (turn * 173) % 1150, 370 + (turn * 61) % 260
        sheet.line([(x, y), (x + 50, y - 6), (x + 110, y)], PAPER, 4)
    sheet.fill([(760, 360), (930, 360), (900, 400), (790, 400)], CIN, 4)
    sheet.fill([(800, 360), (890, 360), (870, 320), (815, 320)], PAPER, 4)
    sheet.box(-10, 650, W + 20, 260, SAND, 5)


def railing_whole() -> None:
    """The same railing, whole again."""
    sheet = Sheet(SKY)
    river(sheet)
    for x in range(20, 1200, 70):
        sheet.box(x, 440, 22, 220, JADE, 4)
    sheet.box(-10, 430, W + 20, 30, JADE, 4)
    sheet.box(-10, 540, W + 20, 22, JADE, 4)
    sheet.keep("sheets/railing")


def railing() -> None:
    """A railing by the river with a gap."""
    sheet = Sheet(SKY)
    river(sheet)
    for x in [*range(20, 460, 70), *range(790, 1200, 70)]:
        sheet.box(x, 440, 22, 220, JADE, 4)
    sheet.box(-10, 430, 430, 30, JADE, 4)
    sheet.box(780, 430, 440, 30, JADE, 4)
    sheet.fill([(418, 430), (560, 520), (548, 548), (410, 462)], JADE, 4)
    sheet.line([(790, 445), (720, 600), (700, 655)], JADE, 22)
    sheet.keep("0202")


def manhole() -> None:
    """A cover that sits askew."""
    sheet, chance = Sheet(ROAD), random.Random(4)
    for _ in range(90):
        x, y = chance.uniform(0, W), chance.uniform(0, H)
        sheet.round(x, y, 5, 3, "#9d9788", 0)
    sheet.round(600, 470, 400, 250, "#8f897a")
    sheet.round(600, 470, 345, 210, NIGHT3)
    sheet.round(660, 440, 330, 196, "#7c8784")
    sheet.round(660, 440, 280, 164, "#8f9a96", 4)
    for row in range(-3, 4):
        wide = 250 * math.cos(row / 3.6)
        for x in range(int(-wide), int(wide), 62):
            sheet.box(660 + x, 425 + row * 42, 36, 16, "#6a7572", 3)
    sheet.line([(120, 640), (230, 700), (250, 780)], INK, 4)
    sheet.keep("0301")


def flood() -> None:
    """A street under water after rain."""
    sheet = Sheet("#c3d0d0")
    street(sheet)
    sheet.box(-10, 600, W + 20, 320, RIVER, 5)
    for turn in range(26):
        x, y = (turn * 211) % 1180, 630 + (turn * 47) % 250
        sheet.line([(x, y), (x + 40, y - 8), (x + 90, y)], PAPER, 4)
    sheet.fill([(390, 610), (420, 480), (780, 480), (850, 560), (910, 570), (915, 650), (380, 650)], CIN)
    sheet.fill([(450, 500), (590, 500), (590, 565), (436, 565)], JADE2, 4)
    sheet.fill([(615, 500), (765, 500), (815, 565), (615, 565)], JADE2, 4)
    for x in (470, 800):
        sheet.pen.chord(
            [(x - 60) * BIG, 590 * BIG, (x + 60) * BIG, 710 * BIG], 180, 360, fill=NIGHT, outline=INK, width=5 * BIG
        )
    for x in range(30, W, 90):
        sheet.line([(x + 30, 40 + x % 70), (x, 130 + x % 70)], "#8aa3a3", 4)
    sheet.keep("0401")


def tree() -> None:
    """A tree across the pavement."""
    sheet, chance = Sheet(SKY), random.Random(7)
    street(sheet)
    sheet.fill([(90, 600), (130, 560), (800, 640), (800, 700), (120, 660)], "#8a6f4d")
    for x, y, size in ((830, 640, 170), (960, 590, 150), (1010, 710, 150), (760, 560, 120), (880, 760, 120)):
        sheet.blob(x, y, size, size * 0.72, JADE, chance)
    for x, y in ((820, 620), (960, 600), (980, 720), (770, 560), (900, 690)):
        sheet.line([(x - 30, y), (x, y - 18), (x + 34, y - 4)], "#3f7f72", 5)
    sheet.fill([(40, 560), (150, 540), (190, 640), (60, 690)], "#6e563a")
    for x, y in ((60, 700), (20, 600), (130, 720)):
        sheet.line([(110, 620), (x, y)], "#6e563a", 12)
    sheet.keep("0501")


def rubbish() -> None:
    """Bins that are fuller than full."""
    sheet, chance = Sheet(SAND2), random.Random(8)
    for y in range(0, 560, 56):
        sheet.line([(0, y), (W, y)], SAND3, 4)
        for x in range(60 * (y // 56 % 2), W, 120):
            sheet.line([(x, y), (x, y + 56)], SAND3, 4)
    sheet.box(-10, 560, W + 20, 350, ROAD, 5)
    for x, colour in ((170, JADE), (480, "#4c7f9a"), (790, JADE)):
        for turn in range(4):
            sheet.blob(
                x + 50 + turn * 45, 300 - (turn % 2) * 36, 62, 52, chance.choice([PAPER, "#4b575b", LAMP]), chance, 4, 9
            )
        sheet.fill([(x, 330), (x + 250, 330), (x + 225, 700), (x + 25, 700)], colour)
        sheet.box(x - 14, 316, 278, 34, colour, 5)
        sheet.line([(x + 80, 400), (x + 88, 640)], INK, 4)
        sheet.line([(x + 170, 400), (x + 162, 640)], INK, 4)
    for turn in range(13):
        sheet.blob(
            90 + turn * 85,
            730 + (turn * 37) % 110,
            60,
            42,
            chance.choice([PAPER, "#4b575b", SAND, CIN, JADE2]),
            chance,
            4,
            9,
        )
    sheet.keep("0601")


def site() -> None:
    """A building site at night."""
    sheet = Sheet(NIGHT3)
    for x, high in ((0, 300), (200, 380), (980, 420)):
        sheet.box(x, 640 - high, 190, high, NIGHT2, 4)
        sheet.box(x + 40, 680 - high, 40, 50, LAMP if x else NIGHT3, 3)
    for floor in range(6):
        sheet.box(430, 560 - floor * 78, 360, 16, SAND3, 4)
        for x in (440, 550, 660, 770):
            sheet.box(x, 576 - floor * 78, 14, 62, SAND3, 3)
    sheet.box(860, 60, 26, 580, LAMP, 4)
    sheet.box(380, 60, 660, 22, LAMP, 4)
    for x in range(400, 1030, 42):
        sheet.line([(x, 82), (x + 20, 60), (x + 40, 82)], INK, 3)
    sheet.line([(470, 82), (470, 150)], INK, 5)
    sheet.fill([(30, 330), (70, 320), (640, 640), (150, 640)], "#5e5a40", 0)
    sheet.box(20, 315, 60, 44, PAPER, 4)
    sheet.box(-10, 640, W + 20, 150, JADE, 5)
    for x in range(0, W, 110):
        sheet.line([(x, 640), (x, 790)], INK, 4)
    sheet.box(-10, 790, W + 20, 120, NIGHT2, 5)
    sheet.keep("0701")


def facade() -> None:
    """A wall that loses its tiles."""
    sheet, chance = Sheet(SAND), random.Random(10)
    for y in range(0, 700, 44):
        for x in range(0, W, 74):
            far = math.hypot((x - 640) / 1.4, y - 330)
            if far > 190 + chance.uniform(-40, 40):
                sheet.box(x, y, 74, 44, chance.choice([PAPER, PAPER, SAND]), 2)
            else:
                sheet.box(x, y, 74, 44, chance.choice([ROAD, "#a8a192"]), 0)
    for x in (120, 930):
        sheet.box(x, 140, 180, 240, JADE2, 6)
        sheet.line([(x + 90, 140), (x + 90, 380)], INK, 5)
    sheet.box(-10, 700, W + 20, 220, ROAD, 6)
    for _ in range(22):
        sheet.blob(chance.uniform(420, 880), chance.uniform(725, 860), 26, 15, PAPER, chance, 3, 6)
    sheet.keep("0802")


def shelter() -> None:
    """A bus shelter with a broken bench."""
    sheet = Sheet("#c9d8d5")
    street(sheet)
    sheet.box(240, 300, 20, 370, INK, 3)
    sheet.box(900, 300, 20, 370, INK, 3)
    sheet.box(270, 340, 620, 250, "#e7f1ee", 4)
    sheet.line([(470, 340), (470, 590)], INK, 4)
    sheet.line([(690, 340), (690, 590)], INK, 4)
    sheet.fill([(190, 250), (960, 230), (985, 300), (200, 312)], JADE)
    sheet.fill([(560, 240), (640, 238), (610, 304), (590, 304)], NIGHT3, 3)
    for y in (330, 420, 510, 600):
        sheet.line([(600 + y % 20, y), (596 + y % 20, y + 40)], "#6f9ca0", 6)
    sheet.fill([(330, 600), (560, 596), (560, 620), (330, 624)], SAND3)
    sheet.fill([(580, 600), (800, 660), (794, 684), (572, 624)], SAND3)
    for x in (360, 540):
        sheet.line([(x, 620), (x, 670)], INK, 10)
    sheet.box(1020, 260, 130, 180, PAPER, 5)
    sheet.box(1076, 440, 18, 230, INK, 2)
    for y in (300, 340, 380):
        sheet.line([(1045, y), (1125, y)], INK, 6)
    sheet.blob(600, 760, 210, 40, RIVER, random.Random(3), 4)
    sheet.keep("0902")


def bikes() -> None:
    """Shared bicycles across the tactile paving."""
    sheet = Sheet(SAND)
    sheet.box(-10, -10, W + 20, 250, ROAD, 5)
    sheet.box(-10, 640, W + 20, 130, LAMP, 5)
    for x in range(0, W, 65):
        sheet.line([(x, 640), (x, 770)], INK, 3)
        for y in (670, 705, 740):
            sheet.line([(x + 10, y), (x + 55, y)], SAND3, 8)
    for turn, x in enumerate((60, 270, 480, 690, 900)):
        colour, y = (JADE, LAMP, CIN)[turn % 3], 600 + (turn % 2) * 40
        for wheel in (x + 60, x + 230):
            sheet.pen.ellipse(
                [(wheel - 76) * BIG, (y - 76) * BIG, (wheel + 76) * BIG, (y + 76) * BIG], outline=INK, width=9 * BIG
            )
        sheet.line([(x + 60, y), (x + 110, y - 120), (x + 200, y - 110), (x + 150, y), (x + 60, y)], colour, 14)
        sheet.line([(x + 150, y), (x + 110, y - 120), (x + 100, y - 160)], colour, 14)
        sheet.line([(x + 70, y - 165), (x + 130, y - 165)], INK, 16)
        sheet.line([(x + 230, y), (x + 196, y - 180), (x + 230, y - 200)], INK, 10)
        sheet.box(x + 195, y - 170, 66, 44, PAPER, 4)
    sheet.keep("0903")


def stalls() -> None:
    """Smoke from stalls at night."""
    sheet, chance = Sheet(NIGHT3), random.Random(13)
    street(sheet, night=True)
    for x, colour in ((120, CIN), (480, JADE), (840, LAMP)):
        for turn in range(6):
            grey = "#4f5d63" if turn % 2 else "#5d6b70"
            sheet.blob(
                x + 140 + chance.uniform(-60, 90), 380 - turn * 58, 50 + turn * 12, 34 + turn * 8, grey, chance, 0
            )
        sheet.box(x + 12, 430, 12, 260, INK, 2)
        sheet.box(x + 262, 430, 12, 260, INK, 2)
        sheet.fill([(x - 20, 470), (x + 300, 470), (x + 260, 400), (x + 25, 400)], colour)
        for part in range(0, 320, 80):
            sheet.fill(
                [(x - 20 + part, 470), (x + 20 + part, 470), (x + 20 + part, 500), (x - 20 + part, 500)], PAPER, 3
            )
        sheet.box(x + 5, 590, 275, 110, SAND3)
        sheet.round(x + 200, 555, 22, 26, LAMP, 3)
    for x, y in ((330, 800), (720, 790), (1050, 820)):
        sheet.round(x, y, 80, 26, SAND2, 4)
        sheet.line([(x, y + 24), (x, y + 80)], INK, 8)
        for seat in (-120, 120):
            sheet.box(x + seat - 26, y + 24, 52, 16, CIN, 4)
            sheet.line([(x + seat, y + 40), (x + seat, y + 80)], INK, 6)
    sheet.keep("1001")


def board() -> None:
    """A board after a meeting: three ways, and strokes for who was for each."""
    sheet, chance = Sheet(SAND), random.Random(14)
    sheet.box(90, 80, 1020, 640, PAPER, 12)
    sheet.box(420, 720, 360, 26, SAND3)
    for row, (colour, count) in enumerate(((JADE, 18), (LAMP, 3), (CIN, 2))):
        y = 190 + row * 180
        sheet.round(170, y, 30, 30, colour)
        sheet.line([(230, y - 34), (470 + chance.uniform(-30, 40), y - 34)], SAND3, 14)
        sheet.line([(230, y + 4), (420 + chance.uniform(-30, 40), y + 4)], SAND3, 14)
        for stroke in range(count):
            x = 560 + stroke // 5 * 130 + stroke % 5 * 22
            ends = ((x - 96, y + 36), (x + 10, y - 36)) if stroke % 5 == 4 else ((x, y - 40), (x + 4, y + 40))
            sheet.line(list(ends), INK, 7)
    sheet.keep("sheets/board")


if __name__ == "__main__":
    for draw in (
        lamp_out,
        pothole,
        railing,
        railing_whole,
        manhole,
        flood,
        tree,
        rubbish,
        site,
        facade,
        shelter,
        bikes,
        stalls,
        board,
    ):
        draw()
