"""Rule tests: what holds, what differs (with the trace), and that an assertion which matches nothing fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.decision.decide import Prepared
from engine.reports.explain import trace_report
from engine.reports.rules import differences_text, summary_line
from engine.ruletest.format import read_cases
from engine.ruletest.run import Outcome, run_tests
from engine.source.problem import Problems
from engine.source.text import Text

NAME = "- name: {da: toogtres, en: sixty-two}"
FACTS = """
  facts:
    as_of: 2017-06-01
    driftsherre: [{id: m, type: region}]
    tilbud: [{id: a, driftsherre: m, institution: anden}]
    takst:
      - {id: t, tilbud: a, administration: 62, direkte_omkostninger: 1000}
      - {id: u, tilbud: a}
"""


def ran(small: Prepared, folder: Path, expect: str) -> Outcome:
    (folder / "takst").mkdir(exist_ok=True)
    (folder / "takst" / "x_test.yaml").write_text(NAME + FACTS + expect, "utf-8")
    return run_tests(small, folder)


@pytest.mark.parametrize(
    "expect",
    [
        "  expect: {takst/overhead: {t: breached, u: undetermined}}",
        "  expect: {rammeaftale/omfang: 'true'}",
        "  expect: {takst/overhead: {t: breached}}\n  margin: {takst/overhead: {t: 0.1 %}}",
        "  expect: {takst/overhead: {u: undetermined}}\n"
        "  missing: {takst/overhead: {u: [takst.u.direkte_omkostninger, takst.u.administration]}}",
    ],
)
def test_what_holds(small: Prepared, tmp_path: Path, expect: str) -> None:
    outcome = ran(small, tmp_path, expect)
    assert outcome.differences == ()
    assert outcome.assertions > 0


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ("  expect: {takst/overhead: {t: met}}", "takst/overhead (t): expected met, found breached"),
        (
            "  expect: {takst/overhead: {t: breached}}\n  margin: {takst/overhead: {t: 0.2 %}}",
            "expected 0.2 %, found 0.1 %",
        ),
        (
            "  expect: {takst/overhead: {u: undetermined}}\n  missing: {takst/overhead: {u: []}}",
            "expected -, found takst.u.",
        ),
        ("  expect: {takst/overhead: breached}", "matches 2 decisions instead of one (subjects: t, u)"),
        ("  expect: {takst/overhead: {v: met}}", "matches 0 decisions instead of one (subjects: t, u)"),
        ("  expect: {takst/overhed: {t: met}}", "no rule has this id; did you mean takst/overhead?"),
    ],
)
def test_what_differs(small: Prepared, tmp_path: Path, expect: str, found: str) -> None:
    outcome = ran(small, tmp_path, expect)
    (difference,) = outcome.differences
    assert found in differences_text(difference, "en")
    assert difference.place.file == "takst/x_test.yaml"
    assert difference.place.line > 8
    if difference.decision:
        assert "administration" in trace_report(difference, "en")
    assert summary_line(outcome, "en").endswith("1 do not hold\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {name: {da: x, en: y}}", "'expect' is missing"),
        ("- {name: {da: x, en: y}, facts: {as_of: 2017-01-01}, expect: {}}", "x_test.yaml:1:"),
        ("- {name: {da: x, en: y}, facts: {takst: [{id: t}]}, expect: {takst/overhead: met}}", "do not say which date"),
        (
            "- {name: {da: x, en: y}, facts: {as_of: 2017-01-01, takst: [{id: t, taks: 1}]}, expect: {a/b: met}}",
            "did you mean takst?",
        ),
        ("- {name: {da: x, en: y}, fact: {}, expect: {a/b: met}}", "did you mean facts?"),
        ("name: x", "x_test.yaml"),
        (
            "- {name: {da: x, en: y}, facts: {as_of: 2017-01-01}, expect: {a/b: met}, as_of: {2017-02-29: {a/b: met}}}",
            "x_test.yaml:1:82: '2017-02-29' is not a date; expected a date that exists",
        ),
        (
            "- {name: {da: x, en: y}, facts: {as_of: 2017-01-01}, expect: {a/b: met}, unreachable: {a/b: met}}",
            "x_test.yaml:1:",
        ),
    ],
)
def test_test_files_in_error(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "takst" / "x_test.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    with pytest.raises(Problems) as error:
        read_cases(path, tmp_path)
    assert message in str(error.value)


def named(tmp_path: Path, name: str) -> str:
    path = tmp_path / "takst" / "x_test.yaml"
    path.parent.mkdir()
    path.write_text(f"# A test.\n- name: {name}{FACTS}  expect: {{takst/overhead: met}}\n", "utf-8")
    with pytest.raises(Problems) as error:
        read_cases(path, tmp_path)
    (problem,) = error.value.problems
    return problem.to("da")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("toogtres", '2:9: \'toogtres\' kan ikke stå her; ventede begge sprog: {da: "...", en: "..."}'),
        ("", '2:3: \'name\' er tom; ventede begge sprog: {da: "...", en: "..."}'),
        ("{da: toogtres}", "2:3: den engelske tekst 'en' mangler"),
        ("{en: sixty-two}", "2:3: den danske tekst 'da' mangler"),
        ('{da: " ", en: sixty-two}', "2:14: den danske tekst 'da' er tom"),
    ],
)
def test_a_name_is_given_in_both_languages(tmp_path: Path, name: str, message: str) -> None:
    assert named(tmp_path, name) == f"takst/x_test.yaml:{message}"


def test_other_dates_are_cases_of_their_own(small: Prepared, tmp_path: Path) -> None:
    outcome = ran(
        small,
        tmp_path,
        "  expect: {takst/overhead: {t: breached}}\n"
        "  as_of:\n    2016-12-31: {takst/overhead: {t: not_applicable, u: met}}\n"
        "    2018-01-01: {takst/naeste-aar: {t: undetermined}}\n",
    )
    assert (outcome.cases, outcome.assertions) == (3, 4)
    (difference,) = outcome.differences
    assert differences_text(difference, "en") == (
        "takst/x_test.yaml:11:54: sixty-two (2016-12-31)\n  takst/overhead (u): expected met, found not_applicable\n"
    )
    assert differences_text(difference, "da").startswith("takst/x_test.yaml:11:54: toogtres (2016-12-31)\n")


def test_an_excuse_is_read_with_its_place(small: Prepared, tmp_path: Path) -> None:
    expect = (
        "  expect: {takst/overhead: {t: breached}}\n"
        "  unreachable:\n    takst/overhead: {met takst/overhead: {da: sådan er det, en: so it is}}\n"
    )
    ((case, _),) = ran(small, tmp_path, expect).judged
    (excuse,) = case.excuses
    assert (excuse.rule, excuse.goal) == ("takst/overhead", "met takst/overhead")
    assert excuse.why == Text("sådan er det", "so it is")
    assert str(excuse.place) == "takst/x_test.yaml:11:22"


def test_only_the_cases_asked_for(small: Prepared, tmp_path: Path) -> None:
    ran(small, tmp_path, "  expect: {takst/overhead: {t: breached}}")
    assert run_tests(small, tmp_path, ["sixty"]).cases == 1
    assert run_tests(small, tmp_path, ["toog"]).cases == 1
    assert run_tests(small, tmp_path, ["x_test"]).cases == 1
    assert run_tests(small, tmp_path, ["nothing"]).cases == 0
