"""Reading YAML: values, places, encodings, and findings for what is no good YAML."""

import hashlib
from decimal import Decimal
from operator import itemgetter

import pytest

from reportgen.spec import scan
from reportgen.spec.source import read_file, read_text


def found(text):
    """Findings of a text as (code, line, column, length)."""
    return [(f.code, f.span.line, f.span.column, f.span.length) for f in read_text(text, "f").findings]


def test_values_are_plain_and_frozen():
    """Text, int, Decimal with its zeros, bool, None, tuples, dicts."""
    plain = read_text('a: 18.50\nb: [1, 文, true, ~]\nc:\n  d: on\n  "e": "2"\n', "f")

    assert plain.value == {"a": Decimal("18.50"), "b": (1, "文", True, None), "c": {"d": "on", "e": "2"}}
    assert str(plain.value["a"]) == "18.50"
    assert plain.findings == ()


def test_folds_leave_no_space_between_chinese_characters():
    """B09: in folded, plain and quoted text; Latin words keep theirs."""
    text = "a: >-\n  综合\n  实力\n  of the\n  GDP\nb: 综合\n  实力\nc: '综''合\n  实力'\n"
    text += 'd: &n "“综\\u5408”\\n 甲\n  实 力"\n'

    assert read_text(text, "f").value == {
        "a": "综合实力 of the GDP",
        "b": "综合实力",
        "c": "综'合实力",
        "d": "“综合”\n 甲实 力",
    }


def test_bom_and_crlf_are_accepted(tmp_path):
    """C09: both may come from Windows editors; places do not move."""
    file = tmp_path / "a.yaml"
    data = b"\xef\xbb\xbfa: 1\r\nb:\r\n  - x\r\n"
    file.write_bytes(data)
    plain = read_file(file)

    assert plain.value == {"a": 1, "b": ("x",)}
    assert plain.findings == ()
    assert plain.lines[:3] == ("a: 1", "b:", "  - x")
    assert (plain.places.value(("b", 0)).line, plain.places.value(("b", 0)).column) == (3, 5)
    assert plain.digest == hashlib.sha256(data).hexdigest()


def test_gbk_names_the_command_that_converts(tmp_path):
    """C09: the place of the first character that is not UTF-8, the command, and lines that can be shown."""
    file = tmp_path / "report.yaml"
    file.write_bytes("format: reportgen/1\ntitle: 雁峰\n".encode("gbk"))
    plain = read_file(file)
    (finding,) = plain.findings

    assert finding.code == "spec.encoding"
    assert (finding.span.line, finding.span.column) == (2, 8)
    assert f"iconv -f GB18030 -t UTF-8 {file} -o {tmp_path}/report-utf8.yaml" in finding.hints[0].zh
    assert plain.lines[1] == "title: 雁峰"
    assert plain.value is None


def test_utf16_and_binary_are_told_apart(tmp_path):
    """UTF-16 gets its command; what is no text at all gets none."""
    file = tmp_path / "a.yaml"
    file.write_bytes("a: 雁\n".encode("utf-16"))
    assert "iconv -f UTF-16" in read_file(file).findings[0].hints[0].en
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\x00")
    (finding,) = read_file(file).findings
    assert finding.code == "spec.encoding"
    assert "iconv" not in "".join(hint.en for hint in finding.hints)


def test_files_that_cannot_be_read(tmp_path):
    """A missing file and a folder are findings."""
    (missing,) = read_file(tmp_path / "no.yaml").findings
    (folder,) = read_file(tmp_path).findings

    assert missing.code == "spec.no-file"
    assert "no.yaml" in missing.message.zh
    assert folder.code == "spec.no-file"
    assert "文件夹" in folder.message.zh


def test_a_file_beyond_the_size_limit_is_refused(tmp_path, monkeypatch):
    """The limit is checked on bytes, before anything is parsed."""
    monkeypatch.setattr("reportgen.spec.source.MAX_BYTES", 10)
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1234567\n")
    assert [f.code for f in read_file(file).findings] == ["spec.too-large"]
    file.write_bytes(b"a: 123456\n")
    assert read_file(file).findings == ()


# ------------------------------------------------------------------ syntax, in our words

BROKEN = [
    # C01: a full-width colon, also with a space, also in the middle of a file
    ("title：雁峰\nb: 2\n", [("spec.fullwidth-colon", 1, 6, 1)], "写成 title: 雁峰"),
    ("a： 1\nb: 2\n", [("spec.fullwidth-colon", 1, 2, 1)], "写成 a: 1"),
    ("a:\n  键：值\n  b: 2\n", [("spec.fullwidth-colon", 2, 4, 1)], "写成 键: 值"),
    # C02: tabs
    ("a:\n\tb: 2\n", [("spec.yaml-tab", 2, 1, 1)], "把行首的 Tab 换成空格"),
    ("a:\n  b: 1\n  \tc: 2\n", [("spec.yaml-tab", 3, 3, 1)], "把行首的 Tab 换成空格"),
    # C06: values that begin with a special character
    ("a: %x\nb: 1\n", [("spec.yaml-quote", 1, 4, 1)], '给整个值加引号："%x"'),
    ("a: @某人\n", [("spec.yaml-quote", 1, 4, 1)], '给整个值加引号："@某人"'),
    ("- `x`\n", [("spec.yaml-quote", 1, 3, 1)], '给整个值加引号："`x`"'),
    ("a: *强调*\n", [("spec.yaml-quote", 1, 4, 1)], '给整个值加引号："*强调*"'),
    ("a: *word\n", [("spec.yaml-quote", 1, 4, 5)], '给整个值加引号："*word"'),
    ("a: {{ rd }} 达到\n", [("spec.yaml-quote", 1, 4, 2)], '给整个值加引号："{{ rd }} 达到"'),
    ("a: [重要] 事项\nb: 1\n", [("spec.yaml-quote", 1, 4, 1)], '给整个值加引号："[重要] 事项"'),
    ('a: "雁峰"赶考\nb: 1\n', [("spec.yaml-quote", 1, 4, 1)], "给整个值加引号：'\"雁峰\"赶考'"),
    ("a: b: c\n", [("spec.yaml-quote", 1, 5, 1)], '给整个值加引号："b: c"'),
    ("title:雁峰\nb: 2\n", [("spec.yaml-space", 1, 6, 1)], "写成 title: 雁峰"),
    # the rest of YAML
    ("a: 'x\nb: 1\n", [("spec.yaml-unclosed", 1, 4, 1)], "补上同样的引号"),
    ("a: [1, 2\nb: 3\n", [("spec.yaml-unclosed", 1, 4, 1)], "补上 ]"),
    ("a: 1\n  b: 2\n", [("spec.yaml-indentation", 2, 3, 4)], "左对齐"),
    ("a:\n  - b\n - c\n", [("spec.yaml-indentation", 3, 2, 3)], "左对齐"),
    ("a: - b\n", [("spec.yaml-indentation", 1, 4, 1)], "每项一行"),
    ("a: 1\nfoo\nb: 2\n", [("spec.yaml-colon", 2, 1, 3)], "半角冒号后加空格"),
    ('a: "\\q"\n', [("spec.yaml-escape", 1, 5, 2)], "改用单引号"),
    ("a: 1\n---\nb: 2\n", [("spec.yaml-documents", 2, 1, 3)], "删去这一行 ---"),
    # C13
    ("a: !!python/object:os.system x\n", [("spec.yaml-tag", 1, 4, 25)], "加引号"),
    ("a: &a [*a]\n", [("spec.yaml-alias", 1, 8, 2)], ""),
    # C07
    ("a: 1\nb: 2\na: 3\n", [("spec.duplicate-key", 3, 1, 1)], "删去其中一处"),
    # characters
    ("a: x\x07y\n", [("spec.control-character", 1, 5, 1)], ""),
    ("a: x\u2028y\n", [("spec.control-character", 1, 5, 1)], ""),
    ("a: x\u00a0y\n", [("spec.invisible-character", 1, 5, 1)], "普通空格"),
    ("a: 雁\u200b峰\n", [("spec.invisible-character", 1, 5, 1)], "普通空格"),
    # what the parser only sees lines later
    ("a:|\n  他说：甲\nb: 1\n", [("spec.yaml-space", 1, 2, 1)], "写成 a: |"),
    ("a：|\n  甲\n  乙\nb: 1\n", [("spec.fullwidth-colon", 1, 2, 1)], "写成 a: |"),
    ("a: *x\n  甲\nb: 1\n", [("spec.yaml-quote", 1, 4, 1)], '给整个值加引号："*x"'),
    ("a: 湘江路 #5号楼\n", [("spec.yaml-comment", 1, 8, 4)], '给整个值加引号："湘江路 #5号楼"'),
    ("a: &R 研发\n", [("spec.yaml-quote", 1, 4, 2)], '给整个值加引号："&R 研发"'),
]


@pytest.mark.parametrize(("text", "expected", "hint"), BROKEN)
@pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
def test_what_is_wrong_and_where(text, expected, hint, pure, monkeypatch):
    """Both parsers lead to the same finding; the hint says what to write."""
    if pure:
        import yaml

        def slow(text):
            parser = yaml.BaseLoader(text)
            while (event := parser.get_event()) is not None:
                yield event

        monkeypatch.setattr(scan, "events", slow)
    plain = read_text(text, "f")

    assert [(f.code, f.span.line, f.span.column, f.span.length) for f in plain.findings] == expected
    if hint:
        assert hint in plain.findings[0].hints[0].zh


@pytest.mark.parametrize("text", [row[0] for row in BROKEN])
def test_no_wording_of_the_parser_reaches_a_reader(text):
    """Messages and hints are ours, in both languages."""
    for finding in read_text(text, "f").findings:
        said = " ".join([finding.message.en, finding.message.zh, *(hint.en for hint in finding.hints)])
        assert "while " not in said
        assert "expected" not in said
        assert "token" not in said


def test_several_mistakes_are_found_in_one_run():
    """C10: what can be stepped over is, in a text that no parser would take."""
    text = "a: @x\ntitle：雁峰\nb: 1\nc: %y\nd: [x] y\nb: 2\n"

    assert sorted(found(text), key=itemgetter(1)) == [
        ("spec.yaml-quote", 1, 4, 1),
        ("spec.fullwidth-colon", 2, 6, 1),
        ("spec.yaml-quote", 4, 4, 1),
        ("spec.yaml-quote", 5, 4, 1),
        ("spec.duplicate-key", 6, 1, 1),
    ]


def test_a_duplicate_key_names_both_lines_and_keeps_the_first():
    """C07: no value wins silently."""
    plain = read_text("a: 1\nb:\n  c: 1\n  d: [1, 2]\n  c: 2\n", "f")
    (finding,) = plain.findings

    assert "第 3 行和第 5 行" in finding.message.zh
    assert finding.also[0].line == 3
    assert plain.value == {"a": 1, "b": {"c": 1, "d": (1, 2)}}


def test_an_alias_stands_for_its_value():
    """Aliases work; their text is found where it was written."""
    plain = read_text("a: &x [雁, 峰]\nb: *x\n", "f")

    assert plain.value == {"a": ("雁", "峰"), "b": ("雁", "峰")}
    assert plain.findings == ()
    assert (plain.places.value(("b", 1)).line, plain.places.value(("b", 1)).column) == (1, 11)


def test_an_alias_bomb_is_refused_quickly():
    """C13: nine levels of nine would be 387 million items."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    plain = read_text("\n".join(levels) + "\n", "f")

    assert [f.code for f in plain.findings] == ["spec.yaml-alias"]
    assert plain.value is None


def test_depth_is_capped():
    """Forty levels are read, forty-one are not; a hundred thousand brackets are refused at once."""
    assert read_text("[" * 40 + "]" * 40, "f").findings == ()
    assert found("[" * 41 + "]" * 41) == [("spec.yaml-depth", 1, 41, 1)]
    assert [item[0] for item in found("[" * 100_000)] == ["spec.yaml-depth"]


def test_invisible_characters_in_comments_do_no_harm():
    """Only keys and values are looked at; several of one kind are one finding."""
    assert found("a: 1 # x\u00a0y\n#5\n  #6 b #7\nb: '#8 #9'\nc: |\n  甲 #10\n") == []
    (finding,) = read_text("a: x\u00a0y\nb: z\u00a0\n", "f").findings
    assert [(span.line, span.column) for span in finding.also] == [(2, 5)]
