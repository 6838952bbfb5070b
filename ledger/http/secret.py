"""The key that signs cookies: from the settings, or made once and kept in a file that only its owner reads."""

import os
import secrets
from pathlib import Path

from ledger.config import SECRET_FILE


def secret_key(path: Path = SECRET_FILE) -> str:
    """The key in the file, which is made if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        made = secrets.token_urlsafe(48)
        file.write(made)
    return made
