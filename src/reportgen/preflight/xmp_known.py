"""The XMP properties that PDF/A knows without a description (ISO 19005-2, 6.6.2.3.1; XMP specification).

Of each: its container, or "" for a single value. Schemas for photographs and films are known as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.preflight.claims import PDFA_ID
from reportgen.preflight.xmp import DC, PDF, XMP_BASIC, XMP_MM

XMP_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
PDFA_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
PDFA_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PDFA_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"

_SINGLE = ""
CONTAINERS: Mapping[str, Mapping[str, str]] = {
    DC: {
        "contributor": "Bag",
        "coverage": _SINGLE,
        "creator": "Seq",
        "date": "Seq",
        "description": "Alt",
        "format": _SINGLE,
        "identifier": _SINGLE,
        "language": "Bag",
        "publisher": "Bag",
        "relation": "Bag",
        "rights": "Alt",
        "source": _SINGLE,
        "subject": "Bag",
        "title": "Alt",
        "type": "Bag",
    },
    XMP_BASIC: {
        "Advisory": "Bag",
        "BaseURL": _SINGLE,
        "CreateDate": _SINGLE,
        "CreatorTool": _SINGLE,
        "Identifier": "Bag",
        "Label": _SINGLE,
        "MetadataDate": _SINGLE,
        "ModifyDate": _SINGLE,
        "Nickname": _SINGLE,
        "Rating": _SINGLE,
        "Thumbnails": "Alt",
    },
    XMP_RIGHTS: {
        "Certificate": _SINGLE,
        "Marked": _SINGLE,
        "Owner": "Bag",
        "UsageTerms": "Alt",
        "WebStatement": _SINGLE,
    },
    XMP_MM: {
        "DerivedFrom": _SINGLE,
        "DocumentID": _SINGLE,
        "History": "Seq",
        "Ingredients": "Bag",
        "InstanceID": _SINGLE,
        "LastURL": _SINGLE,
        "ManageTo": _SINGLE,
        "ManageUI": _SINGLE,
        "ManagedFrom": _SINGLE,
        "Manager": _SINGLE,
        "ManagerVariant": _SINGLE,
        "OriginalDocumentID": _SINGLE,
        "RenditionClass": _SINGLE,
        "RenditionOf": _SINGLE,
        "RenditionParams": _SINGLE,
        "SaveID": _SINGLE,
        "VersionID": _SINGLE,
        "Versions": "Seq",
    },
    "http://ns.adobe.com/xap/1.0/bj/": {"JobRef": "Bag"},
    "http://ns.adobe.com/xap/1.0/t/pg/": {
        "Colorants": "Seq",
        "Fonts": "Bag",
        "MaxPageSize": _SINGLE,
        "NPages": _SINGLE,
        "PlateNames": "Seq",
    },
    PDF: {"Keywords": _SINGLE, "PDFVersion": _SINGLE, "Producer": _SINGLE},
    PDFA_ID: {
        "amd": _SINGLE,
        "conformance": _SINGLE,
        "corr": _SINGLE,
        "part": _SINGLE,
        "rev": _SINGLE,
    },
    PDFA_EXTENSION: {"schemas": "Bag"},
}
KNOWN_WHOLE = frozenset(
    {
        "http://ns.adobe.com/photoshop/1.0/",
        "http://ns.adobe.com/camera-raw-settings/1.0/",
        "http://ns.adobe.com/tiff/1.0/",
        "http://ns.adobe.com/exif/1.0/",
        "http://ns.adobe.com/exif/1.0/aux/",
        "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
    }
)
