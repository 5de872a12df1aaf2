"""How the columns of a written sheet look: headers, formats, examples, and the words that explain them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from engine.source.text import Lang, Text
from engine.values.exact import decimal_of
from engine.values.kinds import DATE, MONEY, NUMBER, SHARE, TRUTH, Choice, Kind, One, SetOf, Value, unpack
from facts.entities import MODELS
from facts.entities.fact import Fact
from facts.entities.sensitive import Sensitive
from facts.sheets.figures import PRECISION
from facts.sheets.values import form

UNITS = {MONEY: "kr.", SHARE: "%"}
FORMATS = {
    MONEY: Text("#,##0.00", "#,##0.00"),
    SHARE: Text("0.00%", "0.00%"),
    DATE: Text("dd-mm-yyyy", "yyyy-mm-dd"),
    NUMBER: Text("General", "General"),
}
AS_TEXT = "@"
EXAMPLE_ID = Text("(eksempel)", "(example)")
TRUTHS = {True: Text("ja", "yes"), False: Text("nej", "no")}
A_YEAR, A_COUNT, AN_AMOUNT, A_SHARE, A_DAY = Decimal(2017), Decimal(12), Decimal("1234.50"), "0.05", date(2017, 1, 31)
NO_SET = "[]"
FIRST_DAY = date(1900, 3, 1)
"""Before it, spreadsheets do not agree on the number of a day."""
Written = str | Decimal | date


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet to be written."""

    entity: str
    name: str

    @property
    def fact(self) -> Fact:
        """Give the declaration of the field."""
        return MODELS[self.entity].facts()[self.name]

    def header(self, lang: Lang) -> str:
        """Give the header: the label with its unit."""
        label = self.fact.label.to(lang)
        unit = UNITS.get(self.fact.kind)
        return label[:1].upper() + label[1:] + (f" ({unit})" if unit else "")

    def format(self, lang: Lang) -> str:
        """Give the number format of its cells: text where a spreadsheet could take an id or a name for a date."""
        return FORMATS[self.fact.kind].to(lang) if self.fact.kind in FORMATS else AS_TEXT

    def explained(self, lang: Lang) -> list[str]:
        """Say what it holds, how it is written, and within which limits."""
        fact = self.fact
        lines = [fact.meaning.to(lang)] if fact.meaning else []
        how = fact.form if isinstance(fact, Sensitive) else form(fact.kind)
        lines.append(Text("Skriv ", "Write ").to(lang) + how.to(lang) + ".")
        limits = [
            Text(f"mindst {fact.at_least}", f"at least {fact.at_least}").to(lang) if fact.at_least else "",
            Text(f"højst {fact.at_most}", f"at most {fact.at_most}").to(lang) if fact.at_most else "",
            Text("et helt tal", "a whole number").to(lang) if fact.whole else "",
        ]
        if told := ", ".join(filter(None, limits)):
            lines.append(told[:1].upper() + told[1:] + ".")
        return lines

    def example(self, lang: Lang) -> Written:
        """Give a value that could stand there."""
        fact = self.fact
        match fact.kind:
            case Choice(members=members):
                return members[0]
            case SetOf(of=Choice(members=members)):
                return "; ".join(members[:2])
            case One(entity=entity):
                return f"{entity}-1"
        if fact.kind == NUMBER:
            return A_YEAR if fact.whole and fact.at_most else A_COUNT
        others: dict[Kind, Written] = {
            MONEY: AN_AMOUNT,
            SHARE: Decimal(A_SHARE),
            DATE: A_DAY,
            TRUTH: TRUTHS[True].to(lang),
        }
        return others.get(fact.kind, EXAMPLE_ID.to(lang) if self.name == "id" else "Gården")


def written(kept: Value, kind: Kind, lang: Lang) -> Written:
    """Give a kept value as a cell holds it: a figure as a number, or as text where a cell would cut its digits."""
    if isinstance(kept, bool):
        return TRUTHS[kept].to(lang)
    if isinstance(kept, frozenset):
        return "; ".join(sorted(kept)) or NO_SET
    if isinstance(kept, date):
        return kept if kept >= FIRST_DAY else kept.isoformat()
    if isinstance(kept, str):
        return kept
    figure = exact(unpack(kept, kind))
    if len(figure.as_tuple().digits) <= PRECISION.prec:
        return figure
    return figure_text(figure * 100 if kind == SHARE else figure, kind, lang)


def exact(figure: Fraction) -> Decimal:
    """Give a figure of the facts, which has a finite expansion: it came from digits."""
    found = decimal_of(figure)
    if found is None:
        raise ValueError(figure)
    return found


def figure_text(figure: Decimal, kind: Kind, lang: Lang) -> str:
    """Give a figure as text that can be read in one way, with the decimal sign of `lang`."""
    text = f"{figure:f}"
    whole, _, decimals = text.partition(".")
    if len(decimals) == 3:  # 1,234 could be read as 1234
        decimals += "0"
    text = whole + ({"da": ",", "en": "."}[lang] + decimals if decimals else "")
    return f"{text} %" if kind == SHARE else text


def csv_text(kept: Value, kind: Kind, lang: Lang) -> str:
    """Give a kept value as CSV holds it."""
    if isinstance(kept, date):
        return kept.isoformat()
    if kind.is_figure and not isinstance(kept, bool | str | frozenset):
        figure = exact(unpack(kept, kind))
        return figure_text(figure * 100 if kind == SHARE else figure, kind, lang)
    return str(written(kept, kind, lang))
