"""A RELAX NG schema of RFC 4287, as far as the feed uses it, written from the RFC's Appendix B."""

from lxml import etree

PERSON = """<element name="author"><interleave><element name="name"><text/></element>
<optional><element name="uri"><data type="anyURI"/></element></optional></interleave></element>"""
LINK = """<element name="link"><attribute name="href"><data type="anyURI"/></attribute>
<optional><attribute name="rel"><text/></attribute></optional>
<optional><attribute name="type"><data type="string"><param name="pattern">.+/.+</param></data></attribute>
</optional></element>"""
COMMON = f"""<element name="id"><data type="anyURI"/></element><element name="title"><text/></element>
<element name="updated"><data type="dateTime"/></element>
<oneOrMore>{LINK}</oneOrMore><zeroOrMore>{PERSON}</zeroOrMore>
<optional><element name="rights"><text/></element></optional>"""
SCHEMA = f"""<element name="feed" xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<optional><attribute name="xml:lang"><data type="language"/></attribute></optional>
<interleave>{COMMON}
<zeroOrMore><element name="entry"><interleave>{COMMON}
<optional><element name="content"><text/></element></optional>
<optional><element name="summary"><text/></element></optional></interleave></element></zeroOrMore>
</interleave></element>"""

NAMES = {"a": "http://www.w3.org/2005/Atom"}


def read_feed(content: bytes) -> etree._Element:
    """Return a feed that keeps to the schema, and to rules of the RFC that no schema can say."""
    feed = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    etree.RelaxNG(etree.fromstring(SCHEMA)).assertValid(feed)
    ids = feed.xpath("//a:id/text()", namespaces=NAMES)
    assert len(set(ids)) == len(ids)
    assert all(":" in name for name in ids), "an id is an absolute IRI"
    assert len(feed.xpath("a:link[@rel='self']", namespaces=NAMES)) == 1
    assert feed.xpath("a:author", namespaces=NAMES), "entries without an author need one in the feed"
    stamps = feed.xpath("a:entry/a:updated/text()", namespaces=NAMES)
    assert feed.xpath("a:updated/text()", namespaces=NAMES) == [max(stamps)]
    return feed
