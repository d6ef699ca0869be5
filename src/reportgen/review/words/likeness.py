"""How alike two names are: the same but for one character, or for characters of one sound or shape."""

from __future__ import annotations

from functools import cache

from reportgen.review.words.characters import TABLES

# Characters that are taken for one another by eye; a group a word. Sounds come from the table of readings.
_SHAPES = """
    己已巳 戊戌戍成 未末 大太犬夭 曰日 土士 壬王玉 千干于 天无夫 免兔 乌鸟 侯候 汨汩 冼洗 祗祇 赢羸嬴
    茶荼 刺剌 毋母 昊吴昱 晖辉挥 炀杨扬 祎袆 煊喧暄 璐露路 晟盛 喆吉 皓浩 彬杉 钧钓均 琛深探 玮伟炜 瑾谨
    晔哗 雯文 楠南 睿容 淼森 菁青 卉奔 冶治 沂浙 泺乐 郴彬 谌湛 栗粟 庹度 郝赫 邱丘 萧肖 付傅 闫阎 戴代
    沈沉 洪红 褚诸 祁祈 殷段 卢芦 申中 田由甲
"""


@cache
def _groups() -> dict[str, frozenset[str]]:
    """By character the characters it is taken for."""
    found: dict[str, frozenset[str]] = {}
    for group in _SHAPES.split():
        for char in group:
            found[char] = found.get(char, frozenset()) | frozenset(group)
    return found


@cache
def _sounds() -> dict[str, str]:
    """By character its most frequent reading, without tone."""
    found: dict[str, str] = {}
    for line in (TABLES / "readings.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            reading, chars = line.split(" ")
            found.update(dict.fromkeys(chars, reading))
    return found


def is_alike(first: str, second: str) -> bool:
    """Whether two characters have one sound, tones apart, or one look."""
    if second in _groups().get(first, ()):
        return True
    sounds = _sounds()
    return first in sounds and sounds[first] == sounds.get(second)


def differing(name: str, other: str) -> list[tuple[str, str]]:
    """The pairs of characters in which two names of one length differ."""
    return [(mine, yours) for mine, yours in zip(name, other, strict=True) if mine != yours]
