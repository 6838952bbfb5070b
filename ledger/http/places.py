"""Where a request comes from, as far as one who guesses cannot choose it."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from flask import request

_OF_ONE: Final = 64
"""Bits of an IPv6 address that one connection has to itself the rest of (RFC 6177): whoever has it has 2⁶⁴ of them."""
_MOST: Final = 100


def place() -> str:
    """The place of the request's address."""
    return place_of(request.remote_addr or "")


def place_of(address: str) -> str:
    """The address of IPv4, also when it is written as IPv6; the network of IPv6; what is neither, as it is."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:_MOST]
    if isinstance(found, IPv6Address):
        return _of_six(found)
    return str(found)


def _of_six(address: IPv6Address) -> str:
    mapped: IPv4Address | None = address.ipv4_mapped
    return str(IPv6Network((int(address), _OF_ONE), strict=False).network_address if mapped is None else mapped)
