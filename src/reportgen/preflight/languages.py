"""Whether a language tag is well-formed (BCP 47, RFC 5646, section 2.1); the registry is not asked."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"""
    (?: [a-z]{2,3} (?: -[a-z]{3} ){0,3} | [a-z]{4} | [a-z]{5,8} )    # language, extended language
    (?: -[a-z]{4} )?                                                  # script
    (?: -(?: [a-z]{2} | [0-9]{3} ) )?                                 # region
    (?: -(?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )*                    # variants
    (?: -[0-9a-wy-z] (?: -[a-z0-9]{2,8} )+ )*                         # extensions
    (?: -x (?: -[a-z0-9]{1,8} )+ )?                                   # private use
    | x (?: -[a-z0-9]{1,8} )+
    | i-[a-z0-9]{2,8} (?: -[a-z0-9]{2,8} )*                           # registered before BCP 47
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def is_language(tag: str) -> bool:
    """Whether `tag` has the form of a language tag: `zh-CN`, `en`, `zh-Hant-HK`."""
    return _TAG.fullmatch(tag) is not None
