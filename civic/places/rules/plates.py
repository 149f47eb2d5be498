"""The square drawing on a plate, which a phone reads as an address."""

from io import BytesIO

import segno


def plate_drawing(address: str, *, inline: bool = False) -> str:
    """A QR code as SVG that takes the size it is given; `inline` for a drawing inside a page. A quarter may be worn."""
    drawn = BytesIO()
    segno.make_qr(address, error="q").save(
        drawn, kind="svg", border=4, omitsize=True, xmldecl=not inline, svgns=not inline, dark="#000", light="#fff"
    )
    return drawn.getvalue().decode()
