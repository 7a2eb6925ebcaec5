"""Files that other programs make or read: the exchange JSON."""

from kabao.exchange.reading import parse_exchange, read_exchange
from kabao.exchange.writing import write_exchange

__all__ = ["parse_exchange", "read_exchange", "write_exchange"]
