"""Writes ceo-orders.json: what the CEO signs for releases, upgrades, votes and reads, the orders, and what they leave in the state.

By docs/formats.md, with the signatures of ed25519.py; nothing is shared with the program. The key is that of RFC 8032, test 1. Run it and
nothing changes.
"""
import hashlib
import json
import pathlib
import runpy
import struct

HERE = pathlib.Path(__file__).parent
SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
MAGIC = 2711724449
SIGNED = 1_800_000_000
BLOCK = 1_800_000_003
APPROVED, PENDING, REJECTED = 1, 0, 2
NO_TIER = 255
ED25519 = runpy.run_path(str(HERE / "ed25519.py"))


def signed(message):
    return ED25519["sign"](SECRET, message.encode())[1]


def text(value):
    data = value.encode()
    return struct.pack(">I", len(data)) + data


def hashes(shards):
    return struct.pack(">I", len(shards)) + b"".join(shards)


def order(kind, message, body):
    signature = signed(message)
    data = bytes([kind]) + body + signature
    return {
        "message": message,
        "signature": "0x" + signature.hex(),
        "order": "0x" + data.hex(),
        "order_hash": "0x" + hashlib.sha256(b"aigen-order-1" + data).hexdigest(),
    }


def release(model, version, name, size, shards, core, tier, experimental):
    joined = ":".join(shard.hex() for shard in shards)
    message = (
        f"init_model:{MAGIC}:{SIGNED}:{model}:{version}:{size}:{len(shards)}:{len(shards)}:{str(core).lower()}:{tier}:"
        f"{str(experimental).lower()}:{name}:{joined}"
    )
    body = (
        struct.pack(">q", SIGNED) + text(model) + text(version) + text(name) + struct.pack(">Q", size) + hashes(shards) + bytes([core]) + text(tier)
        + bytes([experimental])
    )
    return order(3, message, body)


def decision(upgrade, reason=None):
    message = f"approve_upgrade:{MAGIC}:{SIGNED}:{upgrade}" if reason is None else f"reject_upgrade:{MAGIC}:{SIGNED}:{upgrade}:{reason}"
    body = struct.pack(">q", SIGNED) + text(upgrade) + (b"\0" if reason is None else b"\1" + text(reason))
    return order(4, message, body)


def vote(proposal, number, name):
    return order(5, f"gov_vote:{MAGIC}:{SIGNED}:{proposal}:{name}", struct.pack(">q", SIGNED) + text(proposal) + bytes([number]))


def read(name):
    message = f"{name}:{MAGIC}:{SIGNED}"
    return {"message": message, "signature": "0x" + signed(message).hex()}


def stored(name, size, shards, core, tier, experimental, status, decided, reason):
    return (
        text(name) + struct.pack(">Q", size) + hashes(shards) + bytes([core, tier, experimental, status]) + struct.pack(">qq", BLOCK, decided)
        + text(reason)
    )


def row(module, key, value):
    return ["0x" + (bytes([module]) + key.encode()).hex(), "0x" + value.hex()]


def main():
    first, second, third = (hashlib.sha256(name).digest() for name in (b"shard 1", b"shard 2", b"shard 3"))
    orders = {
        "first": release("qwen", "1.0", "Qwen: a model", 1000, [first], True, "pro", False),
        "upgrade": release("qwen", "2.0", "Größer", 3000, [second, third], False, "", True),
        "other": release("qwen", "3.0", "Qwen 3", 5000, [third], False, "free", False),
        "approve": decision("qwen@2.0"),
        "reject": decision("qwen@3.0", "too large: 5 kB"),
        "vote": vote("qwen@2.0", 1, "approve"),
        "abstention": vote("qwen@3.0", 3, "abstain"),
    }
    state = [
        row(8, "", struct.pack(">I", 1) + text("qwen")),
        row(9, "qwen", text("2.0")),
        row(10, "qwen@1.0", stored("Qwen: a model", 1000, [first], 1, 2, 0, APPROVED, BLOCK, "")),
        row(10, "qwen@2.0", stored("Größer", 3000, [second, third], 0, NO_TIER, 1, APPROVED, BLOCK, "")),
        row(10, "qwen@3.0", stored("Qwen 3", 5000, [third], 0, 0, 0, REJECTED, BLOCK, "too large: 5 kB")),
        row(11, "qwen@2.0", b"\1" + struct.pack(">q", BLOCK)),
        row(11, "qwen@3.0", b"\3" + struct.pack(">q", BLOCK)),
    ]
    vectors = {
        "source": "Written by ceo-orders.py: signed at 1800000000, in a block of 1800000003, in this order.",
        "network_magic": MAGIC,
        "orders": orders,
        "reads": {"health": read("admin_health"), "metrics": read("get_metrics")},
        "state": state,
    }
    (HERE / "ceo-orders.json").write_text(json.dumps(vectors, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


main()
