"""What someone used to another notation, or to Danish figures and dates, most likely meant to write."""

from __future__ import annotations

import re

from engine.source.text import Text
from engine.values.kinds import DATE, DAYS, MONEY, MONTHS, NUMBER, SHARE, Kind

KEYWORDS = frozenset(
    {"if", "then", "else", "or", "and", "not", "in", "within", "overlaps", "over", "where", "true", "false"}
)
UNITS = {SHARE: "%", MONEY: "kr", DAYS: "days", MONTHS: "months"}
LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "é": "e", "ä": "ae", "ö": "oe"}
)


def _pairs(text: str) -> dict[str, str]:
    return dict(line.split() for line in text.split(",") if line.strip())


SIGNS = _pairs("""
    === =, !== !=, == =, <> !=, =< <=, => >=, && and, || or, ** *, & and, | or, ! not,
    ≤ <=, ≥ >=, ≠ !=, × *, · *, ÷ /, − -, – -, [ {, ] }, ' ", “ ", ” ", „ ", » ", « "
""") | {";": ",", "kr.": "kr"}
WORDS = _pairs("""
    og and, eller or, ikke not, hvis if, så then, ellers else, er =, is =, blandt in, hvor where,
    sand true, sandt true, ja true, falsk false, nej false,
    kroner kr, dkk kr, procent %, percent %, pct %,
    dag day, dage days, uge days, uger days, week days, weeks days,
    måned month, maaned month, måneder months, maaneder months, år years, aar years
""")
FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
DAY_FIRST = re.compile(r"([0-9]{1,2}) ?[./-] ?([0-9]{1,2}) ?[./-] ?([0-9]{4})")
YEAR_FIRST = re.compile(r"([0-9]{4}) ?[./-] ?([0-9]{1,2}) ?[./-] ?([0-9]{1,2})")
THOUSANDS = re.compile(r"([0-9]{1,3})\.([0-9]{3})")
GROUPED = Text("et tal uden punktum mellem tusinderne", "a figure without a point between the thousands")


def spelt(name: str) -> str:
    """Give `name` with ASCII letters only, as names are spelt here."""
    return name.translate(LETTERS)


def with_unit(text: str, kind: Kind) -> str | None:
    """Give a bare figure or an oddly written date as a value of `kind` is written; None where that is a guess."""
    if kind == DATE:
        return iso_date(text)
    return f"{text} {UNITS[kind]}" if kind in UNITS and re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else None


def iso_date(text: str) -> str | None:
    """Give a date written another way as it is written here; None where it is none."""
    if match := DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif match := YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    else:
        return None
    return f"{year}-{month:0>2}-{day:0>2}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else None


def grouped(text: str, kind: Kind) -> str | None:
    """Give the whole figure that `text` may mean to a Danish reader, where its point may part the thousands.

    Of an amount in kroner with three decimals nothing else is likely; of another figure only where they end in 0.
    """
    match = THOUSANDS.match(text)
    if not match or text[match.end() : match.end() + 1].isdigit():
        return None
    unsure = kind == MONEY or (kind in (NUMBER, DAYS, MONTHS) and match[2].endswith("0"))
    return f"{match[1]}{match[2]}{text[match.end() :]}" if unsure and match[1] != "0" else None


def foreign(text: str, offset: int) -> tuple[int, str, str] | None:
    """Give what at `offset` is another notation: where it starts, how it reads, how it is written here."""
    for match in FIGURE.finditer(text):
        if match.start() <= offset < match.end() and (instead := _figure(match[0])):
            return match.start(), match[0], instead
    for match in re.finditer("'([^']*)'", text):
        if match.start() <= offset < match.end():
            return match.start(), match[0], f'"{match[1]}"'
    for sign in sorted(SIGNS, key=len, reverse=True):
        start = text.find(sign, max(0, offset - len(sign) + 1), offset + len(sign))
        if start >= 0:
            return start, sign, SIGNS[sign]
    for match in re.finditer(r"\w+", text):
        if match.start() <= offset < match.end():
            return _word(match)
    return None


def joined(text: str) -> str | None:
    """Give names with hyphens between as the one name they may be meant as."""
    return text.replace("-", "_") if re.fullmatch(r"[a-z_][a-z0-9_]*(-[a-z0-9_]+)+", text) else None


def _word(match: re.Match[str]) -> tuple[int, str, str] | None:
    word = match[0]
    if word.lower() in WORDS:
        return match.start(), word, WORDS[word.lower()]
    if spelt(word) != word and spelt(word).isascii():
        return match.start(), word, spelt(word)
    return (match.start(), word, word.lower()) if word.lower() in KEYWORDS and word != word.lower() else None


def decimal_point(text: str) -> str | None:
    """Give a figure with a Danish decimal comma, and perhaps points between the thousands, as it is written here."""
    match = re.match(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![0-9.,])|[0-9]+,[0-9]+(?![0-9.,])", text)
    return match[0].replace(".", "").replace(",", ".") + text[match.end() :] if match else None


def _figure(text: str) -> str | None:
    if date := iso_date(text):
        return date
    return decimal_point(text) if "," in text or text.count(".") > 1 else None
