"""What any output can take, whatever its encoding."""

from __future__ import annotations

import codecs
import json
import re
import sys


def for_stdout(text: str) -> str:
    """JSON that any output can take: where it is not UTF-8, what is not ASCII as escapes."""
    if codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8":
        return text
    return re.sub("[^\x00-\x7f]+", lambda match: json.dumps(match[0])[1:-1], text)
