"""Traditional characters as simplified ones, one for one, so that the rules need know one script.

Simplified text pays nothing: the folds that scan it anyway look for ``TELLS`` too, and only where
one stands is the whole table read.
"""

from __future__ import annotations

import functools
import re

# The commonest characters of traditional news that simplified news never has: one in three of all
# its characters is traditional, and nine in ten of those are here.
TELLS = (
    "國發會業動進聯實開強對總視產關網區經個來長設體時為爲黨聞務機軍習員現將議領萬運場統濟續兩學與際電稱過組創數戰當"
    "點記導內應烏書項舉堅質資報億調佈東擊達題這農計間據帶標亞從義線綫廣協護辦裝蘭屆穩約決節們勢爾備華團規織風問車隊"
    "門羅係級優態製術構準參斷傳營氣還論遊結維費類貿願確鐵邊積條專顯並賽單醫驗繼臺責眾衆極範無雙礎圍歐號災馬種幹觀預"
    "處羣見轉興變談歷審響別環緊貫權識龍復劃聲監講況獻熱綠話訪樂價險園揮測襲寧嚴貨輪縣擴補採張糧鄉彈慶則職啓啟陸認飛"
    "讓層選該週紀爭針難館徹駐殘連滿衛簽綜蘇戶負獎額檢頭繞樣衝貢試燈財鏈豐頻鎮輸裏裡壇圖證覽藥畝漲錢歲"
)

# 着 where it follows a verb; 著 where it is written so in either script (著名, 顯著).
_PARTICLE = "(?<![名显卓原土专编论遗译巨拙合])著(?![名作称者述书录有])"


def simplified(text: str) -> str:
    """The text with a simplified character for each traditional one; every offset stays.

    >>> simplified("參保率達94%，「意味著」")
    '参保率达94%，“意味着”'
    """
    text = text.replace("瞭解", "了解")  # but 瞭望
    return re.sub(_PARTICLE, "着", text.translate(_table()))


@functools.cache
def _table() -> dict[int, int]:
    """Pairs from OpenCC's TSCharacters, Apache-2.0: the first reading of those that have several.

    A character that simplified text writes too (乾, 於, 徵) is only met here in traditional text.
    """
    from importlib.resources import files  # its import takes as long as that of all our own modules

    source = files("extractor").joinpath("traditional.txt")
    traditional, simple = source.read_text(encoding="utf-8").split()
    return str.maketrans(traditional + "「」『』", simple + "“”‘’")
