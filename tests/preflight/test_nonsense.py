"""Files with nonsense in any place: the check ends, says something, and no rule breaks down over it."""

from __future__ import annotations

import io
import random
from typing import Any

import pikepdf
import pytest
import toolkit
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from toolkit import codes, good

from reportgen.preflight import check
from reportgen.preflight.norms import PROFILES

KINDS: tuple[toolkit.Kind, ...] = ("press", "archive", "web")


def nonsense(chance: random.Random) -> Any:
    """Something that belongs nowhere."""
    return chance.choice(
        [
            Name.Odd,
            7,
            -1,
            True,
            10**9,
            String("x"),
            Array([]),
            Array([Name.A, 1]),
            Dictionary(),
            Dictionary(A=1),
        ]
    )


def muddled(data: bytes, chance: random.Random) -> bytes:
    """A few entries of a few objects have other values."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for _ in range(4):
            holder = chosen(pdf, chance)
            steps = sorted(set(holder.keys()) - {"/Length"})  # sorted, since sets of strings have no order
            if steps:
                holder[chance.choice(steps)] = nonsense(chance)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def chosen(pdf: Pdf, chance: random.Random) -> Any:
    """A dictionary anywhere in the file, direct ones too."""
    whole: list[Any] = [each for each in pdf.objects if isinstance(each, Dictionary | pikepdf.Stream)]
    found: Object = chance.choice(whole)
    while isinstance(found, Dictionary):
        inner = [each for each in found.values() if isinstance(each, Dictionary) and not each.is_indirect]
        if not inner or chance.random() < 0.3:
            break
        found = chance.choice(inner)
    return found


def scattered(data: bytes, chance: random.Random) -> bytes:
    """Bytes are changed, lost and added."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(spoilt))
        match chance.randrange(3):
            case 0:
                spoilt[at] = chance.randrange(256)
            case 1:
                del spoilt[at : at + chance.randint(1, 40)]
            case _:
                spoilt[at:at] = chance.randbytes(4)
    return bytes(spoilt)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(40))
def test_nonsense_in_objects(seed: int) -> None:
    chance = random.Random(seed)
    kind = chance.choice(KINDS)
    verdict = check(muddled(good(kind), chance), chance.choice([None, *PROFILES]), binding="perfect")

    assert "preflight.not-checked" not in codes(verdict)


@pytest.mark.parametrize("seed", range(40))
def test_nonsense_in_bytes(seed: int) -> None:
    chance = random.Random(seed)
    kind = chance.choice(KINDS)
    data = scattered(good(kind), chance)
    verdict = check(data, kind)

    assert verdict == check(data, kind), "the same twice"
    assert "preflight.not-checked" not in codes(verdict)
