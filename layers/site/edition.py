"""An edition of the site: all that is in one language, in a folder of its own but for that of the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import dirname, relpath

from layers.language import Language, own_name
from layers.site.folder import INDEX


@dataclass(frozen=True)
class Turn:
    """One language in the switch of a page: its code and own name, and the same page in it.

    `href` is relative to the page, `address` the full one or, without an address of the site, the same.
    """

    code: str
    name: str
    href: str
    address: str
    here: bool


@dataclass(frozen=True)
class Edition:
    """The pages and files in one language.

    `site` is the public address of the whole site, if any; `folders` has the folder of every edition by the
    code of its language, and that of the first is the site's own, "".
    """

    language: Language
    site: str | None
    folders: tuple[tuple[str, str], ...]

    @property
    def folder(self) -> str:
        return dict(self.folders)[self.language.code]

    @property
    def address(self) -> str | None:
        """The public address of the edition, without a slash at its end."""
        return self.site and f"{self.site}/{self.folder}".rstrip("/")

    def path(self, page: str) -> str:
        """Return the path of a page below the site's folder, from that below the edition's."""
        return _within(self.folder, page)

    def top(self, page: str) -> str:
        """Return the relative path from a page to the site's folder, with a slash at its end or empty."""
        return "../" * self.path(page).count("/")

    def turns(self, page: str) -> list[Turn]:
        """Return the switch of a page, which leads to the same page in each language."""
        found = []
        for code, folder in self.folders:
            path = _within(folder, page)
            href = relpath(path, dirname(self.path(page)) or ".")
            address = f"{self.site}/{path.removesuffix(INDEX)}" if self.site else href
            found.append(Turn(code, own_name(code), href, address, code == self.language.code))
        return found


def editions(languages: Sequence[Language], site: str | None) -> tuple[Edition, ...]:
    """Return an edition for each language; the first has the addresses of a site with one language."""
    folders = tuple((language.code, language.code if number else "")
                    for number, language in enumerate(languages))
    return tuple(Edition(language, site, folders) for language in languages)


def _within(folder: str, page: str) -> str:
    return f"{folder}/{page}" if folder else page
