"""Who owns, oversees and maintains the things of an invented city: forty bodies that exist nowhere."""

from typing import NamedTuple

from portal.inventing.names import Words


class Party(NamedTuple):
    """A body with a code of its own."""

    code: str
    words: Words


_TOLD = """
P01|市城市管理委员会|市城市管理委員會|City Management Commission
P02|市水务局|市水務局|Water Affairs Bureau
P03|市园林绿化局|市園林綠化局|Parks and Greening Bureau
P04|市交通运输局|市交通運輸局|Transport Bureau
P05|市公安局交通警察支队|市公安局交通警察支隊|Traffic Police
P06|市公安局技术防范处|市公安局技術防範處|Police Technical Office
P07|市消防救援支队|市消防救援支隊|Fire and Rescue Brigade
P08|市生态环境局|市生態環境局|Environment Bureau
P09|市气象局|市氣象局|Weather Bureau
P10|市通信管理局|市通信管理局|Telecom Authority
P11|市文化广电局|市文化廣電局|Culture and Broadcasting Bureau
P12|市住房和建设局|市住房和建設局|Housing and Construction Bureau
P13|市体育局|市體育局|Sports Bureau
P14|市应急管理局|市應急管理局|Emergency Management Bureau
P15|市人民防空办公室|市人民防空辦公室|Civil Defence Office
P16|市邮政管理局|市郵政管理局|Postal Authority
P17|市商务局|市商務局|Commerce Bureau
P18|市港航管理处|市港航管理處|Harbour Office
P19|清澜供水公司|清瀾供水公司|Qinglan Water Supply
P20|净溪排水公司|淨溪排水公司|Jingxi Drainage
P21|朗晖供电公司|朗暉供電公司|Langhui Power
P22|和焰燃气公司|和焰燃氣公司|Heyan Gas
P23|暖庭热力公司|暖庭熱力公司|Nuanting Heating
P24|云信通信公司|雲信通信公司|Yunxin Telecom
P25|远声通信公司|遠聲通信公司|Yuansheng Telecom
P26|星桥通信公司|星橋通信公司|Xingqiao Telecom
P27|彩廊有线电视公司|彩廊有線電視公司|Cailang Cable Television
P28|明途照明公司|明途照明公司|Mingtu Street Lighting
P29|安道路桥养护公司|安道路橋養護公司|Andao Road Maintenance
P30|青荫园林养护公司|青蔭園林養護公司|Qingyin Garden Care
P31|翠畦园艺公司|翠畦園藝公司|Cuiqi Gardens
P32|洁晨环境卫生公司|潔晨環境衛生公司|Jiechen Sanitation
P33|净巷环境卫生公司|淨巷環境衛生公司|Jingxiang Sanitation
P34|畅行公共交通公司|暢行公共交通公司|Changxing Public Transport
P35|泊安停车公司|泊安停車公司|Po'an Parking
P36|新窗广告公司|新窗廣告公司|Xinchuang Advertising
P37|递捷邮政公司|遞捷郵政公司|Dijie Post
P38|河道管理所|河道管理所|River Office
P39|街道办事处|街道辦事處|Subdistrict Office
P40|远脉管道公司|遠脈管道公司|Yuanmai Pipelines
"""
PARTIES: tuple[Party, ...] = tuple(
    Party(code, Words(zh_hans, zh_hant, en))
    for code, zh_hans, zh_hant, en in (line.split("|") for line in _TOLD.strip().splitlines())
)
