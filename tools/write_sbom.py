"""Write the list of all packages that `constraints.txt` pins, as CycloneDX, without asking anybody.

`python -m tools.write_sbom FILE`
"""

import json
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;#]+)")


def bill(pins: str) -> dict[str, Any]:
    """Return the bill of materials of pinned packages, with the licences of those that are installed.

    Parameters
    ----------
    pins
        Lines such as `numpy==2.4.1`; others are ignored.
    """
    found = [PIN.match(line.strip()) for line in pins.splitlines()]
    components = [_component(pin[1], pin[2]) for pin in found if pin]
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
            "components": sorted(components, key=lambda one: str(one["purl"]))}


def _component(name: str, version: str) -> dict[str, Any]:
    plain = re.sub(r"[-_.]+", "-", name).lower()
    component = {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{plain}@{version}",
                 "bom-ref": f"pkg:pypi/{plain}@{version}"}
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return component
    licence = about.get("License-Expression")
    return {**component, "licenses": [{"expression": licence}]} if licence else component


def main() -> None:
    path = Path(sys.argv[1])
    made = bill((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{path}: {len(made['components'])} packages\n")


if __name__ == "__main__":
    main()
