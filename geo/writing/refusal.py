"""Why the operating system refused to read or write, in words that can be said in every language."""

import errno

from geo.errors import N_, Words

NO_NAME, NO_NAME_NOW = -2, -3  # of a name that is looked up, as the C library of Linux numbers them

REASONS: dict[int, str] = {
    errno.ENOSPC: N_("No space left on device"),
    errno.EDQUOT: N_("Disk quota exceeded"),
    errno.EFBIG: N_("File too large"),
    errno.EACCES: N_("Permission denied"),
    errno.EPERM: N_("Operation not permitted"),
    errno.EROFS: N_("Read-only file system"),
    errno.ENOENT: N_("No such file or directory"),
    errno.EISDIR: N_("Is a directory"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.EEXIST: N_("File exists"),
    errno.ENOTEMPTY: N_("Directory not empty"),
    errno.ENAMETOOLONG: N_("File name too long"),
    errno.ELOOP: N_("Too many levels of symbolic links"),
    errno.EMLINK: N_("Too many links"),
    errno.EMFILE: N_("Too many open files"),
    errno.ENFILE: N_("Too many open files in system"),
    errno.EBUSY: N_("Device or resource busy"),
    errno.ETXTBSY: N_("Text file busy"),
    errno.EXDEV: N_("Invalid cross-device link"),
    errno.EIO: N_("Input/output error"),
    errno.ENXIO: N_("No such device or address"),
    errno.ENODEV: N_("No such device"),
    errno.EINVAL: N_("Invalid argument"),
    errno.ENOMEM: N_("Cannot allocate memory"),
    errno.ESTALE: N_("Stale file handle"),
    errno.ECONNREFUSED: N_("Connection refused"),
    errno.ECONNRESET: N_("Connection reset by peer"),
    errno.ETIMEDOUT: N_("Connection timed out"),
    errno.ENETUNREACH: N_("Network is unreachable"),
    errno.EHOSTUNREACH: N_("No route to host"),
    NO_NAME: N_("Name or service not known"),
    NO_NAME_NOW: N_("Temporary failure in name resolution"),
}
"""What the system says of the usual faults in English, by their numbers."""


def why_refused(fault: OSError) -> str:
    """Return the system's reason: words for the usual ones, and any other as the system says it."""
    if fault.errno in REASONS:
        return Words(REASONS[fault.errno])
    return fault.strerror or str(fault) or type(fault).__name__
