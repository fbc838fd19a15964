"""Writes ed25519.json: signatures on the edges of the chain's rule (docs/adr/0011-signature-rule.md).

Plain integers and affine points, nothing shared with the program under test. `valid` is the rule's answer, `libsodium` the answer of
libsodium 1.0.18, whose equation has no cofactor. Deterministic: run it and nothing changes.
"""

import hashlib
import json
import pathlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)
ZERO = (0, 1)


def inverse(a):
    return pow(a, -1, P)


def root(a):
    x = pow(a, (P + 3) // 8, P)
    x = x if x * x % P == a % P else x * I % P
    return x if x * x % P == a % P else None


def add(p, q):
    (x1, y1), (x2, y2) = p, q
    t = D * x1 * x2 * y1 * y2
    return (x1 * y2 + x2 * y1) * inverse(1 + t) % P, (y1 * y2 + x1 * x2) * inverse(1 - t) % P


def times(n, p):
    """Double and add, in projective coordinates (X : Y : Z) since an inversion a step would take minutes."""
    total, power = (0, 1, 1), (*p, 1)
    while n:
        if n & 1:
            total = projective_add(total, power)
        power, n = projective_add(power, power), n >> 1
    z = inverse(total[2])
    return total[0] * z % P, total[1] * z % P


def projective_add(p, q):
    """`add` with x = X/Z and y = Y/Z put in and the fractions cleared."""
    (x1, y1, z1), (x2, y2, z2) = p, q
    z = z1 * z2 % P
    x, y, t = x1 * y2 + x2 * y1, y1 * y2 + x1 * x2, D * x1 * x2 * y1 * y2 % P
    plus, minus = (z * z + t) % P, (z * z - t) % P
    return x * z * minus % P, y * z * plus % P, plus * minus % P


def negative(p):
    return -p[0] % P, p[1]


def encode(p):
    return (p[1] | (p[0] & 1) << 255).to_bytes(32, "little")


def raw(y, sign):
    return (y | sign << 255).to_bytes(32, "little")


def decode(data, strict=True):
    """The point, or None. `strict` refuses y >= p and an x of 0 with a sign."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if strict and y >= P:
        return None
    x = root((y * y - 1) * inverse(D * y * y + 1) % P)
    if x is None or (strict and x == 0 and sign):
        return None
    return (-x % P if (x & 1) != sign else x), y % P


def sha512(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def sha256(text):
    return hashlib.sha256(text.encode()).digest()


B = decode((4 * inverse(5) % P).to_bytes(32, "little"))
# A point of order 8: L times any point whose torsion has full order.
T8 = next(t for t in (times(L, decode(raw(y, 0))) for y in range(2, 50) if decode(raw(y, 0))) if times(4, t) != ZERO)
TORSION = [times(k, T8) for k in range(8)]


def equation(key, message, signature):
    """[s]B - R - [h]A, R and A read as leniently as can be; None where one is no point."""
    a, r = decode(key, strict=False), decode(signature[:32], strict=False)
    if a is None or r is None:
        return None
    h, s = sha512(signature[:32], key, message) % L, int.from_bytes(signature[32:], "little")
    return add(times(s, B), negative(add(r, times(h, a))))


def is_valid(key, message, signature):
    a, r = decode(key), decode(signature[:32])
    if int.from_bytes(signature[32:], "little") >= L or a is None or r is None or times(8, a) == ZERO or times(8, r) == ZERO:
        return False
    return times(8, equation(key, message, signature)) == ZERO


def libsodium(key, message, signature):
    """s < L; the y of A below p; A and R not of small order; and R encoded is [s]B - [h]A encoded."""
    a, s = decode(key, strict=False), int.from_bytes(signature[32:], "little")
    if s >= L or a is None or int.from_bytes(key, "little") & (1 << 255) - 1 >= P or times(8, a) == ZERO:
        return False
    r = decode(signature[:32], strict=False)
    if r is None or times(8, r) == ZERO:
        return False
    h = sha512(signature[:32], key, message) % L
    return encode(add(times(s, B), negative(times(h, a)))) == signature[:32]


def sign(seed, message, key_torsion=ZERO, nonce_torsion=ZERO, nonce=None, r_bytes=None):
    """An honest signature, but that A and R may carry a point of small order, or R may be written otherwise."""
    digest = hashlib.sha512(seed).digest()
    secret = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    key = encode(add(times(secret, B), key_torsion))
    nonce = sha512(digest[32:], message) % L if nonce is None else nonce
    r = r_bytes or encode(add(times(nonce, B), nonce_torsion))
    return key, r + ((nonce + sha512(r, key, message) * secret) % L).to_bytes(32, "little")


VECTORS = []


def vector(description, key, message, signature, valid=None, sodium=None):
    found, of_sodium = is_valid(key, message, signature), libsodium(key, message, signature)
    assert valid in (None, found) and sodium in (None, of_sodium) and (found or not of_sodium), description
    VECTORS.append({
        "description": description, "key": "0x" + key.hex(), "message": "0x" + message.hex(), "signature": "0x" + signature.hex(),
        "valid": found, "libsodium": of_sodium})


def ordinary():
    for i in range(4):
        message = sha256(f"ordinary {i}")
        vector(f"ordinary signature {i}", *shuffle(sign(sha256(f"seed {i}"), message), message), True, True)
    seed, message = sha256("seed 0"), sha256("ordinary 0")
    key, signature = sign(seed, message)
    vector("another message", key, sha256("another"), signature, False, False)
    vector("another key", sign(sha256("seed 1"), message)[0], message, signature, False, False)
    for bit in (0, 100, 254, 255, 256, 400, 507, 508, 509, 510, 511):
        flipped = (int.from_bytes(signature, "little") ^ 1 << bit).to_bytes(64, "little")
        vector(f"signature with bit {bit} flipped", key, message, flipped, False, False)
    for bit in (0, 77, 254, 255):
        vector(f"key with bit {bit} flipped", (int.from_bytes(key, "little") ^ 1 << bit).to_bytes(32, "little"), message, signature, False, False)
    vector("signature cut short and filled with zeros", key, message, signature[:48] + bytes(16), False, False)
    vector("signature of zeros", key, message, bytes(64), False, False)
    vector("R and s exchanged", key, message, signature[32:] + signature[:32], False, False)


def shuffle(signed, message):
    return signed[0], message, signed[1]


def large_scalars():
    message = sha256("large s")
    key, signature = sign(sha256("seed 5"), message)
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    for multiple in range(1, 16):
        vector(f"s + {multiple} L", key, message, r + (s + multiple * L).to_bytes(32, "little"), False, False)
    for name, value in (("0", 0), ("L - 1", L - 1), ("L", L), ("L + 1", L + 1), ("2^252", 2**252), ("2^256 - 1", 2**256 - 1)):
        vector(f"s = {name}", key, message, r + value.to_bytes(32, "little"), False, False)
    for bit in (253, 254, 255):
        vector(f"s with bit {bit} set", key, message, r + (s | 1 << bit).to_bytes(32, "little"), False, False)


def small_order_encodings():
    """Every way to write a point of small order: (description, bytes)."""
    for k, point in enumerate(TORSION):
        yield f"point {k} of small order", encode(point)
    for k in (0, 4):
        yield f"point {k} of small order with the sign of an x of 0", raw(TORSION[k][1], 1)
    for k, y in ((0, P + 1), (2, P)):
        yield f"point {k} of small order as y + p", raw(y, 0)
        yield f"point {k} of small order as y + p, with a sign", raw(y, 1)


def small_orders():
    message = sha256("small order")
    for name, data in small_order_encodings():
        # [s]B = R + [h]A holds for s = 0 whenever R + [h]A = O, up to the cofactor for every R of small order.
        vector(f"A is {name}, R the neutral element, s = 0", data, message, encode(ZERO) + bytes(32), False, False)
        vector(f"A is {name}, R the same, s = 0", data, message, data + bytes(32), False, False)
        nonce = sha512(data, b"nonce") % L
        r = encode(times(nonce, B))
        vector(f"A is {name}, R = [r]B, s = r", data, message, r + nonce.to_bytes(32, "little"), False, False)
        torsion = next((r for r in (encode(add(times(nonce, B), t)) for t in TORSION)
                        if equation(data, message, r + nonce.to_bytes(32, "little")) == ZERO), None)
        if torsion:
            vector(f"A is {name}, R = [r]B + T so that all is exact", data, message, torsion + nonce.to_bytes(32, "little"), False, False)
        key, signature = sign(sha256("seed 7"), message, nonce=0, r_bytes=data)
        vector(f"R is {name}, s = h a", key, message, signature, False, False)


def non_canonical():
    message = sha256("not canonical")
    key, signature = sign(sha256("seed 8"), message)
    for y in range(19):
        for sign_bit in (0, 1):
            data = raw(P + y, sign_bit)
            point = "a point" if decode(data, strict=False) else "no point"
            vector(f"A is y = p + {y}, sign {sign_bit}: {point}", data, message, signature, False, False)
            vector(f"R is y = p + {y}, sign {sign_bit}: {point}", key, message, data + signature[32:], False, False)
    for y in (2, 5, 7, 8, 11):
        if decode(raw(y, 0)) is None:
            vector(f"A is y = {y}, not on the curve", raw(y, 0), message, signature, False, False)
            vector(f"R is y = {y}, not on the curve", key, message, raw(y, 1) + signature[32:], False, False)
    vector("A is y = 2^255 - 1", raw(2**255 - 1, 0), message, signature, False, False)
    vector("A is y = 2^255 - 1 with a sign", raw(2**255 - 1, 1), message, signature, False, False)


def mixed_order():
    exact = loose = 0
    for attempt in range(64):
        seed, message, k = sha256(f"mixed {attempt}"), sha256(f"mixed message {attempt}"), attempt % 7 + 1
        key, signature = sign(seed, message, key_torsion=TORSION[k])
        is_exact = equation(key, message, signature) == ZERO
        if (exact if is_exact else loose) < 6:
            exact, loose = exact + is_exact, loose + (not is_exact)
            kind = "exact" if is_exact else "right with the cofactor only"
            vector(f"A = P + {k} T8, {kind}", key, message, signature, True, is_exact)
    assert exact == loose == 6
    for k in range(1, 8):
        seed, message = sha256(f"mixed R {k}"), sha256(f"mixed R message {k}")
        vector(f"R = [r]B + {k} T8", *shuffle(sign(seed, message, nonce_torsion=TORSION[k]), message), True, False)
        key, signature = sign(seed, message, TORSION[k], TORSION[-k * (k + 1) % 8])
        vector(f"A = P + {k} T8 and R with torsion too", key, message, signature, True)
        wrong = signature[:32] + ((int.from_bytes(signature[32:], "little") + 1) % L).to_bytes(32, "little")
        vector(f"A = P + {k} T8 and R with torsion too, s one more", key, message, wrong, False, False)
    for k in range(1, 8):
        # A's torsion and R's cancel: exact, which libsodium accepts.
        seed = sha256(f"cancel {k}")
        signed = ((sign(seed, m, TORSION[k], t), m) for m in (sha256(f"cancel {k} {i}") for i in range(64)) for t in TORSION[1:])
        (key, signature), message = next(((s, m) for s, m in signed if equation(s[0], m, s[1]) == ZERO))
        vector(f"A = P + {k} T8, R's torsion cancels it", key, message, signature, True, True)
    # The honest signature of one key under the key with torsion: h is not the one that was signed.
    message = sha256("moved key")
    key, signature = sign(sha256("seed 9"), message)
    for k in range(1, 8):
        vector(f"honest signature, A moved by {k} T8", encode(add(decode(key), TORSION[k])), message, signature, False, False)
        moved = encode(add(decode(signature[:32]), TORSION[k]))
        vector(f"honest signature, R moved by {k} T8", key, message, moved + signature[32:], False, False)


def main():
    assert times(L, B) == ZERO and times(8, T8) == ZERO and len(set(TORSION)) == 8
    ordinary()
    large_scalars()
    small_orders()
    non_canonical()
    mixed_order()
    lines = ",\n".join("    " + json.dumps(v) for v in VECTORS)
    source = "Made by ed25519.py beside this file, from plain integers."
    text = '{\n  "source": ' + json.dumps(source) + ',\n  "vectors": [\n' + lines + "\n  ]\n}\n"
    pathlib.Path(__file__).with_suffix(".json").write_text(text)
    print(len(VECTORS), "vectors,", sum(v["valid"] for v in VECTORS), "valid,", sum(v["libsodium"] for v in VECTORS), "for libsodium")


if __name__ == "__main__":
    main()
