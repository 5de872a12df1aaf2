"""From files to decisions: where a run begins. What is wrong with rules, facts and what was asked is told together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import engine
from engine.decision.decide import Judgement, Prepared, Progress, judge, prepare
from engine.decision.deviations import deviation_problems
from engine.decision.gaps import Looked, gaps
from engine.language.gather import both
from engine.rulebook.choose import choose
from engine.rulebook.kept import Kept, load_kept
from engine.rulebook.model import Rulebook
from engine.rulebook.uses import Uses, uses
from engine.source.problem import Problem, Problems
from engine.source.select import no_date, unknown_areas, unknown_rules
from facts.factset import FactSet
from facts.read import read_facts
from facts.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked: the rules' folder (None: Klausul's own), the date (None: the facts'), areas and rules.

    `readings`: pairs of a rule's id and the option that it is read by, where it is not the one the rulebook uses.
    """

    folder: Path | None = None
    as_of: date | None = None
    areas: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()


def own_rules() -> Path:
    """Give the folder of the rules that come with Klausul."""
    return Path(engine.__file__).parent.parent / "rules"


def prepared_from(asked: Asked) -> Prepared:
    """Give the rulebook asked for, ready to decide. Raises Problems, also for areas and rules that are not in it."""
    return prepare(rulebook_from(asked))


def judged_from(paths: Sequence[Path], asked: Asked, progress: Progress | None = None) -> Judgement:
    """Give the decisions on the facts in `paths`. Raises Problems of rules and facts together."""
    return judged_of(lambda: read_facts(paths), asked, progress)


def judged_of(
    read: Callable[[], FactSet], asked: Asked, progress: Progress | None = None, loaded: Kept | None = None
) -> Judgement:
    """Give the decisions on the facts that `read` gives. Raises Problems of rules and facts together.

    `loaded`: the folder's rulebook, where it was loaded before.
    """
    problems: list[Problem] = []
    kept = facts = day = None
    try:
        kept = kept_for(asked, loaded)
    except Problems as error:
        problems += error.problems
    try:
        facts = read()
        day = asked.as_of or facts.as_of
        if day is None:
            problems.append(no_date(facts.files))
    except Problems as error:
        problems += error.problems
    if kept is not None and facts is not None:
        problems += deviation_problems(facts, kept.rulebook)
    if kept is None or facts is None or day is None or problems:
        raise Problems(problems)
    judgement = judged(kept, facts, day, asked, progress)
    judgement.find_alternatives()
    kept.keep()
    return judgement


def judged(kept: Kept, facts: FactSet, day: date, asked: Asked, progress: Progress | None = None) -> Judgement:
    """Give the decisions on `facts` as of `day`, of the areas and rules asked for. Raises Problems of the rules."""
    held = {entity for entity, subjects in facts.subjects.items() if subjects}
    return judge(prepare(kept.rulebook, held, kept.memo), facts, day, asked.areas, asked.rules, progress)


def rulebook_from(asked: Asked, loaded: Kept | None = None) -> Rulebook:
    """Give the rulebook asked for. Raises Problems, also for areas, rules and readings that are not in it."""
    return kept_for(asked, loaded).rulebook


def looked_from(paths: Sequence[Path], asked: Asked) -> Looked:
    """Give the facts in `paths` with what is missing for the rules asked for; no rule is run. Raises Problems."""
    rulebook, facts = both(lambda: rulebook_from(asked), lambda: read_facts(paths))
    return Looked(facts, asked.as_of or facts.as_of, gaps(facts, uses(rulebook, asked.areas)))


def uses_of(asked: Asked) -> Uses:
    """Give the fields that the rules asked for use. Raises Problems."""
    return uses(rulebook_from(asked), asked.areas)


def loaded_from(folder: Path | None) -> Kept:
    """Give the rulebook of a folder (None: Klausul's own), to be used for many runs. Raises Problems."""
    return load_kept(folder or own_rules(), vocabulary())


def kept_for(asked: Asked, loaded: Kept | None = None) -> Kept:
    """Give the rulebook asked for, as it is kept. Raises Problems, also for what is asked for and not in it."""
    kept = loaded or loaded_from(asked.folder)
    rulebook = kept.rulebook
    known = rulebook.rules
    problems = [*unknown_areas(asked.areas, {rule.area for rule in known.values()}), *unknown_rules(asked.rules, known)]
    try:
        rulebook = choose(rulebook, asked.readings) if asked.readings else rulebook
    except Problems as error:
        problems += error.problems
    if problems:
        raise Problems(problems)
    return replace(kept, rulebook=rulebook)
