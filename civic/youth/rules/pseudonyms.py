"""Pseudonyms are drawn from lists, never typed: so nobody's name, nickname or school becomes one by mistake. Each part
is known in three languages, so that whoever reads no Chinese has a name too. Pure.
"""

import random

HOW: dict[str, tuple[str, str]] = {
    "早起的": ("早起的", "Early-rising"), "晚睡的": ("晚睡的", "Late-sleeping"), "安静的": ("安靜的", "Quiet"),
    "爱笑的": ("愛笑的", "Laughing"), "好奇的": ("好奇的", "Curious"), "慢慢的": ("慢慢的", "Unhurried"),
    "轻轻的": ("輕輕的", "Gentle"), "勇敢的": ("勇敢的", "Brave"), "细心的": ("細心的", "Careful"),
    "热心的": ("熱心的", "Warm-hearted"), "会跳的": ("會跳的", "Jumping"), "会唱的": ("會唱的", "Singing"),
    "会飞的": ("會飛的", "Flying"), "发光的": ("發光的", "Glowing"), "赶路的": ("趕路的", "Travelling"),
    "散步的": ("散步的", "Strolling"), "看云的": ("看雲的", "Cloud-watching"), "看海的": ("看海的", "Sea-watching"),
    "听雨的": ("聽雨的", "Rain-hearing"), "数星的": ("數星的", "Star-counting"),
    "追风的": ("追風的", "Wind-chasing"), "晒太阳的": ("曬太陽的", "Sunbathing"),
    "打灯笼的": ("打燈籠的", "Lantern-carrying"), "撑伞的": ("撐傘的", "Umbrella-holding"),
    "背书包的": ("背書包的", "Satchel-carrying"), "吹口哨的": ("吹口哨的", "Whistling"),
    "画画的": ("畫畫的", "Painting"), "读书的": ("讀書的", "Reading"), "种花的": ("種花的", "Flower-growing"),
    "划船的": ("划船的", "Rowing"), "踢毽子的": ("踢毽子的", "Shuttlecock-kicking"),
    "放风筝的": ("放風箏的", "Kite-flying"), "骑车的": ("騎車的", "Cycling"), "爬山的": ("爬山的", "Hill-climbing"),
    "过桥的": ("過橋的", "Bridge-crossing"), "等船的": ("等船的", "Ferry-awaiting"),
    "问路的": ("問路的", "Way-asking"), "记路的": ("記路的", "Way-knowing"), "开窗的": ("開窗的", "Window-opening"),
    "浇水的": ("澆水的", "Watering"), "认真的": ("認真的", "Earnest"), "大方的": ("大方的", "Generous"),
    "机灵的": ("機靈的", "Clever"), "温柔的": ("溫柔的", "Tender"), "爽快的": ("爽快的", "Cheerful"),
    "圆圆的": ("圓圓的", "Round"), "小小的": ("小小的", "Tiny"), "暖暖的": ("暖暖的", "Warm"),
}  # fmt: skip
WHO: dict[str, tuple[str, str]] = {
    "木棉": ("木棉", "Kapok"), "紫荆": ("紫荊", "Orchid Tree"), "榕树": ("榕樹", "Banyan"),
    "荔枝": ("荔枝", "Lychee"), "龙眼": ("龍眼", "Longan"), "杨桃": ("楊桃", "Star Fruit"),
    "芒果": ("芒果", "Mango"), "莲花": ("蓮花", "Lotus"), "茉莉": ("茉莉", "Jasmine"),
    "桂花": ("桂花", "Osmanthus"), "凤凰花": ("鳳凰花", "Flame Flower"), "三角梅": ("三角梅", "Paper Flower"),
    "水仙": ("水仙", "Narcissus"), "竹子": ("竹子", "Bamboo"), "蒲公英": ("蒲公英", "Dandelion"),
    "向日葵": ("向日葵", "Sunflower"), "含羞草": ("含羞草", "Mimosa"), "麻雀": ("麻雀", "Sparrow"),
    "喜鹊": ("喜鵲", "Magpie"), "白鹭": ("白鷺", "Egret"), "翠鸟": ("翠鳥", "Kingfisher"),
    "燕子": ("燕子", "Swallow"), "海鸥": ("海鷗", "Seagull"), "鸽子": ("鴿子", "Pigeon"),
    "猫头鹰": ("貓頭鷹", "Owl"), "蜻蜓": ("蜻蜓", "Dragonfly"), "萤火虫": ("螢火蟲", "Firefly"),
    "蝴蝶": ("蝴蝶", "Butterfly"), "蜗牛": ("蝸牛", "Snail"), "蚂蚁": ("螞蟻", "Ant"), "青蛙": ("青蛙", "Frog"),
    "鲤鱼": ("鯉魚", "Carp"), "海豚": ("海豚", "Dolphin"), "乌龟": ("烏龜", "Turtle"),
    "寄居蟹": ("寄居蟹", "Hermit Crab"), "刺猬": ("刺蝟", "Hedgehog"), "松鼠": ("松鼠", "Squirrel"),
    "小鹿": ("小鹿", "Fawn"), "水牛": ("水牛", "Buffalo"), "小猫": ("小貓", "Kitten"), "云朵": ("雲朵", "Cloud"),
    "彩虹": ("彩虹", "Rainbow"), "月亮": ("月亮", "Moon"), "星星": ("星星", "Star"), "晨光": ("晨光", "Dawn"),
    "浪花": ("浪花", "Wave"), "雨点": ("雨點", "Raindrop"), "路灯": ("路燈", "Street Lamp"),
    "骑楼": ("騎樓", "Arcade"), "趟栊门": ("趟櫳門", "Sliding Gate"), "石桥": ("石橋", "Stone Bridge"),
    "渡船": ("渡船", "Ferry"), "风车": ("風車", "Pinwheel"), "灯笼": ("燈籠", "Lantern"),
    "风铃": ("風鈴", "Wind Chime"), "纸船": ("紙船", "Paper Boat"), "陀螺": ("陀螺", "Spinning Top"),
    "积木": ("積木", "Building Block"), "书签": ("書籤", "Bookmark"), "信箱": ("信箱", "Letter Box"),
}  # fmt: skip
WHERE: dict[str, tuple[str, str]] = {
    "江边": ("江邊", "by the River"), "桥上": ("橋上", "on the Bridge"), "巷口": ("巷口", "at the Lane"),
    "树下": ("樹下", "under the Tree"), "屋顶": ("屋頂", "on the Roof"), "船头": ("船頭", "at the Bow"),
    "山脚": ("山腳", "below the Hill"), "湖心": ("湖心", "on the Lake"), "窗前": ("窗前", "at the Window"),
    "塔下": ("塔下", "below the Tower"), "路口": ("路口", "at the Crossing"), "田边": ("田邊", "by the Field"),
    "岸边": ("岸邊", "on the Bank"), "云里": ("雲裡", "in the Clouds"), "雨里": ("雨裡", "in the Rain"),
    "风里": ("風裡", "in the Wind"), "校门口": ("校門口", "at the Gate"),
    "花市里": ("花市裡", "at the Flower Market"), "阳台上": ("陽台上", "on the Balcony"),
    "老街上": ("老街上", "in the Old Street"),
}  # fmt: skip
OFFERED = 6


def is_drawn(pseudonym: str) -> bool:
    """Could this have come out of the lists?"""
    return parts_of(pseudonym) is not None


def parts_of(pseudonym: str) -> tuple[str, str, str] | None:
    """Where, how and who of a drawn name; None for one that never came out of the lists."""
    who = next((who for who in sorted(WHO, key=len, reverse=True) if pseudonym.endswith(who)), None)
    if who is None:
        return None
    before = pseudonym.removesuffix(who)
    if before == "" or before in HOW:
        return "", before, who
    where = next((where for where in WHERE if before.startswith(where)), "")
    how = before.removeprefix(where)
    return (where, how, who) if where and how in HOW else None


def called(pseudonym: str, language: str) -> str:
    """The name as it is read in a language: the same child under the same name, said in other words. A name that was
    not drawn from today's lists stays as it is."""
    parts = parts_of(pseudonym)
    if parts is None or language == "zh-hans":
        return pseudonym
    where, how, who = parts
    at = 0 if language == "zh-hant" else 1
    told = [WHERE[where][at] if where else "", HOW[how][at] if how else "", WHO[who][at]]
    if language == "zh-hant":
        return "".join(told)
    return " ".join(word for word in (told[1], told[2], told[0]) if word)


def draw(dice: random.Random, *, count: int = OFFERED, is_long: bool = False) -> list[str]:
    """So many different pseudonyms, of two parts, or of three where two-part ones grow rare."""
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        where = dice.choice(list(WHERE)) if is_long else ""
        drawn[where + dice.choice(list(HOW)) + dice.choice(list(WHO))] = None
    return list(drawn)
