"""The words that reports use, in both languages."""

from __future__ import annotations

from engine.source.text import Text

OUTCOMES = {
    "met": Text("overholdt", "met"),
    "breached": Text("overtrådt", "breached"),
    "remark": Text("bemærkning", "remark"),
    "deviation": Text("overtrådt (godkendt)", "breached (approved)"),
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
    "deviation": "cyan",
    "exempt": "cyan",
    "met": "green",
    "not_applicable": "dim",
    "true": "green",
    "false": "yellow",
    "unknown": "magenta",
}
SEVERITY = (
    *("breached", "remark", "undetermined", "unknown", "deviation", "exempt"),
    *("met", "true", "false", "not_applicable"),
)
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
    "=": Text("præcis", "exactly"),
    "!=": Text("ikke", "not"),
    "in": Text("en af", "one of"),
    "within": Text("kun blandt", "only among"),
    "overlaps": Text("mindst en af", "at least one of"),
}
DATED = COMPARED | {
    "<=": Text("senest", "no later than"),
    "<": Text("før", "before"),
    ">=": Text("tidligst", "no earlier than"),
    ">": Text("efter", "after"),
}
ASKED = {
    "skal": Text("skal være", "must be"),
    "bør": Text("bør være", "should be"),
    "kan": Text("ventes at være", "is expected to be"),
}
"""What was asked of a value that is not so, by the rule's modality."""
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
CHANGE = Text("Mindste ændring", "Smallest change")
MORE = {
    False: {False: Text("mindre", "less"), True: Text("mere", "more")},
    True: {False: Text("tidligere", "earlier"), True: Text("senere", "later")},
}
"""The way of a change, of figures (False) and dates (True): down (False) or up (True)."""
_TOO_MUCH = {False: Text("for meget", "too much"), True: Text("for sent", "too late")}
_TOO_LITTLE = {False: Text("for lidt", "too little"), True: Text("for tidligt", "too early")}
APART = {"<=": _TOO_MUCH, "<": _TOO_MUCH, ">=": _TOO_LITTLE, ">": _TOO_LITTLE}
"""What is wrong with a value that fails a comparison, of figures (False) and dates (True)."""
BECAUSE = {
    "beskrivelse": Text("kun beskrivelse", "description only"),
    "bilag": Text("bilag ikke ved hånden", "annex not at hand"),
    "vurdering": Text("kræver en persons vurdering", "needs a person's judgement"),
    "gentagelse": Text("står også andetsteds", "stands elsewhere too"),
    "udenfor": Text("uden for det, reglerne måler", "outside what the rules judge"),
}
"""Why no rule encodes a clause."""
