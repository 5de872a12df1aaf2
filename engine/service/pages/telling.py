"""What went wrong, told as a page: in the language of its address, with what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from engine.service.access import telling
from engine.service.access.refused import NotKnown, TooLittle
from engine.service.pages.frame import shown
from engine.service.pages.serve import Gone, frame_of, of_path
from engine.service.problem import limits_of, told
from engine.service.work.crew import Busy, Crashed, TooLong, TooMuch
from engine.source.text import Lang, Text

AGAIN = Text("Prøv igen om lidt.", "Try again in a while.")
NEXT = {
    404: Text("Se efter i adressen, eller begynd ved kontrollen.", "Look at the address, or begin at the check."),
    405: Text("Begynd ved kontrollen.", "Begin at the check."),
    408: Text(
        "Prøv igen; del filen, hvis forbindelsen er langsom.", "Try again; split the file where the line is slow."
    ),
    413: Text("Del filen i mindre dele.", "Split the file."),
    422: Text("Gå tilbage, ret det, og prøv igen.", "Go back, put it right, and try again."),
    500: Text(
        "Prøv igen. Sker det igen, så sig hvornår til den, der driver tjenesten.",
        "Try again. Where it happens again, tell whoever runs the service when it did.",
    ),
    502: AGAIN,
    503: AGAIN,
}
"""What to do next, by the status; where the words of a refusal say it themselves, nothing more."""


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, why, and what to do next."""

    title: Text
    why: Text
    next: Text | None

    def to(self, lang: Lang) -> dict[str, str]:
        """Give it in a language."""
        after = self.next.to(lang) if self.next else ""
        why = self.why.to(lang)
        return {"title": self.title.to(lang), "why": "" if why == self.title.to(lang) else why, "next": after}


OWN: dict[type[Exception], Words] = {
    Gone: Words(
        Text("Kontrollen er her ikke mere", "The check is here no longer"),
        Text("Den er glemt, eller der er gået for lang tid.", "It was forgotten, or too much time has passed."),
        Text("Kontrollér filen igen.", "Check the file again."),
    ),
    TooLong: Words(
        Text("Det tog for lang tid", "It took too long"),
        Text("Kontrollen blev standset.", "The check was stopped."),
        Text("Del filen i mindre dele, eller vælg færre områder.", "Split the file, or choose fewer areas."),
    ),
    TooMuch: Words(
        Text("Filen er for stor", "The file is too large"),
        Text(
            "Kontrollen brugte for megen hukommelse og blev standset.",
            "The check used too much memory and was stopped.",
        ),
        NEXT[413],
    ),
    Crashed: Words(
        Text("Kontrollen blev afbrudt", "The check was cut short"),
        Text(
            "Det er en fejl i programmet; intet er afgjort. Andre kontroller er ikke berørt.",
            "It is a fault of the program; nothing is decided. Other checks are not affected.",
        ),
        NEXT[500],
    ),
    Busy: Words(
        Text("Der er travlt lige nu", "It is busy just now"),
        Text("Så meget venter, at der ikke er plads til mere.", "So much waits that there is no room for more."),
        AGAIN,
    ),
}
"""What happened with a check, as pages tell it."""
ONLY_SYSTEMS = Words(
    Text("Du har ikke adgang", "You have no access"),
    Text("Her kan kun systemer med et token komme ind.", "Only systems with a token can come in here."),
    Text("Spørg den, der driver tjenesten, om adgang.", "Ask whoever runs the service for access."),
)
A_ROLE = Text("Bed den, der styrer adgangen, om rollen.", "Ask whoever manages access for the role.")
TO_CHECK, TO_LOGIN = Text("Til kontrollen", "To the check"), Text("Log ind", "Log in")


def tell(request: Request, error: Exception) -> Response:
    """Tell what went wrong at a page; elsewhere as access tells it."""
    if of_path(request) is None:
        return telling.tell(request, error)
    return telling.to_login(request, error) or _page(request, error)


def _page(request: Request, error: Exception) -> Response:
    frame, found = frame_of(request), told(error, limits_of(request))
    template = "trouble_part.html" if "hx-request" in request.headers else "trouble.html"
    words = _words(request, error).to(frame.lang)
    text = shown(template, frame, words=words, link=_link(request, error, frame.lang))
    return HTMLResponse(text, found.status, {**found.headers, "Content-Language": frame.lang})


def _words(request: Request, error: Exception) -> Words:
    found = told(error, limits_of(request))
    if type(error) in OWN:
        return OWN[type(error)]
    if isinstance(error, NotKnown) and error.can_log_in and not telling.can_log_in(request, error):
        return ONLY_SYSTEMS
    return Words(found.title, found.why, A_ROLE if isinstance(error, TooLittle) else NEXT.get(found.status))


def _link(request: Request, error: Exception, lang: Lang) -> tuple[str, str] | None:
    """Give where to go next, and what that is called; nowhere for those who cannot come in."""
    if telling.can_log_in(request, error):
        return f"{telling.LOGIN}?{urlencode({'next': f'/{lang}/check'})}", TO_LOGIN.to(lang)
    return None if isinstance(error, NotKnown) else (f"/{lang}/check", TO_CHECK.to(lang))
