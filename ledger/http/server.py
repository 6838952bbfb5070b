"""The server of the pages: takes connections until it is told to stop, and then finishes what is under way."""

import errno
import socket
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final
from wsgiref.types import WSGIApplication

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import MultiSocketServer, create_server
from waitress.task import ThreadedTaskDispatcher

from ledger.config import WebSettings
from ledger.errors import ListeningRefused, PortTaken

THREADS: Final = 8
MOST_HEADER_BYTES: Final = 32_768
MOST_CONNECTIONS: Final = 500
"""Half requests cost a connection and no thread, so many may wait without being in anybody's way."""
IDLE_S: Final = 30
"""After so long without a byte a connection is closed."""
FINISHING_S: Final = 30
"""How long what is under way may take once the server is told to stop."""
_LOOK_S: Final = 0.5


@dataclass
class Server:
    """A socket that listens, its connections, and whether the server has been told to stop."""

    host: str
    port: int
    _sockets: dict[int, Any]
    _close_listening: Callable[[], None]
    _wake: Callable[[], None]
    _threads: ThreadedTaskDispatcher
    _told_to_stop: bool = False

    def stop(self) -> None:
        """Tell the server to stop; may be called from a signal's handler or another thread."""
        self._told_to_stop = True
        self._wake()

    def run(self) -> bool:
        """Serve until told to stop; answers with whether all that was under way then could be finished."""
        while not self._told_to_stop:
            self._turn()
        self._close_listening()
        deadline = monotonic() + FINISHING_S
        while self._under_way() and monotonic() < deadline:
            self._turn()
        finished = not self._under_way()
        self._threads.shutdown(timeout=1)
        wasyncore.close_all(self._sockets)
        return finished

    def _turn(self) -> None:
        wasyncore.loop(timeout=_LOOK_S, use_poll=True, map=self._sockets, count=1)

    def _under_way(self) -> bool:
        """Whether a request is being answered, or an answer is not yet sent; half a request is not waited for."""
        return any(
            one.requests or one.total_outbufs_len
            for one in tuple(self._sockets.values())
            if isinstance(one, HTTPChannel)
        )


def listen(app: WSGIApplication, web: WebSettings) -> Server:
    """A server that listens, and answers once it is run; raises `PortTaken` and `ListeningRefused`."""
    listening = _listening(web.host, web.port)
    host, port = listening.getsockname()[:2]
    sockets: dict[int, Any] = {}
    server = create_server(
        app,
        map=sockets,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        # The server refuses a body as large as what it is told, which is one that the product takes.
        max_request_body_size=web.max_body_bytes + 1,
        # What a proxy in front says of the reader is for the product to read, and nobody else's saying goes in.
        clear_untrusted_proxy_headers=not web.trusted_proxies,
        max_request_header_size=MOST_HEADER_BYTES,
        connection_limit=MOST_CONNECTIONS,
        channel_timeout=IDLE_S,
        cleanup_interval=IDLE_S // 3,
    )
    if isinstance(server, MultiSocketServer):
        raise TypeError("One socket was given")
    return Server(
        host,
        port,
        sockets,
        # The server's own way closes its trigger too, which the threads still need.
        lambda: wasyncore.dispatcher.close(server),
        server.pull_trigger,
        server.task_dispatcher,
    )


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except UnicodeError as error:
        raise ListeningRefused(host=host, port=port, reason="") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(host=host, port=port) from error
        raise ListeningRefused(host=host, port=port, reason=error.strerror or "") from error
