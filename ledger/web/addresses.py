"""Where a reader may be sent: only within the product."""

from urllib.parse import urlsplit


def safe_next(given: str) -> str:
    """The address within the product that was asked for, or nothing: never another host's, nor a scheme's."""
    try:
        parts = urlsplit(given)
    except ValueError:
        return ""
    within = given.startswith("/") and not given.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return given if within and given.isprintable() and "\\" not in given else ""
