"""Editions on a server: the same bags as in a folder, put there whole; whatever is done to them is told."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import cli
from reportgen.core.digests import digest_of_file
from reportgen.runs import editions_server
from reportgen.runs.bag import MANIFEST, TAGS, files_below
from reportgen.runs.server_address import VARIABLE

sys.path[:0] = [str(Path(__file__).parent)]

from kept import bag_in, put, resealed, write  # noqa: E402
from shared import asked, family, new_database, spoil, terminated, user  # noqa: E402

PASSWORD = "s3cret-Passw0rd"
CSV = "data/source/data/rates.csv"
EVERYTHING = ("editions", "edition_files", "files")


def on(address: str, *arguments: object) -> Result:
    runner = CliRunner(env={VARIABLE: address, "SOURCE_DATE_EPOCH": "1893456000"})
    return runner.invoke(cli, ["archive", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture(scope="module")
def spec(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("src"))


@pytest.fixture(scope="module")
def store(database, spec) -> str:
    """A server with one edition, which no test changes."""
    address = f"{database}#云溪"
    done = on(address, spec, "--store", "postgresql")
    assert 0 == done.exit_code, done.stderr
    return address


@pytest.fixture(scope="module")
def name(store) -> str:
    (only,) = json.loads(on(store, "list", "postgresql", "--format", "json").stdout)
    return only["name"]


@pytest.fixture(scope="module")
def folder(spec, tmp_path_factory) -> Path:
    """The same edition in a folder."""
    target = tmp_path_factory.mktemp("folder")
    assert 0 == on("", spec, "--store", target).exit_code
    return bag_in(target)


@pytest.fixture
def copied(store) -> Iterator[str]:
    """A copy of the server with its edition, to be spoiled."""
    with new_database(store.partition("#")[0].rpartition("/")[2]) as address:
        yield f"{address}#云溪"


def counts(address: str) -> list[object]:
    return [asked(address, f"SELECT count(*) FROM {table}") for table in EVERYTHING]


# ------------------------------------------------------------------ in and out


def test_what_comes_out_is_what_a_folder_keeps(store, name, folder, tmp_path):
    """File by file: `fetch` gives the bag that `--store FOLDER` makes of the same spec."""
    done = on(store, "fetch", name, "--out", tmp_path)

    assert (0, f"已取出 {tmp_path / name}\n") == (done.exit_code, done.stdout)
    assert folder.name == name
    assert dict(digests(folder)) == dict(digests(tmp_path / name))
    assert 0 == on("", "verify", tmp_path).exit_code


def digests(bag: Path) -> Iterator[tuple[str, str]]:
    yield from ((path, digest_of_file(file)) for path, file in files_below(bag))


def test_fetching_twice_changes_nothing_and_never_replaces(store, name, tmp_path):
    on(store, "fetch", f"postgresql:{name}", "--out", tmp_path)
    assert "[archive.already-kept]" in on(store, "fetch", name, "--out", tmp_path).stderr
    put(tmp_path / name / CSV, "x")
    again = on(store, "fetch", name, "--out", tmp_path)

    assert 1 == again.exit_code
    assert "[archive.other-edition]" in again.stderr
    assert "x" == (tmp_path / name / CSV).read_text()
    assert [name] == [each.name for each in tmp_path.iterdir()]


def test_list_verify_and_rebuild(store, name, folder, tmp_path):
    listed = json.loads(on(store, "list", "postgresql", "--format", "json").stdout)
    in_folder = json.loads(on("", "list", folder.parent, "--format", "json").stdout)
    for each in (*listed, *in_folder):
        each.pop("path")
    assert in_folder == listed
    for place in ("postgresql", f"postgresql:{name}"):
        verified = on(store, "verify", place)
        assert (0, "") == (verified.exit_code, verified.stderr)
        assert f"完好 {name}" in verified.stdout
    built = on(store, "rebuild", f"postgresql:{name}", "--out", tmp_path / "again")
    assert 0 == built.exit_code, built.stderr
    assert digest_of_file(folder / "data/delivered/report.pdf") == digest_of_file(
        tmp_path / "again/report.pdf"
    )


def test_the_same_edition_again_is_a_note_and_another_an_error(store, name, spec, tmp_path):
    before = counts(store)
    again = json.loads(on(store, spec, "--store", "postgresql", "--format", "json").stdout)
    signed = tmp_path / "签字.txt"
    signed.write_text("同意", "utf-8")
    other = on(store, spec, "--store", "postgresql", "--attach", signed)

    assert ["archive.already-kept"] == [item["code"] for item in again["findings"]]
    assert (False, f"postgresql:{name}") == (again["edition"]["new"], again["edition"]["path"])
    assert asked(store, "SELECT seal FROM editions") == again["edition"]["seal"]
    assert 1 == other.exit_code
    assert "data/signed/签字.txt" in other.stderr
    assert "[archive.other-edition]" in other.stderr
    assert before == counts(store)


def test_contents_are_kept_once(copied, tmp_path):
    """A second edition adds what differs: faces and themes are there."""
    _, files, contents = counts(copied)
    other = write(tmp_path / "src", ("edition: 送审稿", "edition: 定稿"))
    assert 0 == on(copied, other, "--store", "postgresql").exit_code
    _, more_files, more_contents = counts(copied)

    assert 2 * files == more_files
    assert more_contents - contents < files / 2
    assert 0 == on(copied, "verify", "postgresql").exit_code


def test_families_of_one_server_are_apart(store, name):
    other = store.replace("#云溪", "#青石")
    for command in (("list", "postgresql"), ("verify", "postgresql"), ("verify", f"postgresql:{name}")):
        done = on(other, *command)
        assert (1, True) == (done.exit_code, "[archive.not-on-server]" in done.stderr)


def test_archiving_takes_no_more_than_select_and_insert(copied, tmp_path):
    """The rights of the guide: who may only archive cannot change what is kept, and need not."""
    with user(copied, "archivist") as address:
        other = write(tmp_path / "src", ("edition: 送审稿", "edition: 定稿"))
        done = on(address, other, "--store", "postgresql")
        assert 0 == done.exit_code, done.stderr
        assert 0 == on(address, "verify", "postgresql").exit_code
        for statement in ("UPDATE files SET content = ''", "DELETE FROM editions"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                spoil(address, statement)


# ------------------------------------------------------------------ tampered with

_LOOSE = "ALTER TABLE files DROP CONSTRAINT files_check"


EXTRA = f"INSERT INTO edition_files SELECT edition, 'data/x', sha256 FROM edition_files WHERE path = '{CSV}'"


def path_of(path: str) -> str:
    return f"(SELECT sha256 FROM edition_files WHERE path = '{path}')"


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ((_LOOSE, f"UPDATE files SET content = 'x' WHERE sha256 = {path_of(CSV)}"), "archive.changed"),
        ((f"UPDATE edition_files SET sha256 = {path_of(MANIFEST)} WHERE path = '{CSV}'",), "archive.changed"),
        ((f"DELETE FROM edition_files WHERE path = '{CSV}'",), "archive.missing"),
        ((f"UPDATE edition_files SET path = '{CSV}.old' WHERE path = '{CSV}'",), "archive.renamed"),
        ((EXTRA,), "archive.extra"),
        ((f"UPDATE edition_files SET path = '../../../evil' WHERE path = '{CSV}'",), "archive.wrong-path"),
        (("UPDATE editions SET name = '..'",), "archive.wrong-path"),
        (("UPDATE editions SET name = 'x'",), "archive.bag-renamed"),
        (("UPDATE editions SET seal = repeat('0', 64)",), "archive.other-seal"),
        ((f"DELETE FROM edition_files WHERE path = '{TAGS}'",), "archive.no-manifest"),
        (
            (_LOOSE, f"UPDATE files SET content = '{{' WHERE sha256 = {path_of('data/edition.json')}"),
            "archive.edition-broken",
        ),
    ],
)
def test_whatever_was_done_to_the_tables_is_told(copied, statements, expected):
    """Of the edition on the server: of its copy in a temporary folder nobody needs to know."""
    spoil(copied, *statements)
    done = on(copied, "verify", "postgresql", "--format", "json")

    assert expected in [item["code"] for item in json.loads(done.stdout)["findings"]]
    assert "/tmp" not in done.stdout
    assert (expected != "archive.bag-renamed") == done.exit_code


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE editions SET seal = repeat('0', 64)", "archive.other-seal"),
        (f"UPDATE edition_files SET path = '../../../evil' WHERE path = '{CSV}'", "archive.wrong-path"),
    ],
)
def test_what_is_not_sound_is_neither_built_again_nor_brought_out(
    copied, name, tmp_path, statement, expected
):
    spoil(copied, statement)
    for command in ("rebuild", "fetch"):
        refused = on(copied, command, f"postgresql:{name}", "--out", tmp_path / "a/b/c/out")
        assert (1, True) == (refused.exit_code, expected in refused.stderr)
    assert [] == [path for path in tmp_path.rglob("*") if not path.is_dir()]


def test_an_edition_replaced_with_all_its_digests_is_told_by_its_seal(copied, name, tmp_path):
    """Also by one on paper, when the row was changed with it."""
    seal = asked(copied, "SELECT seal FROM editions")
    on(copied, "fetch", name, "--out", tmp_path)
    bag = tmp_path / name
    put(bag / "data/README.txt", "x")
    text = (bag / "data/edition.json").read_text("utf-8")
    entry = next(each for each in json.loads(text)["files"] if each["path"] == "data/README.txt")
    put(bag / "data/edition.json", text.replace(entry["sha256"], hashlib.sha256(b"x").hexdigest()))
    resealed(bag)
    with psycopg.connect(copied.partition("#")[0], autocommit=True) as connection:
        connection.execute("SET search_path = reportgen")
        for path, digest in digests(bag):
            connection.execute(
                "INSERT INTO files VALUES (%s, %s) ON CONFLICT DO NOTHING",
                (digest, (bag / path).read_bytes()),
            )
            connection.execute("UPDATE edition_files SET sha256 = %s WHERE path = %s", (digest, path))
        assert "[archive.other-seal]" in on(copied, "verify", "postgresql").stderr
        connection.execute("UPDATE editions SET seal = %s", (digest_of_file(bag / TAGS),))

    assert 0 == on(copied, "verify", "postgresql").exit_code
    assert "[archive.other-seal]" in on(copied, "verify", f"postgresql:{name}", "--seal", seal).stderr


def test_the_server_itself_refuses_a_content_that_is_not_its_digest(copied):
    for statement in (
        f"INSERT INTO files VALUES ('{'0' * 64}', 'x')",
        f"UPDATE files SET content = 'x' WHERE sha256 = {path_of(CSV)}",
    ):
        with pytest.raises(psycopg.errors.CheckViolation):
            spoil(copied, statement)


def test_nothing_is_kept_upon_a_content_that_has_decayed(copied, tmp_path):
    """A new edition would share it: that it is broken is found before, not in twenty years."""
    lock = path_of("data/fonts/fonts.lock")
    spoil(copied, _LOOSE, f"UPDATE files SET content = 'x' WHERE sha256 = {lock}")
    other = write(tmp_path / "src", ("edition: 送审稿", "edition: 定稿"))
    before = counts(copied)
    done = on(copied, other, "--store", "postgresql")

    assert 1 == done.exit_code
    assert "[archive.content-broken]" in done.stderr
    assert before == counts(copied)


# ------------------------------------------------------------------ whole or not at all


def test_a_connection_that_ends_while_an_edition_is_put(fresh, spec, monkeypatch):
    """Nothing of it is there; the next attempt keeps it."""
    address = family(fresh)
    real: Callable[..., None] = editions_server.ServerShelf._put_content
    seen: list[Path] = []

    def cut(shelf, session, path: Path, digest: str) -> None:
        seen.append(path)
        if len(seen) == 10:
            assert terminated(address)
        real(shelf, session, path, digest)

    monkeypatch.setattr(editions_server.ServerShelf, "_put_content", cut)
    done = on(address, spec, "--store", "postgresql")
    assert (1, True) == (done.exit_code, "[runs.store-lost]" in done.stderr)
    assert "[archive.not-on-server]" in on(address, "list", "postgresql").stderr
    assert 0 == on(address, spec, "--store", "postgresql").exit_code
    assert 1 == counts(address)[0]


def test_two_that_archive_the_same_at_once(fresh, spec):
    """They make the tables at once, too; one keeps it, the other finds it kept."""
    context, address = multiprocessing.get_context("fork"), family(fresh)
    said: multiprocessing.Queue = context.Queue()

    def keep() -> None:
        done = on(address, spec, "--store", "postgresql", "--format", "json")
        said.put((done.exit_code, "already-kept" in done.stdout, done.stdout))

    children = [context.Process(target=keep) for _ in range(2)]
    for child in children:
        child.start()
    found = sorted(said.get(timeout=60) for _ in children)
    for child in children:
        child.join()

    assert [(0, False), (0, True)] == [each[:2] for each in found], found
    assert 1 == counts(address)[0]


def test_a_file_that_no_row_can_hold_is_told(store, spec, tmp_path, monkeypatch):
    monkeypatch.setattr(editions_server, "LARGEST", 100_000)
    other = write(tmp_path / "src", ("edition: 送审稿", "edition: 定稿"))
    before = counts(store)
    done = on(store, other, "--store", "postgresql")

    assert 1 == done.exit_code
    assert "[archive.too-large]" in done.stderr
    assert before == counts(store)


# ------------------------------------------------------------------ no server


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "runs.store-unset"),
        (f"postgresql://u:{PASSWORD}@127.0.0.1:1/x", "runs.store-unnamed"),
        (f"postgresql://u:{PASSWORD}@127.0.0.1:1/x#云溪", "runs.store-unreached"),
    ],
)
def test_no_server_is_told_before_anything_is_built(spec, tmp_path, address, code):
    for arguments in (
        (spec, "--store", "postgresql"),
        ("list", "postgresql"),
        ("verify", "postgresql"),
        ("rebuild", "postgresql:x", "--out", tmp_path / "out"),
        ("fetch", "x", "--out", tmp_path / "out"),
    ):
        done = on(address, *arguments)
        assert (1, True) == (done.exit_code, f"[{code}]" in done.stderr), arguments
        assert PASSWORD not in done.output
    assert [] == list((tmp_path / "out").glob("*"))


def test_a_folder_that_is_called_so(spec, tmp_path, monkeypatch):
    """`./postgresql` is a folder; an edition names itself, and only one can be built again."""
    monkeypatch.chdir(tmp_path)
    assert 1 == on("", "verify", "./postgresql").exit_code
    assert "[archive.not-read]" in on("", "verify", "./postgresql").stderr
    assert 2 == on("", spec, "--store", "postgresql:x").exit_code
    assert 2 == on("", "rebuild", "postgresql", "--out", "out").exit_code
