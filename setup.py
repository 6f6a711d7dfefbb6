"""What pyproject.toml cannot say: folders beside the packages that go into the wheel as `geo/files/...`.

`geo/paths.py` finds them there.
"""

from setuptools import find_packages, setup

FOLDERS = {"data": ["**/*.*"], "locale": ["*.po", "*.pot"], "docs": ["*.md", "*.ipynb"]}
ASSETS = [f"**/*.{suffix}" for suffix in ("css", "html", "js", "png", "typ")]

setup(
    packages=[*find_packages(include=["geo*", "layers*", "server*", "page*", "terminal*", "atlas*"]),
              *(f"geo.files.{folder}" for folder in FOLDERS)],
    package_dir={f"geo.files.{folder}": folder for folder in FOLDERS},
    package_data={**{f"geo.files.{folder}": files for folder, files in FOLDERS.items()},
                  "layers": ASSETS, "page": ASSETS, "atlas": ["py.typed"]},
    include_package_data=False,
)
