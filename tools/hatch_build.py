"""Build hook of hatchling: a wheel carries the faces and assets of the tree.

They are laid into the package as `reportgen/_fonts` and `reportgen/_assets`. An editable install finds both
in the checkout; copying 40 MB into the environment would cost seconds of every set-up and go stale unseen.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = {"fonts": "reportgen/_fonts", "assets": "reportgen/_assets"}


class CarryFontsAndAssets(BuildHookInterface[Any]):
    """Adds the folders of `CARRIED` to a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files; `version` is "standard" or "editable"."""
        if version == "standard":
            build_data["force_include"].update(CARRIED)
