"""Reading members of an untrusted ZIP archive in memory; nothing is written to disk."""

import io
import zipfile
import zlib

from geo.errors import N_, SourceError
from geo.line_sources.polygons import MAX_BYTES

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
ENTRY = b"PK\x01\x02"  # signature of an entry of the central directory
MAX_MEMBERS = 500
ENCRYPTED = 0x1
PACKED_WITH = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ARCHIVES = (".zip", ".kmz", ".7z", ".rar", ".gz", ".tar")
CHUNK = 1 << 16


class Archive:
    """The members of an archive by name, unpacked one at a time with a limit on the total size.

    Parameters
    ----------
    data
        The whole file.
    name
        The name of the archive in messages.
    unpacked
        Bytes that count towards the limit already, of the archive that this one lies in.

    Attributes
    ----------
    inner
        The members that are archives themselves, which are not unpacked unless asked for.

    Raises
    ------
    SourceError
        If the archive is broken, has too many members, two of one name or an encrypted one, or has a
        member with a path outside the archive's folder.
    """

    def __init__(self, data: bytes, name: str, unpacked: int = 0) -> None:
        self.name = name
        self.unpacked = unpacked
        # Count before parsing, because a directory of a million entries takes a gigabyte.
        if data.count(ENTRY) > MAX_MEMBERS:
            raise SourceError(N_("{name}: has more than {most} files inside; pack only those with the "
                                 "ground that Russia holds"), name=name, most=MAX_MEMBERS)
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
            entries = self._file.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as fault:
            raise SourceError(N_("{name}: is no readable archive; it may be cut off: fetch it or pack it "
                                 "again"), name=name) from fault
        self.members = {entry.filename: entry for entry in entries if not _aside(entry)}
        for entry in self.members.values():
            self._check(entry)
        if len(self.members) < sum(not _aside(entry) for entry in entries):
            raise SourceError(N_("{name}: has two files of one name inside; pack it anew with one of "
                                 "them"), name=name)
        self.inner = {path for path in self.members if path.lower().endswith(ARCHIVES)}

    def _check(self, entry: zipfile.ZipInfo) -> None:
        if entry.flag_bits & ENCRYPTED:
            raise SourceError(N_("{name}: is encrypted; pack it without a password"), name=self.name)
        path = entry.filename.replace("\\", "/")
        if path.startswith("/") or ":" in path or ".." in path.split("/"):
            raise SourceError(N_("{name}: has a file inside that points outside of its folder; pack it anew"),
                              name=self.name)
        if entry.compress_type not in PACKED_WITH:
            raise SourceError(N_("{name}: is packed in a way that is not read; pack it anew as a plain ZIP "
                                 "(Deflate)"), name=self.name)

    def read(self, member: str) -> bytes:
        """Unpack a member.

        Raises
        ------
        SourceError
            If the member is broken, or if the data unpacked so far exceeds MAX_BYTES, whatever size
            the archive declares.
        """
        content = bytearray()
        try:
            with self._file.open(self.members[member]) as file:
                while chunk := file.read(CHUNK):
                    content += chunk
                    self.unpacked += len(chunk)
                    if self.unpacked > MAX_BYTES:
                        raise SourceError(N_("{name}: unpacks to more than {most:g} MB; simplify "
                                             "it"), name=self.name,
                                          most=MAX_BYTES / 1e6)
        except SourceError:
            raise
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
                ValueError) as fault:
            raise SourceError(N_("{name}: is no readable archive; it may be cut off: fetch it or pack it "
                                 "again"), name=self.name) from fault
        return bytes(content)


def _aside(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a folder or one of the metadata files that macOS adds."""
    parts = entry.filename.replace("\\", "/").split("/")
    return entry.is_dir() or parts[-1].startswith("._") or parts[0] == "__MACOSX"
