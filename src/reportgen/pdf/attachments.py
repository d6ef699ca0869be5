"""Files inside the file (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8): byte for byte what was given."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from reportgen.core.paged import NodeId
from reportgen.pdf.extras import Attachment
from reportgen.pdf.metadata import pdf_date
from reportgen.pdf.syntax import dictionary, name, text_string
from reportgen.pdf.writer import StreamingDocument


class Attachments:
    """The attachments of one file, written at once; what refers to them asks afterwards."""

    def __init__(
        self, file: StreamingDocument, attachments: Sequence[Attachment], made: datetime | None
    ) -> None:
        names = [attachment.name for attachment in attachments]
        if len(set(names)) != len(names):
            raise AssertionError(f"two attachments have one name: {sorted(names)}")
        self.of_node: dict[NodeId, list[bytes]] = {}  # references by the figure they belong to
        self._specifications: list[tuple[str, bytes]] = []
        for attachment in attachments:
            specification = _specification(file, attachment, attachment.modified or made)
            self._specifications.append((attachment.name, specification))
            if attachment.node is not None:
                self.of_node.setdefault(attachment.node, []).append(specification)

    def catalogue(self) -> dict[str, bytes]:
        """What the catalogue says of them: their names, sorted, and that they belong to the whole."""
        if not self._specifications:
            return {}
        by_name = sorted((text_string(key), ref) for key, ref in self._specifications)
        pairs = b" ".join(key + b" " + ref for key, ref in by_name)
        return {
            "AF": b"[" + b" ".join(ref for _, ref in self._specifications) + b"]",
            "Names": b"<< /EmbeddedFiles << /Names [" + pairs + b"] >> >>",
        }


def _specification(file: StreamingDocument, attachment: Attachment, moment: datetime | None) -> bytes:
    parameters = {
        "CheckSum": b"<"
        + hashlib.md5(attachment.data).hexdigest().encode("ascii")
        + b">",  # as the clause asks
        "ModDate": text_string(pdf_date(moment)) if moment else b"",
        "Size": b"%d" % len(attachment.data),
    }
    stream = file.add_stream(
        {"Type": b"/EmbeddedFile", "Subtype": name(attachment.mime), "Params": dictionary(parameters)},
        attachment.data,
    )
    entries = {
        "Type": b"/Filespec",
        "F": text_string(attachment.name),
        "UF": text_string(attachment.name),
        "Desc": text_string(attachment.description),
        "AFRelationship": b"/" + attachment.relationship.value.encode("ascii"),
        "EF": b"<< /F " + stream + b" /UF " + stream + b" >>",
    }
    return file.add(dictionary(entries))
