"""The words over matters a city begins with; it may rename them, retire them and add its own."""

from civic.offices.rules.catalogue import TagKind

_OPEN = range(6, 11)

TAGS = (
    ("function-appearance", TagKind.FUNCTION, ("市容环卫", "市容環衛", "City appearance and sanitation"), True),
    ("function-works", TagKind.FUNCTION, ("市政公用", "市政公用", "Municipal works and utilities"), True),
    ("function-greening", TagKind.FUNCTION, ("园林绿化", "園林綠化", "Parks and greening"), True),
    ("function-enforcement", TagKind.FUNCTION, ("综合执法", "綜合執法", "City enforcement"), True),
    ("function-other", TagKind.FUNCTION, ("其他部门", "其他部門", "Other departments"), True),
    ("environment-greening", TagKind.ENVIRONMENT, ("绿化", "綠化", "Greening"), True),
    ("environment-cleaning", TagKind.ENVIRONMENT, ("保洁", "保潔", "Cleaning"), True),
    ("environment-air", TagKind.ENVIRONMENT, ("空气", "空氣", "Air"), True),
    ("environment-noise", TagKind.ENVIRONMENT, ("噪声", "噪聲", "Noise"), True),
    ("environment-waste", TagKind.ENVIRONMENT, ("固废", "固廢", "Waste"), True),
    ("environment-water", TagKind.ENVIRONMENT, ("水体", "水體", "Water"), True),
    ("small-public-toilet", TagKind.SMALL, ("公厕", "公廁", "Public toilets"), True),
    ("small-street-sign", TagKind.SMALL, ("路牌", "路牌", "Street signs"), True),
    ("small-bench", TagKind.SMALL, ("座椅", "座椅", "Benches"), True),
    ("small-manhole", TagKind.SMALL, ("井盖", "井蓋", "Manhole covers"), True),
    ("small-notice-stickers", TagKind.SMALL, ("小广告", "小廣告", "Stuck-on notices"), True),
    ("small-back-alley", TagKind.SMALL, ("背街小巷", "背街小巷", "Back alleys"), True),
    ("small-cable", TagKind.SMALL, ("空中线缆", "空中線纜", "Overhead cables"), True),
    ("small-noticeboard", TagKind.SMALL, ("宣传栏", "宣傳欄", "Noticeboards"), True),
    ("disorder-building", TagKind.DISORDER, ("乱搭乱建", "亂搭亂建", "Unauthorised building"), True),
    ("disorder-stalls", TagKind.DISORDER, ("乱摆乱卖", "亂擺亂賣", "Unlicensed stalls"), True),
    ("disorder-parking", TagKind.DISORDER, ("乱停乱放", "亂停亂放", "Obstructive parking"), True),
    ("disorder-posters", TagKind.DISORDER, ("乱贴乱画", "亂貼亂畫", "Bill-posting and scrawling"), True),
    ("disorder-dumping", TagKind.DISORDER, ("乱倒乱堆", "亂倒亂堆", "Dumping and piling"), True),
    *(
        (f"disorder-{place}", TagKind.DISORDER, (f"十乱之{sign}", f"十亂之{sign}", f"Disorder {place}"), False)
        for place, sign in zip(_OPEN, "六七八九十", strict=True)
    ),
)
"""Code, kind, names (simplified, traditional, English), and whether it is in use: of the ten disorders five are named,
the others each city names itself."""
