"""What `fonts vendor` makes: the packages, and one recipe for each face of `fonts/`. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.typeset.charset import SYMBOLS
from reportgen.typeset.lock import FaceStyle


@dataclass(frozen=True, slots=True)
class Package:
    """A package of a registry, in the archive its registry's own client fetches.

    `licence_member` is the file that holds the licence; `licence_file` is where its text goes.
    """

    kind: Literal["npm", "apt", "python"]
    name: str
    version: str
    archive: str
    licence: str
    licence_member: str
    licence_file: str
    reserved: tuple[str, ...] = ()

    @property
    def command(self) -> tuple[str, ...]:
        """What fetches the archive into the current folder."""
        if self.kind == "npm":
            return ("npm", "pack", f"{self.name}@{self.version}")
        return ("apt-get", "download", f"{self.name}={self.version}")


@dataclass(frozen=True, slots=True)
class Recipe:
    """One face to make. `sha256` is the digest of `member` in the package."""

    file: str
    family: str
    weight: int
    style: FaceStyle
    package: Package
    member: str
    sha256: str
    cut: Literal["full", "core"]
    rename: str = ""
    only: str = ""


NOTO_SERIF = Package(
    "npm",
    "@expo-google-fonts/noto-serif-sc",
    "0.4.3",
    "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
    "OFL-1.1",
    "LICENSE_FONT",
    "LICENSES/noto-serif-sc.txt",
)
NOTO_SANS = Package(
    "npm",
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
    "OFL-1.1",
    "LICENSE_FONT",
    "LICENSES/noto-sans-sc.txt",
    reserved=("Source",),
)
WENKAI = Package(
    "apt",
    "fonts-lxgw-wenkai",
    "1.250+repack-1",
    "fonts-lxgw-wenkai_1.250+repack-1_all.deb",
    "OFL-1.1",
    "usr/share/doc/fonts-lxgw-wenkai/copyright",
    "LICENSES/rg-kai-sc.txt",
    reserved=("LXGW", "霞鹜"),
)
MATPLOTLIB = Package(
    "python",
    "matplotlib",
    ">=3.10,<4",
    "",
    "Bitstream-Vera",
    "mpl-data/fonts/ttf/LICENSE_DEJAVU",
    "LICENSES/dejavu-sans.txt",
    reserved=("Bitstream", "Vera"),
)

RECIPES = (
    Recipe(
        "NotoSerifSC-Regular.ttf",
        "Noto Serif SC",
        400,
        "serif",
        NOTO_SERIF,
        "400Regular/NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
        "full",
    ),
    Recipe(
        "NotoSerifSC-Bold.ttf",
        "Noto Serif SC",
        700,
        "serif",
        NOTO_SERIF,
        "700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
        "core",
    ),
    Recipe(
        "NotoSerifSC-Black.ttf",
        "Noto Serif SC",
        900,
        "serif",
        NOTO_SERIF,
        "900Black/NotoSerifSC_900Black.ttf",
        "092e71a70c744be3cc33999eb4edcb10fbe95c1b4cff6c2d7f04d6ff15d031e2",
        "core",
    ),
    Recipe(
        "NotoSansSC-Regular.ttf",
        "Noto Sans SC",
        400,
        "sans",
        NOTO_SANS,
        "400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
        "full",
    ),
    Recipe(
        "NotoSansSC-Bold.ttf",
        "Noto Sans SC",
        700,
        "sans",
        NOTO_SANS,
        "700Bold/NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
        "core",
    ),
    Recipe(
        "RGKaiSC-Regular.ttf",
        "RG Kai SC",
        400,
        "kai",
        WENKAI,
        "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
        "core",
        rename="RG Kai SC",
    ),
    Recipe(
        "DejaVuSans.ttf",
        "DejaVu Sans",
        400,
        "symbols",
        MATPLOTLIB,
        "mpl-data/fonts/ttf/DejaVuSans.ttf",
        "3fdf69cabf06049ea70a00b5919340e2ce1e6d02b0cc3c4b44fb6801bd1e0d22",
        "full",
        only=SYMBOLS,
    ),
)
