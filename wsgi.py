"""The web server's way in, for servers that run several processes; settings that cannot be used are told in words."""

import sys
from typing import Final

from ledger.app import create_app
from ledger.config import language
from ledger.errors import LedgerError
from ledger.language import Language
from ledger.messages import explain_at_start

_NO_USE_TO_TRY_AGAIN: Final = 3
"""What gunicorn takes it to mean; after other codes it starts its workers again and again."""

_told_in = Language.SV
try:
    _told_in = language()
    app = create_app()
except LedgerError as refusal:
    print(explain_at_start(refusal, _told_in), file=sys.stderr)  # noqa: T201 - before there is a log
    sys.exit(_NO_USE_TO_TRY_AGAIN)
