"""Problems with what was asked for: rules, areas and subjects that are not there, a missing date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.source.problem import Place, Problem, closest, shown
from engine.source.text import Text


def unknown_rules(asked: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    """Give a problem for each rule asked for that is not known."""
    ids = set(known)
    for id_ in asked:
        if id_ not in ids:
            message = Text(f"ingen regel hedder {shown(id_)}", f"no rule is named {shown(id_)}")
            expected = Text("en regel fra 'klausul rules list'", "a rule of 'klausul rules list'")
            yield Problem("unknown-rule", Place("--rule"), message, expected, closest(id_, ids))


def unknown_areas(asked: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    """Give a problem for each area asked for that is not known."""
    areas = sorted(set(known))
    for area in asked:
        if area not in areas:
            message = Text(f"intet område hedder {shown(area)}", f"no area is named {shown(area)}")
            listed = ", ".join(areas)
            expected = Text(f"et af {listed}", f"one of {listed}")
            yield Problem("unknown-area", Place("--area"), message, expected, closest(area, areas))


def unknown_documents(asked: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    """Give a problem for each document asked for that no rule can cite."""
    ids = set(known)
    for id_ in asked:
        if id_ not in ids:
            message = Text(f"intet dokument hedder {shown(id_)}", f"no document is named {shown(id_)}")
            yield Problem("unknown-document", Place("--document"), message, None, closest(id_, ids))


def unknown_subject(asked: str, kind: Text | None, known: Iterable[str]) -> Problem:
    """Give the problem with a subject, of a kind or of any (None), that the facts do not hold."""
    da, en = (f"ingen {kind.da}", kind.en) if kind else ("intet emne", "subject")
    message = Text(f"fakta har {da} med id {shown(asked)}", f"the facts hold no {en} with id {shown(asked)}")
    return Problem("unknown-subject", Place("--subject"), message, None, closest(asked, known))


def no_date(files: Sequence[str]) -> Problem:
    """Give the problem with facts that do not say which date they are to be judged by."""
    message = Text("der mangler en dato at bedømme efter", "there is no date to judge by")
    expected = Text("as_of i fakta eller --as-of DATO", "as_of in the facts or --as-of DATE")
    return Problem("no-as-of", Place(files[0] if files else "-"), message, expected)
