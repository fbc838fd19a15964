#!/usr/bin/env python3
"""Follows the blocks and transactions of an Aigen node, and misses none: a line of JSON for each event.

The newest cursor is kept in a file. Started again, or after the connection broke, it goes on behind it. Only Python's standard library is used.
"""
import argparse
import base64
import json
import os
import socket
import struct
import sys
import time
from urllib.parse import urlparse

# A node pings every 30 s by default: where nothing came for so long, it is gone.
SILENCE = 90
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class Connection:
    """As much of RFC 6455 as a client needs."""

    def __init__(self, url):
        node = urlparse(url)
        self.socket = socket.create_connection((node.hostname, node.port or 80), timeout=SILENCE)
        self.stream = self.socket.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET / HTTP/1.1\r\nHost: {node.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n").encode())
        if not self.stream.readline().startswith(b"HTTP/1.1 101"):
            raise ConnectionError(f"{url} speaks no WebSocket")
        while self.stream.readline() not in (b"\r\n", b""):
            pass

    def close(self):
        self.socket.close()

    def send(self, kind, content):
        mask = os.urandom(4)
        length = bytes([0x80 | len(content)]) if len(content) < 126 else struct.pack(">BH", 0x80 | 126, len(content))
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(content))
        self.socket.sendall(bytes([0x80 | kind]) + length + mask + masked)

    def receive(self):
        """The next message. A long one comes in several frames, and pings may come between them."""
        message = b""
        while True:
            first, length = self._read(2)
            if length == 126:
                length = struct.unpack(">H", self._read(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self._read(8))[0]
            content = self._read(length)
            if first & 0x0F == CLOSE:
                raise ConnectionError(f"the node closed the connection: {content[2:].decode()}")
            if first & 0x0F == PING:
                self.send(PONG, content)
            elif first & 0x0F != PONG:
                message += content
                if first & 0x80:
                    return json.loads(message)

    def _read(self, count):
        content = self.stream.read(count)
        if len(content) < count:
            raise ConnectionError("the connection broke")
        return content


def follow(url, addresses, position):
    """Events with the cursor behind each, until the connection ends."""
    connection = Connection(url)
    try:
        wanted = {"from": position, "when_slow": "disconnect"}
        if addresses:
            wanted["addresses"] = addresses
        call = {"jsonrpc": "2.0", "id": 1, "method": "subscribeEvents", "params": wanted}
        connection.send(TEXT, json.dumps(call).encode())
        answer = connection.receive()
        if "error" in answer:
            sys.exit(f"the node refused: {answer['error']['message']}")
        expected = 0
        while True:
            event = connection.receive()["params"]
            expected += 1
            if "error" in event["result"]:
                raise ConnectionError(event["result"]["error"]["message"])
            if event["sequence"] != expected:
                sys.exit(f"the node left events out: event {event['sequence']} came, expected {expected}")
            yield event["result"], event["cursor"]
    finally:
        connection.close()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rpc", default="http://127.0.0.1:9944", help="the node")
    arguments.add_argument("--cursor", default="cursor.txt", help="the file that keeps the cursor")
    arguments.add_argument("--count", type=int, help="end after so many events")
    arguments.add_argument("address", nargs="*", help="the wallets to follow; everybody's where there is none")
    given = arguments.parse_args()
    position = 0
    if os.path.exists(given.cursor):
        with open(given.cursor, encoding="utf-8") as file:
            position = file.read().strip()
    while given.count is None or given.count > 0:
        try:
            for event, position in follow(given.rpc, given.address, position):
                print(json.dumps(event), flush=True)
                # What was done with the event comes first: after a crash in between it comes twice rather than never.
                with open(given.cursor + ".new", "w", encoding="utf-8") as file:
                    file.write(position)
                os.replace(given.cursor + ".new", given.cursor)
                given.count = None if given.count is None else given.count - 1
                if given.count == 0:
                    return
        except OSError as broken:
            print(f"{broken}; trying again", file=sys.stderr)
            time.sleep(1)


if __name__ == "__main__":
    main()
