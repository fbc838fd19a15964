#!/usr/bin/env python3
"""A light client in one file: checks a proof with nothing but the genesis file and Python's standard library.

It shares no code with the node; docs/formats.md is all that both go by.
"""
import argparse
import base64
import datetime
import hashlib
import json
import struct
import sys


class Failure(Exception):
    """A step of the check that fails, with both values of what should have been one."""

    def __init__(self, step, message, expected=None, found=None):
        values = "" if expected is None else f": expected {expected}, found {found}"
        super().__init__(f"{step}: {message}{values}")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def show(data):
    return "0x" + data.hex()


# --- Keccak-256, which makes addresses (FIPS 202 with the padding that came before it) --------------------------------

def _rotate(lane, by):
    return ((lane << by) | (lane >> (64 - by))) & (2**64 - 1)


def _keccak_f(lanes):
    register = 1
    for _ in range(24):
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        lanes = [lane ^ columns[(i + 4) % 5] ^ _rotate(columns[(i + 1) % 5], 1) for i, lane in enumerate(lanes)]
        x, y, current = 1, 0, lanes[1]
        for t in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x + 5 * y] = lanes[x + 5 * y], _rotate(current, (t + 1) * (t + 2) // 2 % 64)
        lanes = [lanes[i] ^ (~lanes[i // 5 * 5 + (i + 1) % 5] & lanes[i // 5 * 5 + (i + 2) % 5]) for i in range(25)]
        for j in range(7):
            register = ((register << 1) ^ ((register >> 7) * 0x71)) % 256
            if register & 2:
                lanes[0] ^= 1 << ((1 << j) - 1)
    return lanes


def keccak256(data):
    rate = 136
    padded = bytearray(data + b"\x01" + bytes(-(len(data) + 1) % rate))
    padded[-1] |= 0x80
    lanes = [0] * 25
    for at in range(0, len(padded), rate):
        for i, lane in enumerate(struct.unpack("<17Q", padded[at:at + rate])):
            lanes[i] ^= lane
        lanes = _keccak_f(lanes)
    return struct.pack("<4Q", *lanes[:4])


def address_text(address):
    """EIP-55: a letter is upper case where the hex digit of Keccak-256 of the lower case text is 8 or more."""
    digits, digest = address.hex(), keccak256(address.hex().encode()).hex()
    return "0x" + "".join(c.upper() if int(digest[i], 16) >= 8 else c for i, c in enumerate(digits))


# --- Ed25519: canonical S, A and R; neither A nor R of small order; 8(sB - R - hA) = 0 --------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
IDENTITY = (0, 1, 1, 0)


def _add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _multiply(scalar, point):
    result = IDENTITY
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    return result


def _negate(p):
    return -p[0] % P, p[1], p[2], -p[3] % P


def _is_identity(p):
    return p[0] % P == 0 and (p[1] - p[2]) % P == 0


def _decompress(data):
    """The point of a canonical encoding; None for any other."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x % 2 != sign else x
    return x, y, 1, x * y % P


BASE = _decompress((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    a, r, s = _decompress(key), _decompress(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER or _is_identity(_multiply(8, a)) or _is_identity(_multiply(8, r)):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    difference = _add(_multiply(s, BASE), _negate(_add(r, _multiply(h, a))))
    return _is_identity(_multiply(8, difference))


# --- the formats ------------------------------------------------------------------------------------------------------

def wire(layout, *values):
    return struct.pack(">" + layout, *values)


def counted(data):
    return wire("I", len(data)) + data


def from_hex(text, length=None):
    try:
        data = bytes.fromhex(text[2:] if text[:2].lower() == "0x" else text)
    except (TypeError, ValueError):
        raise Failure("document", f"{text!r} is not hex") from None
    if length is not None and len(data) != length:
        raise Failure("document", f"{text} has another length", f"{length} bytes", len(data))
    return data


class Reader:
    def __init__(self, data):
        self.data = data

    def raw(self, length):
        if length > len(self.data):
            raise Failure("document", "a record ends too early", f"{length} more bytes", len(self.data))
        taken, self.data = self.data[:length], self.data[length:]
        return taken

    def number(self, layout):
        return struct.unpack(">" + layout, self.raw(struct.calcsize(">" + layout)))[0]

    def flag(self):
        value = self.number("B")
        if value > 1:
            raise Failure("document", "a flag is another number", "0 or 1", value)
        return value == 1

    def bytes(self):
        return self.raw(self.number("I"))

    def end(self):
        if self.data:
            raise Failure("document", f"{len(self.data)} bytes follow the end of a record")


class Header:
    LENGTH = 221
    SIGNED_LENGTH = LENGTH + 64

    def __init__(self, encoded, signature):
        if len(encoded) != self.LENGTH or len(signature) != 64:
            raise Failure("document", "a header has another length", "221 and 64 bytes", f"{len(encoded)} and {len(signature)}")
        reader = Reader(encoded)
        self.version, self.chain_id = reader.number("I"), reader.number("Q")
        self.height, self.timestamp = reader.number("Q"), reader.number("q")
        self.parent, self.transactions_root, self.receipts_root, _, self.state_root = (reader.raw(32) for _ in range(5))
        self.producer, self.shutdown = reader.raw(32), reader.flag()
        self.signature, self.hash = signature, sha256(b"aigen-block-1", encoded)


class Genesis:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            spec = json.load(file)
        tiers, prices = spec["tiers"], spec["prices"]
        self.network, self.chain_id = spec["network"], int(spec["chain_id"])
        self.producers = [from_hex(one["public_key"], 32) for one in spec["producers"]]
        self.ceo_key, self.ceo_wallet = from_hex(spec["ceo_public_key"], 32), from_hex(spec["ceo_wallet"], 20)
        self.hash = sha256(
            b"aigen-genesis-1", counted(self.network.encode()),
            wire("?QIq", spec["development"], self.chain_id, int(spec["network_magic"]), int(spec["timestamp"])),
            self.ceo_key, self.ceo_wallet, from_hex(spec["treasury"], 20),
            wire("I", len(spec["producers"])),
            *(from_hex(one["public_key"], 32) + from_hex(one["reward_address"], 20) for one in spec["producers"]),
            wire("I", len(spec["allocations"])),
            *(from_hex(one["address"], 20) + wire("Q", int(one["amount"])) for one in spec["allocations"]),
            wire("QQ", int(spec["minimum_base_fee"]), int(spec["block_time_ms"])),
            *(wire("QqI", int(tiers[name]["monthly_cost"]), tiers[name]["request_limit"], int(tiers[name]["max_context"]))
              for name in ("free", "basic", "pro", "unlimited")),
            wire("II", int(prices["micro_aigen_per_token"]), len(prices["volume_discounts"])),
            *(wire("QI", int(one["above_tokens"]), int(one["percent"])) for one in prices["volume_discounts"]))


class Transaction:
    def __init__(self, encoded):
        reader = Reader(encoded)
        sender, receiver = reader.bytes().decode(), reader.bytes().decode()
        amount, timestamp, nonce, priority, chain_id = (
            reader.number("Q"), reader.number("q"), reader.number("Q"), reader.flag(), reader.number("Q"))
        base, tip, burn = reader.number("Q"), reader.number("Q"), reader.number("Q")
        payload = reader.bytes() if reader.flag() else None
        self.key, self.signature = reader.raw(32), reader.raw(64)
        self.ceo_signature = reader.raw(64) if reader.flag() else None
        reader.end()
        self.sender, self.receiver = from_hex(sender, 20), from_hex(receiver, 20)
        self.amount, self.payload = amount, payload
        self.hash = sha256(json.dumps({
            "sender": sender, "receiver": receiver, "amount": amount, "timestamp": timestamp, "nonce": nonce, "priority": priority,
            "chain_id": chain_id, "fee": {"base_fee": base, "priority_fee": tip, "burn_amount": burn},
            "payload": None if payload is None else base64.b64encode(payload).decode()}, separators=(",", ":")).encode())
        self.fields = {
            "tx_hash": show(self.hash), "sender": sender, "receiver": receiver, "amount": amount, "timestamp": timestamp, "nonce": nonce,
            "priority": priority, "chain_id": chain_id, "fee_base": base, "fee_priority": tip, "fee_burn": burn,
            "payload": None if payload is None else show(payload)}

    def check(self, genesis):
        derived = keccak256(self.key)[-20:]
        if derived != self.sender and not (self.sender == genesis.ceo_wallet and self.key == genesis.ceo_key):
            raise Failure("signature", "the public key is not the sender's", show(self.sender), show(derived))
        if not is_signed(self.key, self.hash, self.signature):
            raise Failure("signature", "the transaction's signature is not its sender's", f"one by {show(self.key)}", show(self.signature))
        if self.ceo_signature and not is_signed(genesis.ceo_key, self.hash, self.ceo_signature):
            raise Failure("signature", "the CEO signature is not the CEO's", f"one by {show(genesis.ceo_key)}", show(self.ceo_signature))


class Receipt:
    def __init__(self, encoded):
        reader = Reader(encoded)
        self.id, self.payer = reader.raw(16), reader.raw(20)
        model, request, output = reader.raw(32), reader.raw(32), reader.raw(32)
        reader.raw(4 + 8 + 8 + 4 + 4 * 8 + 4)
        self.prompt, _, self.completion = reader.number("I"), reader.number("I"), reader.number("I")
        _, funding = reader.number("B"), reader.number("B")
        self.price, self.reservation, timestamp = reader.number("Q"), reader.number("Q"), reader.number("q")
        self.node, self.signature = reader.raw(32), reader.raw(64)
        reader.end()
        self.funding = {2: "credit", 3: "batch"}.get(funding, "quota")
        self.hash = sha256(b"aigen-receipt-1", encoded[:-64])
        self.fields = {
            "receipt_id": f"chatcmpl-{self.id.hex()}", "receipt_hash": show(self.hash), "payer": address_text(self.payer),
            "model_sha256": show(model), "request_hash": show(request), "output_hash": show(output), "prompt_tokens": self.prompt,
            "completion_tokens": self.completion, "funding": self.funding, "price_micro_aigen": self.price,
            "timestamp": timestamp, "node": show(self.node)}

    def check(self, genesis):
        if self.node not in genesis.producers:
            raise Failure("signature", "the receipt's node is no producer", " or ".join(map(show, genesis.producers)), show(self.node))
        if not is_signed(self.node, self.hash, self.signature):
            raise Failure("signature", "the receipt's signature is not its node's", f"one by {show(self.node)}", show(self.signature))


# --- the paths --------------------------------------------------------------------------------------------------------

def merkle_root(leaf, index, count, siblings):
    if index >= count:
        raise Failure("merkle path", f"index {index} of {count} leaves")
    levels = (count - 1).bit_length()
    if len(siblings) != levels:
        raise Failure("merkle path", f"{len(siblings)} siblings, {count} leaves take {levels}")
    node = leaf
    for level, sibling in enumerate(siblings):
        # A node is paired with itself where it is the last of its level and alone, and nowhere else:
        # otherwise a leaf that stands there once could be passed for two.
        if (node == sibling) != (index % 2 == 0 and index == count - 1):
            raise Failure("merkle path", f"sibling {level} may be the node itself only where that is the last of its level, alone")
        node = sha256(node, sibling) if index % 2 == 0 else sha256(sibling, node)
        index, count = index // 2, (count + 1) // 2
    return node


def state_root(key, value, other, siblings):
    path = sha256(key)
    bits = f"{int.from_bytes(path, 'big'):0256b}"
    if len(siblings) > 256:
        raise Failure("state path", f"{len(siblings)} siblings, a path has 256 bits")
    if value is not None and other is not None:
        raise Failure("state path", "it has a value and another leaf")
    if value is not None:
        node = sha256(b"\0", path, sha256(value))
    elif other is not None:
        theirs = f"{int.from_bytes(other[0], 'big'):0256b}"
        if other[0] == path or theirs[:len(siblings)] != bits[:len(siblings)]:
            raise Failure("state path", "the other leaf does not stand where this key's would", bits[:len(siblings)], theirs[:len(siblings)])
        node = sha256(b"\0", *other)
    else:
        node = bytes(32)
    for depth in reversed(range(len(siblings))):
        node = sha256(b"\1", node, siblings[depth]) if bits[depth] == "0" else sha256(b"\1", siblings[depth], node)
    return node


# --- the checks -------------------------------------------------------------------------------------------------------

def equal(step, message, expected, found):
    if expected != found:
        as_text = [show(value) if isinstance(value, bytes) else value for value in (expected, found)]
        raise Failure(step, message, *as_text)


def check_content(header, genesis):
    equal("header", f"block {header.height}: the version is another", 1, header.version)
    equal("header", f"block {header.height}: the chain id is another network's", genesis.chain_id, header.chain_id)
    if header.height > 0 and header.producer not in genesis.producers:
        raise Failure("producer", f"block {header.height}: its key is no producer's of the genesis file",
                      " or ".join(map(show, genesis.producers)), show(header.producer))


def check_signature(header):
    if not is_signed(header.producer, header.hash, header.signature):
        raise Failure("producer signature", f"block {header.height}: the signature is not its producer's",
                      f"one by {show(header.producer)}", show(header.signature))


def read_headers(path):
    with open(path, "rb") as file:
        equal("header chain", "it is no file of headers", b"aigen-headers-1", file.read(15))
        while signed := file.read(Header.SIGNED_LENGTH):
            if len(signed) < Header.SIGNED_LENGTH:
                raise Failure("header chain", "the last header is cut", Header.SIGNED_LENGTH, len(signed))
            yield Header(signed[:Header.LENGTH], signed[Header.LENGTH:])


def check_chain(path, wanted, genesis):
    last = found = None
    for header in read_headers(path):
        height, parent = (0, genesis.hash) if last is None else (last.height + 1, last.hash)
        equal("header chain", "a block is missing", height, header.height)
        equal("header chain", f"block {height}: its parent hash is another", parent, header.parent)
        if last is not None and header.timestamp < last.timestamp:
            raise Failure("header chain", f"block {height}: its time is before its parent's", f"at least {last.timestamp}", header.timestamp)
        check_content(header, genesis)
        if height > 0:
            check_signature(header)
        last, found = header, header if height == wanted.height else found
    if found is None:
        raise Failure("header chain", "the proof's block is not in it", wanted.height, "nothing" if last is None else f"0 to {last.height}")
    equal("header chain", f"it has another block {wanted.height}", found.hash, wanted.hash)
    if last.height == 0:
        raise Failure("header chain", "nobody signs block 0, so a signed block must follow it")
    return last.height + 1


def equal_fields(document, fields, where=""):
    """What is written for people must say what the bytes say, and nothing more."""
    for name in sorted(set(document) | set(fields)):
        if name not in document or name not in fields:
            raise Failure("fields", f"{where}{name} is {'missing' if name in fields else 'not a field of such a proof'}")
        expected, found = fields[name], document[name]
        if isinstance(expected, dict) and isinstance(found, dict):
            equal_fields(found, expected, f"{where}{name}.")
        elif (type(expected), expected) != (type(found), found):
            raise Failure("fields", f"{where}{name} does not say what the bytes say", json.dumps(expected), json.dumps(found))


def check_item(document, header, genesis, step_fields):
    """The proof's own part: returns the sentence of what is proven."""
    siblings = [from_hex(one, 32) for one in document["siblings"]]
    step_fields["siblings"] = [show(one) for one in siblings]
    time = datetime.datetime.fromtimestamp(header.timestamp, datetime.timezone.utc)
    place = f"block {header.height} of network {genesis.network} ({time:%Y-%m-%dT%H:%M:%SZ})"
    if document["kind"] == "account":
        return check_account(document, header, siblings, place, step_fields)
    is_receipt = document["kind"] == "receipt"
    item = (Receipt if is_receipt else Transaction)(from_hex(document["item"]))
    index, count = document["index"], document["leaf_count"]
    if not all(type(number) is int and 0 <= number < 2**32 for number in (index, count)):
        raise Failure("document", "index or leaf_count is no u32")
    step_fields |= {"index": index, "leaf_count": count, "item": show(from_hex(document["item"])), document["kind"]: item.fields}
    equal_fields(document, step_fields)
    root = header.receipts_root if is_receipt else header.transactions_root
    equal("merkle path", f"it does not end at the header's {document['kind']}s root", root, merkle_root(item.hash, index, count, siblings))
    item.check(genesis)
    if is_receipt:
        bill = {
            "credit": f"for {item.price} micro-AIGEN of credit",
            "batch": f"for {item.price} micro-AIGEN of {item.reservation} that a batch job was paid with",
            "quota": "on the monthly quota"}[item.funding]
        return (f"{place} holds receipt {item.fields['receipt_id']} at index {index}: node {show(item.node)} answered "
                f"{item.fields['payer']} with {item.completion} tokens to {item.prompt}, {bill}")
    payload = f", with {len(item.payload)} bytes of payload" if item.payload is not None else ""
    return (f"{place} holds transaction {show(item.hash)} at index {index}: "
            f"{address_text(item.sender)} pays {item.amount} AIGEN to {address_text(item.receiver)}{payload}")


def check_account(document, header, siblings, place, fields):
    key = from_hex(document["key"], 21)
    equal("document", "the key is not an account's", b"\1", key[:1])
    value = None if document["value"] is None else from_hex(document["value"], 16)
    other = document["other"] and tuple(from_hex(document["other"][name], 32) for name in ("key_hash", "value_hash"))
    balance, nonce = struct.unpack(">QQ", value or bytes(16))
    address = address_text(key[1:])
    fields |= {
        "key": show(key), "value": value and show(value), "other": other and {"key_hash": show(other[0]), "value_hash": show(other[1])},
        "account": {"address": address, "exists": value is not None, "balance": balance, "nonce": nonce}}
    equal_fields(document, fields)
    equal("state path", "it does not end at the header's state root", header.state_root, state_root(key, value, other, siblings))
    has = f"has {balance} AIGEN and the next nonce {nonce}" if value else "has no account: balance 0, nonce 0"
    return f"after {place} {address} {has}"


def unique(pairs):
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise Failure("document", "a field stands in it twice")
    return fields


def verify(proof_path, genesis_path, headers_path):
    genesis = Genesis(genesis_path)
    with open(proof_path, encoding="utf-8") as file:
        document = json.load(file, object_pairs_hook=unique)
    equal("document", "it is of another format", "aigen-proof-1", document["format"])
    if document["kind"] not in ("transaction", "receipt", "account"):
        raise Failure("document", "its kind is another", "transaction, receipt or account", document["kind"])
    encoded, signature = from_hex(document["header"]), from_hex(document["producer_signature"])
    header = Header(encoded, signature)
    fields = {
        "format": "aigen-proof-1", "kind": document["kind"], "block_height": header.height, "block_hash": show(header.hash),
        "header": show(encoded), "producer_signature": show(signature)}
    check_content(header, genesis)
    if header.height > 0:
        check_signature(header)
    elif headers_path is None:
        raise Failure("producer signature", "nobody signs block 0: it takes a file of headers with block 1, which names it")
    yield check_item(document, header, genesis, fields)
    if headers_path is None:
        yield (f"its header {show(header.hash)} rests on the signature of producer {show(header.producer)} alone; "
               "a file of headers would lead it back to the genesis hash")
    else:
        count = check_chain(headers_path, header, genesis)
        yield (f"its header {show(header.hash)} stands in an unbroken chain of {count} headers from the genesis hash {show(genesis.hash)}, "
               "all but block 0 signed by a producer")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("proof", help="the proof, as 'aigen chain prove' makes it")
    parser.add_argument("--genesis", required=True, help="the network's genesis file: all that is trusted")
    parser.add_argument("--headers", help="the chain's headers, as 'aigen chain headers' fetches them")
    arguments = parser.parse_args()
    try:
        sentences = list(verify(arguments.proof, arguments.genesis, arguments.headers))
    except Failure as failure:
        sys.exit(f"the proof fails at the {failure}")
    except (KeyError, TypeError, ValueError, OSError, OverflowError) as fault:
        sys.exit(f"the proof fails at the document: {type(fault).__name__} {fault}")
    print(*sentences, sep="\n")


if __name__ == "__main__":
    main()
