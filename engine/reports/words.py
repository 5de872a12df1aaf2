"""The words that reports use, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from engine.rulebook.model import Citation, Rule, Rulebook
from engine.source.text import Lang, Text

OUTCOMES = {
    "met": Text("overholdt", "met"),
    "breached": Text("overtrådt", "breached"),
    "remark": Text("bemærkning", "remark"),
    "exempt": Text("undtaget", "exempt"),
    "not_applicable": Text("ikke relevant", "not applicable"),
    "undetermined": Text("uafklaret", "undetermined"),
    "true": Text("ja", "true"),
    "false": Text("nej", "false"),
    "unknown": Text("ukendt", "unknown"),
}
STYLES = {
    "breached": "bold red",
    "remark": "yellow",
    "undetermined": "magenta",
    "exempt": "cyan",
    "met": "green",
    "not_applicable": "dim",
    "true": "green",
    "false": "yellow",
    "unknown": "magenta",
}
SEVERITY = ("breached", "remark", "undetermined", "unknown", "exempt", "met", "true", "false", "not_applicable")
AREAS = {
    "overtagelse": Text("overtagelser", "takeovers"),
    "rammeaftale": Text("rammeaftalen", "framework agreement"),
    "samarbejde": Text("samarbejdsaftaler", "cooperation agreements"),
    "takst": Text("takster", "tariffs"),
}
"""The areas that come with Klausul; others go by the name of their folder."""
AREA = Text("Område", "Area")
MODALITY = {"skal": Text("skal", "must"), "bør": Text("bør", "should"), "kan": Text("kan", "may")}
KINDS = {True: Text("konklusion", "conclusion"), False: Text("krav", "requirement")}
REASONS = {
    "missing": Text("mangler", "missing"),
    "undefined": Text("kan ikke beregnes", "cannot be worked out"),
    "unclear": Text("aftalen lader det stå åbent", "the agreement leaves it open"),
    "not_in_force": Text("gælder ikke på datoen", "not in force on the date"),
}
COMPARED = {
    "<=": Text("højst", "at most"),
    "<": Text("under", "below"),
    ">=": Text("mindst", "at least"),
    ">": Text("over", "above"),
    "!=": Text("andet end", "other than"),
}
DATED = {
    "<=": Text("senest", "no later than"),
    "<": Text("før", "before"),
    ">=": Text("tidligst", "no earlier than"),
    ">": Text("efter", "after"),
}
HELD = {
    "=": Text("er", "is"),
    "!=": Text("ikke er", "is not"),
    "in": Text("er en af", "is one of"),
    "within": Text("er blandt", "are among"),
    "overlaps": Text("omfatter en af", "include one of"),
} | {op: Text(f"er {COMPARED[op].da}", f"is {COMPARED[op].en}") for op in ("<=", "<", ">=", ">")}
HELD_DATED = HELD | {op: Text(f"er {DATED[op].da}", f"is {DATED[op].en}") for op in ("<=", "<", ">=", ">")}
"""Comparisons as they stand in a phrase."""
OPERATORS = {
    "+": Text("plus", "plus"),
    "-": Text("minus", "minus"),
    "*": Text("gange", "times"),
    "/": Text("i forhold til", "relative to"),
}
INVERSE = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}
"""What holds of two figures where a comparison does not."""
ASKED = {
    "skal": Text("skal være", "must be"),
    "bør": Text("bør være", "should be"),
    "kan": Text("ventes at være", "is expected to be"),
}
"""What is asked of a value, by the rule's modality."""
REQUIRES = {
    "skal": Text("kræver", "requires"),
    "bør": Text("anbefaler", "recommends"),
    "kan": Text("forudsætter", "expects"),
}
ALLOWS = REQUIRES | {"skal": Text("tillader", "allows")}
"""What an agreement does that sets a least or a highest value, by the rule's modality."""
AUTHORITIES = {
    "aftale": Text("aftalen", "the agreement"),
    "lov": Text("loven", "the act"),
    "bekendtgørelse": Text("bekendtgørelsen", "the executive order"),
    "nyhed": Text("aftalen", "the agreement"),
}
"""Who asks, by the kind of the document."""
THE_RULE = Text("reglen", "the rule")
TRUTHS = {True: Text("ja", "yes"), False: Text("nej", "no")}
LEADS = {
    "exempt": Text("undtaget", "exempt"),
    "not_applicable": Text("ikke relevant", "not applicable"),
    "undetermined": Text("uafklaret", "undetermined"),
    "unknown": Text("det er uafklaret, om {}", "it is undetermined whether {}"),
}
"""What a sentence begins with that does not tell of a demand kept or broken."""
BECAUSE = Text(", for ", " because ")
PARTS = {
    "when": Text("gælder når", "applies when"),
    "unless": Text("undtaget når", "except when"),
    "require": Text("kræver", "requires"),
    "concludes": Text("er tilfældet når", "is the case when"),
}
"""What each part of a rule is called."""
AGGREGATES = {
    "sum": Text("summen af", "the sum of"),
    "count": Text("antallet af", "the number of"),
    "min": Text("den mindste", "the smallest"),
    "max": Text("den største", "the largest"),
    "any": Text("mindst én hvor", "at least one where"),
    "all": Text("alle har", "all have"),
}


def authority(rule: Rule, rulebook: Rulebook) -> Text:
    """Say who asks: the agreement, the act; what a rule that cites nothing known is, the rule itself."""
    document = rulebook.documents.get(rule.citations[0].document) if rule.citations else None
    return AUTHORITIES[document.kind] if document else THE_RULE


def chapters(citations: Iterable[Citation], lang: Lang) -> str:
    """Give the chapters cited that have a number, in brackets after a clause; nothing where none has."""
    cited = ", ".join(citation.chapter for citation in citations if citation.chapter[:1].isdigit())
    return f" ({Text('kap.', 'ch.').to(lang)} {cited})" if cited else ""


def area_name(area: str, lang: Lang) -> str:
    """Give the name of an area."""
    return AREAS[area].to(lang) if area in AREAS else area
