"""Writing a file that somebody asked for: first checked, then whole or not at all."""

from collections.abc import Callable
from pathlib import Path

from geo.errors import N_, FileError
from geo.paths import shown_name
from geo.writing.whole_file import not_written, put_whole, whole_file


def write_whole(out: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file completely, or leave everything unchanged.

    Raises
    ------
    FileError
        If the folder is missing, not writable or full, if the path is not a regular file, or if
        the file exists and may not be replaced.
    """
    may_be_written(out, replace=replace)
    put_whole(out, content)


def write_by(make: Callable[[Path], None], out: Path, *, replace: bool = True) -> None:
    """Write a file that is too large for memory completely, or leave everything unchanged.

    Parameters
    ----------
    make
        Writes to an empty file, which takes its place afterwards.
    out
        The file.
    replace
        Whether it may be there already.

    Raises
    ------
    FileError
        As for `write_whole`.
    """
    may_be_written(out, replace=replace)
    with whole_file(out) as beside:
        make(beside)


def may_be_written(out: Path, *, replace: bool = True) -> None:
    """Check before any computation that a file can be written.

    Raises
    ------
    FileError
        As for `write_whole`, except that a full disk shows only when writing.
    """
    if not out.name:
        raise FileError(N_("The file to write has no name."))
    try:
        there, plain = out.exists(), out.is_file()
        roomy = out.parent.is_dir()
    except OSError as fault:
        raise not_written(out, fault) from fault
    if there and not plain:
        raise FileError(N_("{name} is there and is no plain file."), name=shown_name(out))
    if there and not replace:
        raise FileError(N_("{name} is already there; add --force to replace it."), name=shown_name(out))
    if not roomy:
        raise FileError(N_("{name} cannot be written: there is no such folder."), name=shown_name(out))
