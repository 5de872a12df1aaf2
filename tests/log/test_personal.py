"""Personal data is in no output at all: reports, traces, logs, bundles, errors, nor any file of the database."""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from openpyxl import Workbook
from pypdf import PdfReader
from sqlalchemy import select

import cli
from engine.log.contents import fetched
from engine.log.pack import unpacked
from engine.log.tables import content
from engine.reports.reporter import FORMATS
from tests.log.common import Log, sheet

NAME, NUMBER = "Dagny Zzyzx-Prøvesen", "070761-4285"
SECRETS = [NAME, "Zzyzx", "Dagny", NUMBER, NUMBER.replace("-", ""), "7614285"]
FACTS = f"""
as_of: 2017-06-01
driftsherre: [{{id: region-midtjylland, type: region}}, {{id: viborg, type: kommune}}]
tilbud: [{{id: a, driftsherre: region-midtjylland, beliggenhedsregion: midtjylland, lovhjemler: [sel_108]}}]
betalingsaftale:
  - id: plads-1
    tilbud: a
    handlekommune: viborg
    betalingskommune: viborg
    objektivt_finansieret: nej
    grundtakst: med_andet
    skriftlig: ja
    borgers_navn: {NAME}
    cpr: {NUMBER}
    indhold:
      [handlekommune, betalingskommune, leverandoer, ydelser_og_hjemmel, bevillingsomfang, startdato_og_priser,
       opsigelsesvarsel]
"""
BREACHED = FACTS.replace("bevillingsomfang, ", "").replace("    skriftlig: ja\n", "")
"""The same with a breach, which has a remedy, and something that is missing."""
RULES = ("rammeaftale/betalingsaftale-indhold", "rammeaftale/betalingsaftale-skriftlig")
Run = Callable[..., str]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place to keep the rulebook in, so that it is read once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], cache: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command, and give all that it printed."""
    monkeypatch.setenv("KLAUSUL_CACHE", str(cache))

    def run(*arguments: object) -> str:
        with pytest.raises(SystemExit):
            cli.main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return captured.out + captured.err

    return run


def free_of_secrets(what: str, text: str) -> None:
    for secret in SECRETS:
        assert secret not in text, what


def texts_of(path: Path) -> Iterator[str]:
    """Give all texts that a file holds, whatever it is packed in."""
    held = path.read_bytes()
    yield held.decode("utf-8", "replace")
    if is_zipfile(path):
        with ZipFile(path) as package:
            yield from (package.read(name).decode("utf-8", "replace") for name in package.namelist())
    elif held.startswith(b"%PDF"):
        yield from (page.extract_text() for page in PdfReader(BytesIO(held)).pages)
    elif path.suffix == ".xz":
        yield lzma.decompress(held).decode()


def facts_file(folder: Path, text: str = FACTS) -> Path:
    path = folder / "facts.yaml"
    path.write_text(text, "utf-8")
    return path


def test_no_report_holds_them(tmp_path: Path, run: Run) -> None:
    facts = facts_file(tmp_path, BREACHED)
    written = [tmp_path / f"report{form.endings[0]}" for form in FORMATS.values()]
    outputs = [part for path in written for part in ("-o", path)]
    assert run("check", facts, "--all", "--detail", "full", *outputs) == ""
    for path in written:
        for found in texts_of(path):
            free_of_secrets(path.name, found)
    assert '"outcome": "breached"' in (tmp_path / "report.json").read_text("utf-8")
    for rule in RULES:
        for form in ("text", "json"):
            free_of_secrets(form, run("explain", facts, "--rule", rule, "--subject", "plads-1", "--format", form))
    facts_file(tmp_path)
    found = run("check", facts, "--all", "--lang", "en", "--detail", "full")
    assert RULES[0] in found
    free_of_secrets("check", found)


def test_no_look_at_facts_holds_them(tmp_path: Path, run: Run) -> None:
    facts = facts_file(tmp_path)
    for command in ("check", "show"):
        for form in ("text", "json"):
            found = run("facts", command, facts, "--format", form)
            assert found
            free_of_secrets(command, found)
    for ending in (".yaml", ".json", ".xlsx"):
        written = tmp_path / f"anew{ending}"
        free_of_secrets(ending, run("facts", "convert", facts, "-o", written))
        for found in texts_of(written):
            free_of_secrets(ending, found)
        again = run("facts", "show", written, "--format", "json")
        assert '"borgers_navn": {\n          "value": "true"' in again


def test_no_log_holds_them(log: Log, tmp_path: Path, run: Run) -> None:
    bundle = tmp_path / "bundle.xz"
    on_log = ("--log", log.url)
    facts = facts_file(tmp_path, BREACHED)
    outputs = [run("check", facts, "--format", "json", "--detail", "full", *on_log)]
    facts_file(tmp_path)
    outputs.append(run("check", facts, *on_log))
    for form in ("text", "json"):
        outputs += [
            run("log", *command, *on_log, "--format", form)
            for command in (
                ("list",),
                ("show", "1", "--all"),
                ("show", "2", "--subject", "plads-1"),
                ("search",),
                ("diff", "1", "2"),
                ("replay", "1"),
                ("verify",),
                ("head", "--all"),
                ("export", bundle),
            )
        ]
    outputs.append(run("rules", "diff", "rules", "rules", *on_log))
    for output in outputs:
        assert output
        free_of_secrets("output", output)
    for found in texts_of(bundle):
        free_of_secrets("bundle", found)
    with log.opened().reading() as connection:
        for hash_ in connection.execute(select(content.c.hash)).scalars():
            free_of_secrets(hash_, unpacked(fetched(connection, hash_)).decode())
    if log.address.path:
        for path in log.address.path.parent.glob("log.db*"):
            free_of_secrets(path.name, path.read_bytes().decode("utf-8", "replace"))


WRONG = {
    "a name with digits": (NAME, f"{NAME} 4285"),
    "a number that is none": (NUMBER, "990761-4285"),
    "a name as a list": (f"borgers_navn: {NAME}", f"borgers_navn: [{NAME}, {NAME}]"),
    "a number as a group": (f"cpr: {NUMBER}", f"cpr: {{nummer: {NUMBER}}}"),
    "a number as id": ("id: plads-1", f"id: {NUMBER}"),
    "a field misspelt": (f"cpr: {NUMBER}", f"cprr: {NUMBER}"),
    "the field twice": (f"cpr: {NUMBER}", f"cpr: {NUMBER}\n    cpr: {NUMBER}"),
    "a quote left open": (f"cpr: {NUMBER}", f'cpr: "{NUMBER}'),
    "a tab": (f"cpr: {NUMBER}", f"cpr:\t{NUMBER}\t:"),
    "an anchor": (f"cpr: {NUMBER}", f"cpr: &Zzyzx {NUMBER}"),
    "an alias": (f"borgers_navn: {NAME}", "borgers_navn: *Zzyzx"),
    "a tag": (f"borgers_navn: {NAME}", "borgers_navn: !Zzyzx Dagny"),
    "a colon": (f"borgers_navn: {NAME}", f"borgers_navn: {NAME}: x"),
    "a control character": (f"borgers_navn: {NAME}", f"borgers_navn: {NAME}\x07"),
    "several lines": (f"borgers_navn: {NAME}", f"borgers_navn: |\n      {NAME}\n      4285"),
    "an error elsewhere": ("skriftlig: ja", "skriftlig: maaske"),
    "a reference to it": ("tilbud: a\n", f"tilbud: {NUMBER}\n"),
    "a title of it": ("as_of: 2017-06-01", f"as_of: 2017-06-01\ntitle: {NUMBER}"),
}


@pytest.mark.parametrize("name", WRONG)
def test_no_error_holds_them(name: str, tmp_path: Path, run: Run) -> None:
    old, new = WRONG[name]
    assert old in FACTS
    path, log = facts_file(tmp_path, FACTS.replace(old, new)), tmp_path / "log.db"
    output = run("check", path, "--log", log, "--format", "json")  # that is in both languages, and in words
    assert output.count("facts.yaml") > 1
    free_of_secrets(name, output)
    assert not log.exists()


HEADERS = ["id", "skriftlig", "Borgerens navn", "Borgerens cpr-nummer"]
Rows = list[list[Any]]
CELLS: dict[str, tuple[Rows, bool]] = {
    "as they should be": ([HEADERS, ["plads-1", "ja", NAME, NUMBER]], True),
    "without the data": ([HEADERS, ["plads-1", "ja", "Ja", "yes"]], True),
    "a name with digits": ([HEADERS, ["plads-1", "ja", f"{NAME} 4285", NUMBER]], False),
    "a number that Excel has cut": ([HEADERS, ["plads-1", "ja", NAME, 707614285]], False),
    "a date": ([HEADERS, ["plads-1", "ja", date(2017, 1, 31), NUMBER]], False),
    "a truth": ([HEADERS, ["plads-1", "ja", NAME, True]], True),
    "a formula that has not been worked out": ([HEADERS, ["plads-1", "ja", f'="{NAME}"', NUMBER]], False),
    "no id": ([HEADERS, ["plads-1", "ja"], [None, None, NAME, NUMBER]], False),
    "a name alone": ([HEADERS, ["plads-1", "ja"], [None, None, NAME]], False),
    "like a note": ([HEADERS, ["plads-1", "ja"], [None, None, f"Note: {NAME}"]], False),
    "an id in parentheses": ([HEADERS, ["plads-1", "ja"], ["(x)", "ja", NAME, NUMBER]], True),
    "headers again": ([HEADERS, ["plads-1", "ja", NAME, NUMBER], HEADERS], True),
    "the column twice": ([[*HEADERS, "borgers_navn"], ["plads-1", "ja", NAME, NUMBER, NAME]], False),
    "a column misspelt": ([["id", "Borgerens navns", "cprs"], ["plads-1", NAME, NUMBER]], False),
    "an error elsewhere": ([HEADERS, ["plads-1", "maaske", NAME, NUMBER]], False),
    "a number elsewhere": ([HEADERS, ["plads-1", NUMBER, NAME, NUMBER]], False),
    "a number as id": ([HEADERS, [NUMBER, "ja", NAME, NUMBER]], False),
    "a number in a note": ([HEADERS, ["plads-1", "ja", NAME, NUMBER], [], [f"Note: {NUMBER}"]], True),
    "a number without a header": ([HEADERS, ["plads-1", "ja", NAME, NUMBER, NUMBER]], True),
}


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("name", CELLS)
def test_no_cell_is_told(name: str, ending: str, tmp_path: Path, run: Run) -> None:
    rows, sound = CELLS[name]
    path = tmp_path / f"betalingsaftale{ending}"
    sheet(path, "Betalingsaftale", rows)
    sound |= ending == ".csv" and name == "a formula that has not been worked out"  # it is a name there
    for command in (("show",), ("show", "--format", "json")):
        output = run("facts", *command, path)
        free_of_secrets(name, output)
    assert ('"subjects"' in output, '"problems"' in output) == (sound, not sound), output


def test_two_values_are_not_told(tmp_path: Path, run: Run) -> None:
    """Of one agreement that stands in two sheets, with a name in one and none in the other."""
    book = Workbook()
    book.worksheets[0].title = "Betalingsaftale"
    for row in (HEADERS, ["plads-1", "ja", NAME, NUMBER]):
        book.worksheets[0].append(row)
    path, other = tmp_path / "a.xlsx", tmp_path / "b.yaml"
    book.save(path)
    other.write_text("betalingsaftale: [{id: plads-1, borgers_navn: nej, cpr: 010100-0000}]", "utf-8")
    for lang, told in (("da", "her står noget andet end i a.xlsx"), ("en", "found something else than in a.xlsx")):
        output = run("facts", "show", path, other, "--lang", lang)
        assert told in output
        free_of_secrets(lang, output)


def test_a_template_asks_for_them_freely(tmp_path: Path, run: Run) -> None:
    """No list of yes and no stands in the way of a name."""
    from facts.sheets.forms import Column
    from facts.sheets.limits import Lists, limit

    assert limit(Column("betalingsaftale", "cpr"), "da", Lists(), {}) is None
    assert limit(Column("betalingsaftale", "skriftlig"), "da", Lists(), {}) is not None
    assert "Skriv et CPR-nummer som ddmmåå-nnnn, eller ja eller nej." in Column("betalingsaftale", "cpr").explained(
        "da"
    )


def test_no_answer_is_a_copy_of_a_workbook_that_holds_them(tmp_path: Path, run: Run) -> None:
    book = Workbook()
    book.worksheets[0].title = "Betalingsaftale"
    path, answer = tmp_path / "aftaler.xlsx", tmp_path / "svar.xlsx"
    for names, said in ((["plads-1", "ja", NAME, NUMBER], "personal data"), (["plads-1", "ja"], "in a copy of")):
        book.worksheets[0].delete_rows(1, 2)
        for row in (HEADERS, names):
            book.worksheets[0].append(row)
        book.save(path)
        run("check", path, "--as-of", "2017-06-01", "--format", "xlsx", "-o", answer, "--lang", "en")
        texts = list(texts_of(answer))
        assert any(said in text for text in texts)
        for text in texts:
            free_of_secrets(said, text)
