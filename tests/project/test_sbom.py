"""The bill of materials names every pinned package, and is made without the internet."""

from tests.conftest import ROOT
from tools.write_sbom import bill


def test_every_pin_is_a_component() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    made = bill(pins)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    names = {f"{one['name']}=={one['version']}" for one in made["components"]}
    assert names == {line.split(";")[0].strip() for line in pins.splitlines() if "==" in line}
    assert "streamlit" in {one["name"] for one in made["components"]}
    assert len({one["bom-ref"] for one in made["components"]}) == len(names)


def test_a_component_has_an_address_and_its_licence() -> None:
    one, other = bill("# pins\nPy_Proj==1.0\npyproj==3.7.2  # x\n")["components"]
    assert one == {"type": "library", "name": "Py_Proj", "version": "1.0", "purl": "pkg:pypi/py-proj@1.0",
                   "bom-ref": "pkg:pypi/py-proj@1.0"}
    assert other["purl"] == "pkg:pypi/pyproj@3.7.2"
