"""Small conversations with a peer, each with the outcome of a correct one: sends bytes, ends its half of TCP, and reads
to the end, so that nothing has to wait for silence. It knows frames by itself and shares no code with the museum."""
import base64
import hashlib
import select
import socket

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
NAMES = {0: "continuation", 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}
KEY = b"\x37\xfa\x21\x3d"
NONCE = "dGhlIHNhbXBsZSBub25jZQ=="
SHORT = 0.4  # seconds, for an answer that only some give
WAIT = 3  # seconds, for what every correct peer does at once
LONG = 10  # seconds, for the end


def frame(opcode, payload=b"", fin=1, rsv=0, mask=KEY, form=None, length=None):
    """One frame as bytes. form: 16 or 64, a length that is longer than it must be; length: another than the right one."""
    length = len(payload) if length is None else length
    form = form or (7 if length < 126 else 16 if length < 65536 else 64)
    second = {7: length, 16: 126, 64: 127}[form]
    head = bytes([fin << 7 | rsv << 4 | opcode, (0x80 if mask else 0) | second])
    if form > 7:
        head += length.to_bytes(form // 8, "big")
    if not mask:
        return head + payload
    repeated = mask * (len(payload) // 4 + 1)
    return head + mask + bytes(byte ^ key for byte, key in zip(payload, repeated))


def show(opcode, payload=b"", notes=""):
    if opcode == CLOSE and len(payload) >= 2:
        return f"close {int.from_bytes(payload[:2], 'big')}{notes}"
    said = repr(payload)[1:] if len(payload) < 20 else f"{len(payload)} bytes {hashlib.md5(payload).hexdigest()[:6]}"
    return f"{NAMES.get(opcode, opcode)} {said}{notes}"


def shown_frames(data, masked):
    """What the bytes say, a line for each frame; `masked`: whether they should be."""
    lines, at = [], 0
    while at + 2 <= len(data):
        first, second = data[at], data[at + 1]
        length, size = second & 127, 2
        if length >= 126:
            size = 4 if length == 126 else 10
            length = int.from_bytes(data[at + 2:at + size], "big")
        notes = "" if first & 0x80 else " unfinished"
        notes += " rsv" if first & 0x70 else ""
        notes += " long form" if size > 2 and length < (126 if size == 4 else 65536) else ""
        notes += "" if bool(second & 0x80) == masked else " masked" if second & 0x80 else " unmasked"
        notes += " too long" if first & 8 and length > 125 else ""
        key = b""
        if second & 0x80:
            key = data[at + size:at + size + 4]
            size += 4
        payload = data[at + size:at + size + length]
        if len(payload) < length:
            return [*lines, f"cut: {show(first & 15)}"]
        if key:
            payload = bytes(byte ^ key[i % 4] for i, byte in enumerate(payload))
        lines.append(show(first & 15, payload, notes))
        at += size + length
    return lines + (["cut"] if at < len(data) else [])


def accept(key):
    return base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()


def read_to_end(sock, wait=LONG, until=None):
    """What comes until TCP ends, or until `until` says so of it, and how it has ended."""
    data = bytearray()
    sock.settimeout(wait)
    try:
        while until is None or not until(data):
            piece = sock.recv(1 << 20)
            if not piece:
                return bytes(data), ""
            data += piece
    except socket.timeout:
        return bytes(data), "no end"
    except ConnectionError:
        return bytes(data), "reset"
    return bytes(data), "open"


def send_pieces(sock, pieces):
    """Each piece but the last makes the peer answer: when the answer is there, the peer has read all of the piece."""
    try:
        for piece in pieces[:-1]:
            sock.sendall(piece)
            select.select([sock], [], [], SHORT)
        sock.sendall(pieces[-1])
        sock.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the peer has left already: what it said before is read all the same


def request(*changes, line="GET /echo HTTP/1.1", drop=(), key=NONCE):
    """A request. changes: lines in place of those with the same name, or more of them."""
    lines = {"host": "Host: 127.0.0.1", "upgrade": "Upgrade: websocket", "connection": "Connection: Upgrade",
             "sec-websocket-key": f"Sec-WebSocket-Key: {key}", "sec-websocket-version": "Sec-WebSocket-Version: 13"}
    for change in changes:
        lines[change.partition(":")[0].lower()] = change
    kept = [value for name, value in lines.items() if name not in drop]
    return "".join(text + "\r\n" for text in [line, *kept, ""]).encode("latin-1")


def shown_answer(data, key=NONCE, offered=()):
    """The status, what is wrong with a 101, and the frames behind it."""
    head, empty, rest = data.partition(b"\r\n\r\n")
    if not empty:
        return ["no whole head" if data else "nothing"]
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = {}
    for line in lines:
        name, _, value = line.partition(":")
        fields.setdefault(name.lower(), []).append(value.strip(" \t"))
    status = first.split(" ")[1]
    if status != "101":
        told = [name for name in ("allow", "sec-websocket-version") if name in fields]
        return [" ".join([status, *told])]
    wrong = "bare newline " if b"\n" in head.replace(b"\r\n", b"") else ""
    for name, value in (("upgrade", "websocket"), ("connection", "Upgrade"), ("sec-websocket-accept", accept(key))):
        wrong += "" if fields.get(name) == [value] else name + " "
    wrong += "subprotocol " if any(value not in offered for value in fields.get("sec-websocket-protocol", ())) else ""
    wrong += "extension " if "sec-websocket-extensions" in fields else ""
    return [f"101 {wrong}".strip(), *shown_frames(rest, masked=False)]


def connected(port, asked=None):
    """A connection of a client, with the 101 read."""
    sock = socket.create_connection(("127.0.0.1", port), LONG)
    sock.sendall(asked or request())
    data, _ = read_to_end(sock, LONG, lambda data: b"\r\n\r\n" in data)
    return sock, data.partition(b"\r\n\r\n")[2]


def converse(port, *pieces):
    """A handshake, then these pieces; the frames that have come back."""
    sock, rest = connected(port)
    with sock:
        send_pieces(sock, pieces)
        data, end = read_to_end(sock)
    return shown_frames(rest + data, masked=False) + ([end] if end else [])


def ask(port, *pieces, key=NONCE, offered=()):
    """A request as it is; what has come back."""
    with socket.create_connection(("127.0.0.1", port), LONG) as sock:
        send_pieces(sock, pieces)
        data, end = read_to_end(sock)
    return shown_answer(data, key, offered) + ([end] if end else [])
