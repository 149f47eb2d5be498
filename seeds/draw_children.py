"""Draw what the invented children drew into seeds/photos/children/, in crayon: python seeds/draw_children.py"""

import math
import random
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

W, H = 800, 600
PAPER = "#fffdf6"
BLUE, RED, GREEN, YELLOW, BROWN, BLACK, GREY = (
    "#3b6fb5",
    "#d2463c",
    "#4d9a57",
    "#f0b93a",
    "#8a5a34",
    "#333a3a",
    "#9aa09d",
)
FOLDER = Path(__file__).parent / "photos" / "children"

Points = list[tuple[float, float]]


class Crayons:
    """A sheet of drawing paper and a hand that never draws a straight line."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.image = Image.new("RGB", (W, H), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def stroke(self, points: Points, colour: str, wide: float = 9) -> None:
        """A line in crayon: several passes, each a little beside the last."""
        for _turn in range(3):
            path: Points = []
            for (x1, y1), (x2, y2) in pairwise(points):
                parts = max(2, int(math.dist((x1, y1), (x2, y2)) / 18))
                for part in range(parts + 1):
                    share = part / parts
                    path.append(
                        (
                            x1 + (x2 - x1) * share + self.chance.uniform(-2.6, 2.6),
                            y1 + (y2 - y1) * share + self.chance.uniform(-2.6, 2.6),
                        )
                    )
            self.pen.line(path, fill=colour, width=int(wide * self.chance.uniform(0.5, 0.8)), joint="curve")

    def ring(self, x: float, y: float, radius: float, colour: str, wide: float = 9, tall: float = 1.0) -> None:
        """Something round."""
        turns = [math.tau * part / 26 for part in range(28)]
        self.stroke([(x + radius * math.cos(t), y + radius * tall * math.sin(t)) for t in turns], colour, wide)

    def scribble(self, x: float, y: float, wide: float, high: float, colour: str, gap: float = 15) -> None:
        """A field filled by going to and fro."""
        path: Points = []
        down = 0.0
        while down <= high:
            path += [(x, y + down), (x + wide, y + down + gap / 2)]
            down += gap
        self.stroke(path, colour, 8)

    def child(self, x: float, y: float, colour: str, size: float = 1.0) -> None:
        """Somebody with a round head and arms out."""
        self.ring(x, y, 22 * size, BLACK, 6)
        self.scribble(x - 18 * size, y + 26 * size, 36 * size, 50 * size, colour, 11)
        for side in (-1, 1):
            self.stroke([(x, y + 36 * size), (x + side * 44 * size, y + 46 * size)], BLACK, 6)
            self.stroke([(x + side * 8 * size, y + 80 * size), (x + side * 16 * size, y + 124 * size)], BLACK, 6)
            self.ring(x + side * 8 * size, y - 3 * size, 2, BLACK, 4)
        self.stroke([(x - 8 * size, y + 9 * size), (x, y + 13 * size), (x + 8 * size, y + 9 * size)], RED, 5)

    def sun(self, x: float, y: float) -> None:
        """In the corner, as always."""
        self.ring(x, y, 40, YELLOW, 12)
        self.scribble(x - 24, y - 22, 48, 44, YELLOW, 11)
        for turn in range(9):
            way = math.tau * turn / 9
            self.stroke([(x + far * math.cos(way), y + far * math.sin(way)) for far in (54, 82)], YELLOW, 9)

    def keep(self, name: str) -> None:
        """As a photo of the sheet, soft as crayon is."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.image.filter(ImageFilter.GaussianBlur(0.7)).save(FOLDER / f"{name}.jpg", quality=78, optimize=True)


def bridge() -> None:
    """Under the old bridge, with lamps that wait."""
    sheet = Crayons(1)
    arch = [(120 + 560 * part / 20, 330 - 190 * math.sin(math.pi * part / 20)) for part in range(21)]
    sheet.scribble(70, 60, 660, 60, GREY, 14)
    sheet.stroke([(60, 330), *arch, (740, 330)], BROWN, 16)
    for x in (200, 600):
        sheet.stroke([(x, 470), (x, 330), (x + 30, 320)], BLACK, 10)
        sheet.ring(x + 34, 336, 18, YELLOW, 10)
        for turn in (-30, 0, 30):
            sheet.stroke([(x + 34 + turn / 3, 362), (x + 34 + turn, 420)], YELLOW, 8)
    sheet.child(370, 380, RED)
    sheet.child(460, 412, BLUE, 0.7)
    sheet.stroke([(40, 520), (760, 528)], GREEN, 14)
    sheet.keep("bridge")


def crossing() -> None:
    """Stripes that shine in the rain."""
    sheet = Crayons(2)
    for part in range(22):
        x = sheet.chance.uniform(20, 780)
        y = sheet.chance.uniform(20, 300)
        sheet.stroke([(x, y), (x - 10, y + 40)], BLUE, 6)
        if part % 7 == 0:
            sheet.ring(x, 70, 46, GREY, 10, 0.5)
    sheet.scribble(30, 360, 740, 190, GREY, 20)
    for part in range(6):
        sheet.scribble(110 + part * 105, 375, 54, 160, YELLOW, 10)
    sheet.child(240, 320, GREEN)
    sheet.stroke([(170, 300), (240, 250), (310, 300), (170, 300)], RED, 10)
    sheet.keep("crossing")


def bench() -> None:
    """Chairs back to back by the river."""
    sheet = Crayons(3)
    sheet.sun(700, 90)
    for row in range(4):
        wave = [(40 + part * 30, 470 + row * 30 + 9 * math.sin(part + row)) for part in range(25)]
        sheet.stroke(wave, BLUE, 10)
    for side in (-1, 1):
        sheet.stroke([(400 + side * 6, 250), (400 + side * 6, 370), (400 + side * 110, 370)], BROWN, 14)
        sheet.stroke([(400 + side * 100, 370), (400 + side * 100, 430)], BROWN, 12)
    sheet.child(320, 255, RED)
    sheet.child(490, 262, GREEN)
    sheet.ring(120, 200, 70, GREEN, 12)
    sheet.scribble(75, 150, 90, 90, GREEN, 14)
    sheet.stroke([(120, 270), (124, 430)], BROWN, 16)
    sheet.keep("bench")


def swing() -> None:
    """A swing a wheelchair fits on."""
    sheet = Crayons(4)
    sheet.sun(90, 90)
    sheet.stroke([(180, 500), (280, 120), (600, 120), (700, 500)], BROWN, 16)
    for x in (350, 530):
        sheet.stroke([(x, 124), (x + 10, 400)], BLACK, 8)
    sheet.stroke([(330, 404), (570, 408)], RED, 16)
    sheet.child(440, 230, BLUE)
    for x in (410, 480):
        sheet.ring(x, 372, 32, BLACK, 8)
    sheet.stroke([(40, 520), (760, 516)], GREEN, 14)
    sheet.child(660, 360, YELLOW)
    sheet.keep("swing")


def barrel() -> None:
    """Rain for the flowers."""
    sheet = Crayons(5)
    sheet.stroke([(60, 240), (240, 90), (430, 240), (60, 240)], RED, 14)
    sheet.scribble(90, 250, 310, 250, YELLOW, 22)
    sheet.stroke([(430, 240), (470, 250), (474, 350)], BLACK, 10)
    sheet.scribble(440, 360, 110, 150, BLUE, 14)
    sheet.stroke([(436, 356), (446, 512), (546, 512), (556, 356), (436, 356)], BROWN, 12)
    for x, colour in ((600, RED), (660, YELLOW), (720, RED)):
        sheet.stroke([(x, 510), (x + 3, 430)], GREEN, 9)
        sheet.ring(x + 3, 410, 22, colour, 12)
    for _turn in range(9):
        x, y = sheet.chance.uniform(430, 780), sheet.chance.uniform(30, 210)
        sheet.stroke([(x, y), (x - 6, y + 34)], BLUE, 6)
    sheet.keep("barrel")


def bin_and_cat() -> None:
    """The bin that is too high, and the cat."""
    sheet = Crayons(6)
    sheet.scribble(430, 170, 170, 300, GREEN, 18)
    sheet.stroke([(415, 160), (615, 160), (595, 480), (435, 480), (415, 160)], BLACK, 12)
    sheet.child(300, 330, RED, 0.8)
    sheet.stroke([(335, 366), (392, 300)], BLACK, 6)
    sheet.ring(140, 430, 46, BLACK, 9, 0.7)
    sheet.ring(196, 396, 26, BLACK, 8)
    sheet.stroke([(180, 376), (186, 350), (198, 372), (210, 350), (214, 378)], BLACK, 7)
    sheet.stroke([(96, 430), (60, 390), (70, 350)], BLACK, 8)
    sheet.stroke([(40, 496), (760, 500)], BROWN, 12)
    sheet.keep("bin")


if __name__ == "__main__":
    for draw in (bridge, crossing, bench, swing, barrel, bin_and_cat):
        draw()
