"""Reads the head of a page, as services that show cards do."""

from html.parser import HTMLParser


class Head(HTMLParser):
    """Language, title, `meta` by name or property, and `links` by relation (alternates by their type)."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lang, self.title = "", ""
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what a tag says; a name that comes twice fails."""
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = given.get("lang", "")
        self._in_title = tag == "title"
        if tag == "meta" and "content" in given:
            name = given.get("property") or given.get("name", "")
            assert name not in self.meta, name
            self.meta[name] = given["content"]
        if tag == "link":
            self.links[given["type"] if given.get("rel") == "alternate" else given["rel"]] = given["href"]

    def handle_endtag(self, tag: str) -> None:
        """End the title."""
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        """Collect the title."""
        if self._in_title:
            self.title += data
