"""What went wrong, as it is told: problems with their places, or a fault of the program; never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands.edge import printed

if TYPE_CHECKING:
    from engine.source.text import Lang


def explained(error: Exception, arguments: list[str]) -> str:
    """Give what went wrong as text for people; as JSON, too, where that was asked for."""
    from engine.evaluation.explain import Disagreement
    from engine.source.problem import Problems
    from engine.source.text import Text

    lang: Lang = "en" if "en" in arguments or "--lang=en" in arguments else "da"
    if isinstance(error, Problems):
        if "json" in arguments or "--format=json" in arguments:
            from engine.reports.data import problem_report

            printed(problem_report(error.problems))
        return "".join(problem.to(lang) + "\n" for problem in error.problems)
    what = str(error) if isinstance(error, Disagreement) else repr(error)
    return Text(
        f"klausul: fejl i programmet, intet er afgjort: {what}\n",
        f"klausul: a fault of the program, nothing is decided: {what}\n",
    ).to(lang)
