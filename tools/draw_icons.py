"""Draw the app's icons as PNG from the mark (static/img/icon.svg); run it by hand when the mark changes."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

IMG = Path(__file__).resolve().parent.parent / "static" / "img"
JADE = "#0f6b5c"
# name, pixels, share of the square that the mark takes (a maskable icon is cut to a circle of four fifths)
ICONS = (
    ("icon-192.png", 192, 1.0, False),
    ("icon-512.png", 512, 1.0, False),
    ("icon-maskable-512.png", 512, 0.72, True),
    ("icon-180.png", 180, 0.8, True),
)


def drawn(mark: str, pixels: int, share: float, is_full: bool) -> str:
    """A page that is the icon: the mark alone, or on a ground that reaches every edge."""
    size = round(pixels * share)
    ground = JADE if is_full else "transparent"
    if is_full:  # the ground takes the place of the mark's own
        mark = re.sub(r"<path fill=\"#0f6b5c\"[^>]*/>", "", mark)
    svg = mark.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    style = f"html,body{{margin:0;height:100%;background:{ground}}}body{{display:grid;place-items:center}}"
    return f"<style>{style}</style>{svg}"


def main() -> None:
    """Draw them all."""
    mark = (IMG / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), chromium_sandbox=False)
        for name, pixels, share, is_full in ICONS:
            page = browser.new_page(viewport={"width": pixels, "height": pixels})
            page.set_content(drawn(mark, pixels, share, is_full))
            page.screenshot(path=str(IMG / name), omit_background=not is_full)
            print(f"{name}: {(IMG / name).stat().st_size} bytes")
        browser.close()


if __name__ == "__main__":
    main()
