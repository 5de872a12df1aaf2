"""The words that reports use, in both languages."""

from __future__ import annotations

from engine.reports.links import COMMA
from engine.rulebook.model import Rule
from engine.source.text import Lang, Text

OUTCOMES = {
    "met": Text("overholdt", "met"),
    "breached": Text("overtrådt", "breached"),
    "remark": Text("bemærkning", "remark"),
    "deviation": Text("overtrådt (godkendt)", "breached (approved)"),
    "exempt": Text("undtaget", "exempt"),
    "not_applicable": Text("ikke relevant", "not applicable"),
    "undetermined": Text("uafklaret", "undetermined"),
    "true": Text("ja", "yes"),
    "false": Text("nej", "no"),
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
CONCLUDED = {"true": Text("ja", "yes"), "false": Text("nej", "no")}
"""What came out of a conclusion, where a person asks whether it is so."""
SEVERITY = (
    *("breached", "remark", "undetermined", "unknown", "deviation", "exempt"),
    *("met", "true", "false", "not_applicable"),
)
WHETHER = Text("uafklaret, om {}", "undetermined whether {}")
"""What is said of a conclusion that is not settled."""
MODALITY = {"skal": Text("skal", "must"), "bør": Text("bør", "should"), "kan": Text("kan", "may")}
KINDS = {True: Text("konklusion", "conclusion"), False: Text("krav", "requirement")}
REASONS = {
    "missing": Text("mangler", "missing"),
    "undefined": Text("kan ikke beregnes", "cannot be worked out"),
    "unclear": Text("aftalen lader det stå åbent", "the agreement leaves it open"),
    "incomplete": Text("fakta rummer ikke nok", "the facts do not hold enough"),
    "pending": Text("det kan endnu nås", "there is still time"),
    "not_in_force": Text("gælder ikke på datoen", "not in force on the date"),
}
NOT_WORKED_OUT = {
    "zero": Text("{} er {}", "{} is {}"),
    "none": Text("der ikke er nogen {} at regne af", "there are no {} to work it out from"),
    "election_period": Text("valgperioderne kun er kendt fra 1982", "the election periods are known from 1982 only"),
    "calendar": Text("datoen ligger uden for kalenderen", "the date lies outside the calendar"),
}
"""Why a value cannot be worked out."""
LEFT = {
    "unclear": Text("aftalen lader det stå åbent, om {}", "the agreement leaves it open whether {}"),
    "incomplete": Text("fakta rummer ikke nok til at sige, om {}", "the facts do not hold enough to say whether {}"),
    "pending": Text("det kan endnu ikke siges, om {}", "it cannot yet be said whether {}"),
}
"""What is said of a conclusion that is left open."""
COMPARED = {
    "<=": Text("højst", "at most"),
    "<": Text("under", "below"),
    ">=": Text("mindst", "at least"),
    ">": Text("over", "above"),
    "=": Text("præcis", "exactly"),
    "!=": Text("ikke", "not"),
}
INVERSE = {"<=": ">", ">=": "<"}
"""What holds of two figures where a comparison does not; of '<' and '>' it is told that they do not hold."""
DATED = {
    "<=": Text("senest", "no later than"),
    "<": Text("før", "before"),
    ">=": Text("tidligst", "no earlier than"),
    ">": Text("efter", "after"),
}
"""Comparisons of dates."""
SO = Text("{0}, altså {1}", "{0}, so {1}")
NOT = Text("{0}, ikke {1}", "{0}, not {1}")
BUT = {
    "skal": Text("{0}, men skal være {1}", "{0}, but must be {1}"),
    "bør": Text("{0}, men bør være {1}", "{0}, but should be {1}"),
    "kan": Text("{0}, men ventes at være {1}", "{0}, but is expected to be {1}"),
}
"""What was asked of a value that is not so, by the rule's modality."""
BARRED = {
    "skal": Text("{0}, men må ikke være {1}", "{0}, but must not be {1}"),
    "bør": Text("{0}, men bør ikke være {1}", "{0}, but should not be {1}"),
    "kan": Text("{0}, men ventes ikke at være {1}", "{0}, but is not expected to be {1}"),
}
"""The same where it was asked not to be so."""
LACKS = Text("mangler blandt {0}: {1}", "missing from {0}: {1}")
LACKS_NONE = Text("blandt {0} mangler ingen af {1}", "none of {1} is missing from {0}")
NONE_AMONG = Text("{0}, ingen blandt {1}", "{0}, none among {1}")
NOTHING_AMONG = Text("{0}: ingen blandt {1}", "{0}: none among {1}")
NOT_AMONG = Text("{0}, ikke blandt {1}", "{0}, not among {1}")
"""How a list stands to what is asked of it."""
PARTS = {
    "when": Text("gælder når", "applies when"),
    "unless": Text("undtaget når", "except when"),
    "require": Text("kræver", "requires"),
    "concludes": Text("er tilfældet når", "is the case when"),
}
"""What each part of a rule is called."""
QUOTED = Text("»{}«", "“{}”")
AGGREGATES = {
    "sum": Text("summen af {} for {}", "the sum of {} for {}"),
    "min": Text("den mindste værdi af {} for {}", "the smallest value of {} for {}"),
    "max": Text("den største værdi af {} for {}", "the largest value of {} for {}"),
}
MANY_IN_ALL = Text("antallet af {}", "the number of {}")
FUNCTIONS = {
    "end_of_month": Text(
        "den sidste dag i den måned, som {} falder i" + COMMA, "the last day of the month that holds {}"
    ),
    "year": Text("året for {}", "the year of {}"),
    "start_of_year": Text("1. januar i {}", "1 January of {}"),
    "election_period": Text(
        "det første år i den valgperiode, som {} falder i" + COMMA,
        "the first year of the election period that holds {}",
    ),
    "working_day": Text("den første hverdag på eller efter {}", "the first working day on or after {}"),
    "abs": Text("størrelsen af {}", "the size of {}"),
    "min": Text("det mindste af {}", "the smallest of {}"),
    "max": Text("det største af {}", "the largest of {}"),
}
BOTH = {
    "min": Text("det mindste af {}", "the smaller of {}"),
    "max": Text("det største af {}", "the larger of {}"),
}
YEARS = {
    "+": (Text("året efter {0}", "the year after {0}"), Text("{1} år efter {0}", "{1} years after {0}")),
    "-": (Text("året før {0}", "the year before {0}"), Text("{1} år før {0}", "{1} years before {0}")),
}
"""The year that lies one year ({0}: from which), or several ({1}), after another or before it."""
ARITHMETIC = {
    "+": Text("plus", "plus"),
    "-": Text("minus", "minus"),
    "*": Text("gange", "times"),
    "/": Text("divideret med", "divided by"),
}
ALWAYS = Text("det gælder [altid|aldrig|aldrig]", "it [always|never] holds")
NEVER = Text("det gælder [aldrig|altid|altid]", "it [never|always] holds")
HOLDS = Text("{} [gælder]", "{} [holds|does not hold]")
GROUPS = {
    "all": Text("alt dette gælder", "all of this holds"),
    "some": Text("mindst ét af dette gælder", "at least one of these holds"),
    "some-element": Text("mindst én af {many} opfylder alt dette", "at least one of {many} meets all of this"),
    "some-element-one": Text("mindst én af {many} opfylder dette", "at least one of {many} meets this"),
    "no-element": Text("ingen af {many} opfylder alt dette", "none of {many} meets all of this"),
    "no-element-one": Text("ingen af {many} opfylder dette", "none of {many} meets this"),
    "every-element": Text("alle {many} opfylder alt dette", "all {many} meet all of this"),
    "every-element-one": Text("alle {many} opfylder dette", "all {many} meet this"),
}
"""What stands before the parts of a condition, by how they hang together; '-one' where there is one part only."""
LEFT_OPEN = {
    "unclear": {
        "all": Text("aftalen lader det stå åbent, hvis {}", "the agreement leaves it open if {}"),
        "some": Text("{}; ellers lader aftalen det stå åbent", "{}; else the agreement leaves it open"),
    },
    "incomplete": {
        "all": Text("fakta rummer ikke nok, hvis {}", "the facts do not hold enough if {}"),
        "some": Text("{}; ellers rummer fakta ikke nok", "{}; else the facts do not hold enough"),
    },
    "pending": {
        "all": Text("det kan endnu nås, hvis {}", "there is still time if {}"),
        "some": Text("{}; ellers kan det endnu nås", "{}; else there is still time"),
    },
}
"""What 'and' and 'or' with what is left open say."""
SETS = {
    "one": Text("{0} [er] {1}", "{0} [is] {1}"),
    "either": Text("{0} [er {1}|er hverken {2}|hverken er {2}]", "{0} [is {1}|is neither {2}]"),
    "among": Text("{0} [er] blandt {1}", "{0} [is] among {1}"),
    "named": Text("{0} [er] den med id {1}", "{0} [is] the one with the id {1}"),
    "holds": Text("{1} [er] blandt {0}", "{1} [is] among {0}"),
    "overlaps": Text("[mindst én|ingen|ingen] af {0} er blandt {1}", "[at least one|none] of {0} is among {1}"),
    "complete": Text("[intet|noget|noget] i {0} mangler blandt {1}", "[nothing|something] in {0} is missing among {1}"),
    "only": Text("[intet|noget|noget] i {0} ligger uden for {1}", "[nothing|something] in {0} lies outside {1}"),
}
"""How a value and a set, or two sets, stand to each other."""
EFFECT = {
    "skal": Text("krav: at bryde det er en overtrædelse", "requirement: not to keep it is a breach"),
    "bør": Text("opfordring: at fravige den giver en bemærkning", "call: not to follow it gives a remark"),
    "kan": Text("mulighed: at gøre andet giver en bemærkning", "option: to do otherwise gives a remark"),
    "concludes": Text("konklusion: andre regler bygger på den", "conclusion: other rules build on it"),
}
"""What a rule is, and what comes of not keeping it."""
LEADS = {
    "when": Text("Gælder, når", "Applies when"),
    "always": Text("Gælder altid", "Applies always"),
    "concludes": Text("Er tilfældet, når", "Is the case when"),
    "unless": Text("Undtaget, når", "Except when"),
    "skal": Text("Kræver, at", "Requires that"),
    "bør": Text("Anbefaler, at", "Recommends that"),
    "kan": Text("Lægger op til, at", "Suggests that"),
}
"""How each part of a rule begins."""
AREAS = {
    "takst": Text("Takster", "Tariffs"),
    "rammeaftale": Text("Rammeaftalen", "The framework agreement"),
    "overtagelse": Text("Overtagelser", "Takeovers"),
    "samarbejde": Text("Samarbejde", "Cooperation"),
}
AREA, TOTAL = Text("Område", "Area"), Text("I alt", "In all")
SUBJECT, RULE = Text("Emne", "Subject"), Text("Regel", "Rule")
OUTCOME, WHY, DO = Text("Afgørelse", "Outcome"), Text("Hvorfor", "Why"), Text("Gør", "Do")
"""What the columns of tables are called."""
DOCUMENTS = {
    "aftale": Text("aftale", "agreement"),
    "lov": Text("lov", "act"),
    "bekendtgørelse": Text("bekendtgørelse", "executive order"),
    "nyhed": Text("nyhed", "news item"),
}
"""The kinds of document."""
BECAUSE = {
    "beskrivelse": Text("kun beskrivelse", "description only"),
    "bilag": Text("bilag ikke ved hånden", "annex not at hand"),
    "vurdering": Text("kræver en persons vurdering", "needs a person's judgement"),
    "gentagelse": Text("står også andetsteds", "stands elsewhere too"),
    "udenfor": Text("uden for det, reglerne måler", "outside what the rules judge"),
}
"""Why no rule encodes a clause."""
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


def rule_kind(rule: Rule, lang: Lang) -> str:
    """Give what a rule is: a conclusion, or a requirement and how strong it is."""
    kind = KINDS[rule.is_conclusion].to(lang)
    return kind if rule.is_conclusion else f"{kind} ({MODALITY[rule.modality].to(lang)})"


def area_name(area: str, lang: Lang) -> str:
    """Give the name of an area: that of its folder where it is none of those that come with Klausul."""
    return AREAS[area].to(lang) if area in AREAS else area
