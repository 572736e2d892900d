"""Starts the service:[#list spec.entities as entity] /[=entity.plural][#sep],[/#sep][/#list] over HTTP."""

import argparse
import logging
import os
import signal
import threading
from typing import Optional, Sequence

from http_api import Api, HttpServer
from models import ENTITY_TYPES
from store import Store


def main(argv: Optional[Sequence[str]] = None) -> None:
    """Serve until SIGTERM or SIGINT, then finish the requests that are being answered."""
    arguments = _parse(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    store = Store(arguments.data, ENTITY_TYPES)
    try:
        with HttpServer((arguments.host, arguments.port), Api(store, ENTITY_TYPES)) as server:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
            print(f"listening on {server.url}", flush=True)
            server.serve_forever()
    finally:
        store.close()
    print("stopped", flush=True)


def _parse(argv: Optional[Sequence[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="REST service for [#list spec.entities as entity][=entity.plural?replace("_", " ")][#sep], [/#sep][/#list].")
    parser.add_argument(
        "--host", default=os.environ.get("HOST", "127.0.0.1"), help="address to listen on (HOST, %(default)s)"
    )
    parser.add_argument(
        "--port", type=_port, default=os.environ.get("PORT", "8080"), help="0 for any free port (PORT, %(default)s)"
    )
    parser.add_argument(
        "--data", default=os.environ.get("DATA_FILE", "data.db"), help="SQLite file (DATA_FILE, %(default)s)"
    )
    return parser.parse_args(argv)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port (0 to 65535)")
    return int(text)


if __name__ == "__main__":
    main()
