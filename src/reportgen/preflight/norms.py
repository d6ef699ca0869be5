"""Bodies of rules, and the profiles that bind them together.

A norm is what a file claims (a part of PDF/X, PDF/A, PDF/UA) or what a use asks of it (print, screen). A
profile is a row of a table: what its use asks for, and the standards a file for that use has to claim. A
file is always held to what it claims itself, whatever the profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from reportgen.preflight.claims import Claims


class Norm(Enum):
    """One body of rules."""

    ANY = "any"  # ISO 32000-1, and what is sensible in every file
    PRINT = "print"  # the rules of the press, whatever standard is claimed
    WEB = "web"  # reading on a screen
    X = "X-4"  # ISO 15930-7; what the older parts have in common with it, too
    OPAQUE = "X-1a"  # parts of X and A from before transparency was allowed
    A = "A-2/3"  # ISO 19005-2 and -3, every level
    A_TWO = "A-2"
    A_THREE = "A-3"
    A_UNICODE = "A-u"  # levels U and A
    A_TAGGED = "A-a"  # level A
    UA = "UA-1"  # ISO 14289-1


@dataclass(frozen=True, slots=True)
class Profile:
    """What a file is for. `standards` count, and are demanded, where the profile was asked for by name."""

    name: str
    house: frozenset[Norm]
    standards: frozenset[Norm] = frozenset()


PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("press", frozenset({Norm.PRINT}), frozenset({Norm.X})),
        Profile("archive", frozenset(), frozenset({Norm.A, Norm.A_UNICODE})),
        Profile(
            "web",
            frozenset({Norm.WEB}),
            frozenset({Norm.A, Norm.A_TWO, Norm.A_UNICODE, Norm.A_TAGGED, Norm.UA}),
        ),
        Profile("any", frozenset()),
    )
}


def guessed(claims: Claims) -> Profile:
    """The profile of a file that claims this: X goes to the press, UA to readers, A alone to the archive.

    A-3 with UA is an archive's file, too: it is chosen where sources are kept inside.
    """
    if claims.x or claims.has_x_intent:
        return PROFILES["press"]
    if claims.a_part and not (claims.ua and claims.a_part == 2):
        return PROFILES["archive"]
    return PROFILES["web" if claims.ua else "any"]


def norms_of(claims: Claims) -> frozenset[Norm]:
    """The norms that a file has bound itself to. Of parts not known here, those rules that they share."""
    found = {Norm.ANY}
    if claims.x or claims.has_x_intent:
        found.add(Norm.X)
        if claims.x.startswith(("PDF/X-1", "PDF/X-3")):
            found.add(Norm.OPAQUE)
    if claims.a_part in (1, 2, 3):
        found.add(Norm.A)
        if claims.a_part == 1:
            found.add(Norm.OPAQUE)
        else:
            found.add(Norm.A_TWO if claims.a_part == 2 else Norm.A_THREE)
        if claims.a_level in ("A", "U"):
            found.add(Norm.A_UNICODE)
        if claims.a_level == "A":
            found.add(Norm.A_TAGGED)
    if claims.ua == 1:
        found.add(Norm.UA)
    return frozenset(found)
