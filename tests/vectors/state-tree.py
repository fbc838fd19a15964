"""Writes state-tree.json: the state tree by its definition in docs/formats.md, in plain Python that shares nothing with the program."""
import hashlib
import json
import pathlib
import struct


def sha256(data):
    return hashlib.sha256(data).digest()


def bit(path, depth):
    return path[depth // 8] >> (7 - depth % 8) & 1


def halves(leaves, depth):
    return [leaf for leaf in leaves if not bit(leaf[0], depth)], [leaf for leaf in leaves if bit(leaf[0], depth)]


def root(leaves, depth=0):
    if len(leaves) < 2:
        return leaves[0][1] if leaves else bytes(32)
    left, right = halves(leaves, depth)
    return sha256(b"\1" + root(left, depth + 1) + root(right, depth + 1))


def node(leaves, depth, top, pages):
    if len(leaves) < 2:
        return b"\0" + leaves[0][0] + leaves[0][1] if leaves else b"\3"
    if depth == top + 4:
        if len(leaves) <= 512:
            return b"\4" + root(leaves, depth) + struct.pack(">H", len(leaves))
        add_page(leaves, depth, pages)
        return b"\2" + root(leaves, depth)
    left, right = halves(leaves, depth)
    return b"\1" + root(leaves, depth) + node(left, depth + 1, top, pages) + node(right, depth + 1, top, pages)


def add_page(leaves, depth, pages):
    place = bytearray(leaves[0][0][:(depth + 7) // 8])
    if depth % 8:
        place[-1] &= 0xFF00 >> depth % 8 & 0xFF
    pages[struct.pack(">H", depth) + bytes(place)] = node(leaves, depth, depth, pages)


def tree(entries):
    leaves = []
    for i in range(entries):
        path = sha256(b"\5" + str(i).encode())
        leaves.append((path, sha256(b"\0" + path + sha256(bytes([i % 256])))))
    leaves.sort()
    pages = {}
    add_page(leaves, 0, pages)
    found = {
        "entries": entries,
        "root": "0x" + root(leaves).hex(),
        "pages": len(pages),
        "pages_sha256": "0x" + sha256(b"".join(key + pages[key] for key in sorted(pages))).hex(),
    }
    return found | ({"root_page": "0x" + pages[b"\0\0"].hex()} if len(pages) == 1 else {})


file = pathlib.Path(__file__).with_suffix(".json")
file.write_text(json.dumps({
    "source": "Made by state-tree.py. The entries have the keys of the proposals 0, 1, 2, ... (byte 5, then the number in ASCII), the value of number i is the "
              "byte i mod 256. pages_sha256 is over key and value of each page, in the order of the keys.",
    "trees": [tree(entries) for entries in (2, 600, 10_000)],
}, indent=2) + "\n")
