"""What holds for all facts: order changes nothing, exact values come back, and any file is read or refused."""

import json
import random
import string
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.source.problem import Problems
from engine.values.exact import decimal_of, text_of
from engine.values.kinds import DATE, MONEY, NUMBER, SHARE, TEXT, TRUTH, Choice, One, SetOf, unpack
from facts.digest import canonical, digest
from facts.entities import MODELS
from facts.entities.base import Needed
from facts.entities.fact import TWO_READINGS, Fact
from facts.factset import FactSet
from facts.read import read_facts

Fields = dict[str, str | list[str]]
Facts = dict[str, dict[str, Fields]]

IDS = st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,5}[a-z0-9])?", fullmatch=True)
WORDS = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=20)


def decimal_text(figure: Fraction) -> str:
    text = format(decimal_of(figure) or 0, "f")
    return text + "0" if TWO_READINGS.fullmatch(text) else text


def figures(fact: Fact) -> st.SearchStrategy[str]:
    unit = {MONEY: " kr", SHARE: " %", NUMBER: ""}[fact.kind]
    low, high = (
        int(limit.removesuffix(unit)) if limit else default
        for limit, default in ((fact.at_least, -(10**9)), (fact.at_most, 10**9))
    )
    places = st.just(0) if fact.whole else st.integers(0, 6)
    exact = places.flatmap(lambda p: st.integers(low * 10**p, high * 10**p).map(lambda n: Fraction(n, 10**p)))
    return exact.map(lambda figure: decimal_text(figure) + unit)


def values(fact: Fact, ids: dict[str, list[str]]) -> st.SearchStrategy[str | list[str]]:
    match fact.kind:
        case One(entity=entity):
            return st.sampled_from(ids[entity]) if ids[entity] else st.nothing()
        case Choice(members=members):
            return st.sampled_from(members)
        case SetOf(of=Choice(members=members)):
            return st.lists(st.sampled_from(members), unique=True, max_size=4)
    if fact.kind == DATE:
        return st.dates().map(date.isoformat)
    if fact.kind == TRUTH:
        return st.sampled_from(["ja", "nej", "true", "false", "Ja", "TRUE"])
    return WORDS.filter(lambda text: bool(text.strip())) if fact.kind == TEXT else figures(fact)


@st.composite
def all_facts(draw: st.DrawFn) -> Facts:
    ids = {entity: draw(st.lists(IDS, unique=True, max_size=3)) for entity in MODELS}
    return {entity: {id_: draw(fields(entity, ids)) for id_ in ids[entity]} for entity in MODELS}


@st.composite
def fields(draw: st.DrawFn, entity: str, ids: dict[str, list[str]]) -> Fields:
    known: Fields = {}
    for name, fact in MODELS[entity].facts().items():
        strategy = values(fact, ids)
        needed = isinstance(fact, Needed)
        if name != "id" and not strategy.is_empty and (needed or draw(st.booleans())):
            known[name] = draw(strategy)
        top, first = known.get(fact.not_above or ""), known.get(fact.not_before or "")
        if name in known and isinstance(top, str) and Fraction(str(known[name])) > Fraction(top):
            del known[name]
        if name in known and isinstance(first, str) and str(known[name]) < first:
            known |= {name: first} if needed else {}
            if not needed:
                del known[name]
    return known


def entries(facts: Facts) -> list[tuple[str, Fields]]:
    return [(entity, {"id": id_, **known}) for entity, of in facts.items() for id_, known in of.items()]


def as_json(document: object) -> tuple[str, str]:
    return json.dumps(document), ".json"


def as_yaml(document: object) -> tuple[str, str]:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False), ".yaml"


def as_flow_yaml(document: object) -> tuple[str, str]:
    return yaml.safe_dump(document, default_flow_style=True, sort_keys=False), ".yml"


WRITERS = st.sampled_from([as_json, as_yaml, as_flow_yaml])
Writer = Callable[[object], tuple[str, str]]


def read_back(documents: list[dict[str, object]], write: Writer, shuffle: random.Random | None = None) -> FactSet:
    with TemporaryDirectory() as folder:
        paths = []
        for number, document in enumerate(documents):
            text, suffix = write(document)
            paths.append(Path(folder, f"{number}{suffix}"))
            paths[-1].write_text(text, "utf-8", newline="")
        if shuffle:
            shuffle.shuffle(paths)
        return read_facts(paths)


def document_of(listed: list[tuple[str, Fields]]) -> dict[str, object]:
    document: dict[str, list[Fields]] = {}
    for entity, known in listed:
        document.setdefault(entity, []).append(known)
    return dict(document)


def without_places(facts: FactSet) -> list[object]:
    """Everything but places and files, with every order that a program can see."""
    about: list[object] = [facts.as_of, facts.title, facts.note, list(facts.subjects)]
    return about + [(s.entity, s.id, list(s.values.items()), list(s.places)) for s in facts]


@given(all_facts(), WRITERS, st.integers(1, 3), st.randoms(use_true_random=False))
def test_order_changes_nothing_but_places(facts: Facts, write: Writer, parts: int, shuffle: random.Random) -> None:
    listed = entries(facts)
    one = read_back([document_of(listed)], as_json)
    spread: list[list[tuple[str, Fields]]] = [[] for _ in range(parts)]
    for entity, known in shuffle.sample(listed, len(listed)):
        turned = {name: known[name] for name in shuffle.sample(sorted(known), len(known))}
        for name, kept in turned.items():
            turned[name] = shuffle.sample(kept, len(kept)) if isinstance(kept, list) else kept
        shuffle.choice(spread).append((entity, turned))
    other = read_back([document_of(part) for part in spread], write, shuffle)
    assert without_places(one) == without_places(other)
    assert digest(one) == digest(other)


def written(facts: FactSet) -> dict[str, object]:
    """The facts as a document again, from nothing but their values."""
    listed = []
    for subject in facts:
        kinds = facts.vocabulary.entities[subject.entity].fields
        known: Fields = {}
        for name, kept in subject.values.items():
            kind = kinds[name].kind
            if isinstance(kept, frozenset):
                known[name] = sorted(kept)
            elif kind == MONEY:
                assert isinstance(kept, int | Fraction)
                known[name] = decimal_text(unpack(kept, kind))
            else:
                text = text_of(kept, kind)
                known[name] = text + "0" if kind == NUMBER and TWO_READINGS.fullmatch(text) else text
        listed.append((subject.entity, known))
    return document_of(listed)


@given(all_facts(), WRITERS)
def test_exact_values_come_back(facts: Facts, write: Writer) -> None:
    first = read_back([document_of(entries(facts))], write)
    again = read_back([written(first)], write)
    assert canonical(first) == canonical(again)
    assert without_places(first) == without_places(again)


@given(all_facts(), WRITERS)
def test_figures_and_texts_are_kept_as_written(facts: Facts, write: Writer) -> None:
    found = read_back([document_of(entries(facts))], write)
    for entity, of in facts.items():
        for id_, known in of.items():
            for name, text in known.items():
                kept, kind = found.subjects[entity][id_].values[name], found.vocabulary.field(entity, name).kind
                if kind in (MONEY, NUMBER, SHARE) and isinstance(kept, int | Fraction) and isinstance(text, str):
                    figure = Fraction(text.removesuffix(" kr").removesuffix(" %"))
                    assert unpack(kept, kind) == (figure / 100 if kind == SHARE else figure)
                elif kind == TEXT and isinstance(text, str):
                    assert kept == text.strip()


NAMES = sorted({name for model in MODELS.values() for name in (model.entity(), *model.facts(), *model.COLLECTIONS)})
KEYS = st.sampled_from(["as_of", "title", "note", *MODELS, *NAMES]) | st.text(max_size=5)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.dates().map(str)
    | st.sampled_from(["6.1", "6.1 %", "1.234", "1.234,50", "ja", "sel_107", "a", "A", "kommune", "1e9", "-1", "2017"])
)
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5))
ITEMS = st.dictionaries(st.sampled_from(NAMES), TREES, max_size=6)
DOCUMENTS = st.dictionaries(KEYS, TREES | st.lists(ITEMS, max_size=3), max_size=5)
YAML_LIKE = st.lists(
    st.sampled_from(
        [*string.punctuation, "\n", "\n  ", "\n- ", ": ", " ", "\t", "a", "1", "id: ", *MODELS, "aar", "§"]
    ),
    max_size=40,
).map("".join)


def read_or_refused(content: bytes, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"x{suffix}")
        path.write_bytes(content)
        try:
            facts = read_facts([path])
        except Problems as found:
            assert found.problems
            for problem in found.problems:
                for line in (problem.to("da"), problem.to("en")):
                    assert line.startswith("x.")
                    assert "".join(line.splitlines()) == line
        else:
            assert digest(facts).startswith("sha256:")


SUFFIXES = st.sampled_from([".yaml", ".json"])


@given(st.binary(max_size=200), SUFFIXES)
def test_any_bytes(content: bytes, suffix: str) -> None:
    read_or_refused(content, suffix)


@given(st.text() | YAML_LIKE, SUFFIXES)
def test_any_text(text: str, suffix: str) -> None:
    read_or_refused(text.encode("utf-8", "surrogatepass"), suffix)


@given(DOCUMENTS | TREES, WRITERS)
def test_any_structure(document: object, write: Writer) -> None:
    text, suffix = write(document)
    read_or_refused(text.encode("utf-8", "surrogatepass"), suffix)


@given(st.lists(DOCUMENTS, min_size=2, max_size=3))
def test_any_structures_together(documents: list[dict[str, object]]) -> None:
    try:
        read_back(documents, as_json)
    except Problems as found:
        assert found.problems
