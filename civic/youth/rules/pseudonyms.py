"""Pseudonyms are drawn from lists, never typed: so nobody's name, nickname or school becomes one by mistake. Pure."""

import random

HOW = (
    "早起的", "晚睡的", "安静的", "爱笑的", "好奇的", "慢慢的", "轻轻的", "勇敢的", "细心的", "热心的", "会跳的",
    "会唱的", "会飞的", "发光的", "赶路的", "散步的", "看云的", "看海的", "听雨的", "数星的", "追风的", "晒太阳的",
    "打灯笼的", "撑伞的", "背书包的", "吹口哨的", "画画的", "读书的", "种花的", "划船的", "踢毽子的", "放风筝的",
    "骑车的", "爬山的", "过桥的", "等船的", "问路的", "记路的", "开窗的", "浇水的", "认真的", "大方的", "机灵的",
    "温柔的", "爽快的", "圆圆的", "小小的", "暖暖的",
)  # fmt: skip
WHO = (
    "木棉", "紫荆", "榕树", "荔枝", "龙眼", "杨桃", "芒果", "莲花", "茉莉", "桂花", "凤凰花", "三角梅", "水仙",
    "竹子", "蒲公英", "向日葵", "含羞草", "麻雀", "喜鹊", "白鹭", "翠鸟", "燕子", "海鸥", "鸽子", "猫头鹰", "蜻蜓",
    "萤火虫", "蝴蝶", "蜗牛", "蚂蚁", "青蛙", "鲤鱼", "海豚", "乌龟", "寄居蟹", "刺猬", "松鼠", "小鹿", "水牛",
    "小猫", "云朵", "彩虹", "月亮", "星星", "晨光", "浪花", "雨点", "路灯", "骑楼", "趟栊门", "石桥", "渡船", "风车",
    "灯笼", "风铃", "纸船", "陀螺", "积木", "书签", "信箱",
)  # fmt: skip
WHERE = (
    "江边", "桥上", "巷口", "树下", "屋顶", "船头", "山脚", "湖心", "窗前", "塔下", "路口", "田边", "岸边", "云里",
    "雨里", "风里", "校门口", "花市里", "阳台上", "老街上",
)  # fmt: skip
OFFERED = 6


def is_drawn(pseudonym: str) -> bool:
    """Could this have come out of the lists?"""
    who = next((who for who in sorted(WHO, key=len, reverse=True) if pseudonym.endswith(who)), None)
    if who is None:
        return False
    before = pseudonym.removesuffix(who)
    where = next((where for where in WHERE if before.startswith(where)), "")
    return before in HOW or before == "" or (where != "" and before.removeprefix(where) in HOW)


def draw(dice: random.Random, *, count: int = OFFERED, is_long: bool = False) -> list[str]:
    """So many different pseudonyms, of two parts, or of three where two-part ones grow rare."""
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        where = dice.choice(WHERE) if is_long else ""
        drawn[where + dice.choice(HOW) + dice.choice(WHO)] = None
    return list(drawn)
