"""Personal data is in no output at all: reports, traces, logs, bundles, errors, nor any file of the database."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from sqlalchemy import select

import cli
from engine.log.contents import fetched
from engine.log.pack import unpacked
from engine.log.tables import content
from tests.log.common import Log

NAME, NUMBER = "Dagny Zzyzx-Prøvesen", "070761-4285"
SECRETS = [NAME, "Zzyzx", "Dagny", NUMBER, NUMBER.replace("-", ""), "4285"]
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


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run the command, and give all that it printed."""

    def run(*arguments: object) -> str:
        with pytest.raises(SystemExit):
            cli.main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return captured.out + captured.err

    return run


def free_of_secrets(what: str, text: str) -> None:
    for secret in SECRETS:
        assert secret not in text, what


def test_no_output_holds_them(log: Log, tmp_path: Path, run) -> None:  # type: ignore[no-untyped-def]
    facts, bundle = tmp_path / "facts.yaml", tmp_path / "bundle.xz"
    facts.write_text(FACTS, "utf-8")
    on_log = ("--log", log.url)
    outputs = [run("check", facts, "--all", "--lang", lang, *on_log) for lang in ("da", "en")]
    assert "betalingsaftale-indhold" in outputs[0]
    outputs.append(run("check", facts, "--format", "json", "--detail", "full", *on_log))
    assert '"outcome": "met"' in outputs[-1]
    for rule in ("rammeaftale/betalingsaftale-indhold", "rammeaftale/betalingsaftale-skriftlig"):
        for form in ("text", "json"):
            outputs.append(run("explain", facts, "--rule", rule, "--subject", "plads-1", "--format", form))
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
    free_of_secrets("bundle", lzma.decompress(bundle.read_bytes()).decode())
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
    "a tag": (f"borgers_navn: {NAME}", "borgers_navn: !Zzyzx Dagny"),
    "a colon": (f"borgers_navn: {NAME}", f"borgers_navn: {NAME}: x"),
    "a control character": (f"borgers_navn: {NAME}", f"borgers_navn: {NAME}\x07"),
    "several lines": (f"borgers_navn: {NAME}", f"borgers_navn: |\n      {NAME}\n      4285"),
    "an error elsewhere": ("skriftlig: ja", "skriftlig: maaske"),
    "a reference to it": ("tilbud: a\n", f"tilbud: {NUMBER}\n"),
    "a title of it": ("as_of: 2017-06-01", f"as_of: 2017-06-01\ntitle: {NUMBER}"),
}


@pytest.mark.parametrize("name", WRONG)
def test_no_error_holds_them(name: str, tmp_path: Path, run) -> None:  # type: ignore[no-untyped-def]
    old, new = WRONG[name]
    assert old in FACTS
    path, log = tmp_path / "facts.yaml", tmp_path / "log.db"
    path.write_text(FACTS.replace(old, new), "utf-8")
    for options in (("--lang", "da"), ("--lang", "en"), ("--format", "json")):
        output = run("check", path, "--log", log, *options)
        assert "facts.yaml" in output
        free_of_secrets(name, output)
    assert not log.exists()
