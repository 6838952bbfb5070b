"""The web server's way in, for servers that run several processes; settings that cannot be used are told in words."""

import sys

from ledger.app import create_app
from ledger.config import language
from ledger.errors import LedgerError
from ledger.language import Language
from ledger.messages import explain_at_start

_told_in = Language.SV
try:
    _told_in = language()
    app = create_app()
except LedgerError as refusal:
    sys.exit(explain_at_start(refusal, _told_in))
