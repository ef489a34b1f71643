"""What both sides of a WebSocket connection do after the handshake (RFC 6455, sections 5 to 7), written to be read,
and to be spoilt: each method is one small decision, which an exhibit of the museum may get wrong. This one gets all right."""
import codecs
import socket
import time

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
MOST = 32 << 20  # bytes in a message
PATIENCE = 30  # seconds without a byte
FAREWELL = 2  # seconds for the peer to end TCP after the Close frames


class Gone(Exception):
    """TCP has ended, or nothing came for too long."""


class Failed(Exception):
    """The peer broke a rule: section 7.1.7, fail the connection."""

    def __init__(self, code, reason):
        super().__init__(reason)
        self.code, self.reason = code, reason


class Frame:
    def __init__(self, first, second):
        self.fin, self.rsv, self.opcode = first >> 7, first >> 4 & 7, first & 15
        self.masked, self.length7 = second >> 7, second & 127
        self.payload = b""

    def is_control(self):
        return self.opcode >= 8


class Endpoint:
    """Echoes messages until the connection ends."""

    masks = False  # whether this side masks its frames, and the other one does not

    def __init__(self, sock):
        self.sock = sock
        self.sock.settimeout(PATIENCE)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray()  # what has come and has not been used
        self.open = True
        self.opcode = None  # of the message that has begun and is not complete
        self.message = bytearray()

    def run(self):
        try:
            self.handshake()
            while self.open:
                self.on_frame(self.read_frame())
        except Failed as failure:
            self.send_close(failure.code, failure.reason)
        except (Gone, ConnectionError, socket.timeout):
            return
        self.finish()

    # The stream

    def receive(self):
        """Adds what has come to the buffer. One call gives any number of bytes, never "a message"."""
        data = self.sock.recv(65536)
        if not data:
            raise Gone
        self.buffer += data

    def read(self, count):
        while len(self.buffer) < count:
            self.receive()
        taken = bytes(self.buffer[:count])
        del self.buffer[:count]
        return taken

    def write(self, data):
        self.sock.sendall(data)

    def finish(self):
        """Ends our half of TCP, then waits a moment for the peer's: what is not read turns into a reset, and a reset
        may overtake the Close frame."""
        self.sock.shutdown(socket.SHUT_WR)
        end = time.monotonic() + FAREWELL
        while time.monotonic() < end:
            self.sock.settimeout(max(0.01, end - time.monotonic()))
            if not self.sock.recv(65536):
                break

    # A frame comes: section 5.2

    def read_frame(self):
        frame = Frame(*self.read(2))
        self.check_frame(frame)
        length = self.read_length(frame.length7)
        if length + len(self.message) > MOST:
            raise Failed(1009, "the message is too long")
        key = self.read(4) if frame.masked else None
        frame.payload = self.read_payload(length, key)
        return frame

    def check_frame(self, frame):
        self.check_rsv(frame)
        self.check_opcode(frame)
        self.check_mask(frame)
        if frame.is_control():
            self.check_control(frame)
        else:
            self.check_order(frame)

    def check_rsv(self, frame):
        if frame.rsv:
            raise Failed(1002, "a reserved bit is 1")

    def check_opcode(self, frame):
        if frame.opcode not in (CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG):
            raise Failed(1002, "the opcode is reserved")

    def check_mask(self, frame):
        if frame.masked == self.masks:
            raise Failed(1002, "a client masks its frames, a server does not")

    def check_control(self, frame):
        self.check_control_fin(frame)
        self.check_control_length(frame)

    def check_control_fin(self, frame):
        if not frame.fin:
            raise Failed(1002, "a control frame cannot be fragmented")

    def check_control_length(self, frame):
        if frame.length7 > 125:
            raise Failed(1002, "a control frame has at most 125 bytes")

    def check_order(self, frame):
        if frame.opcode == CONTINUATION and self.opcode is None:
            raise Failed(1002, "nothing to continue")
        if frame.opcode != CONTINUATION and self.opcode is not None:
            raise Failed(1002, "the message before is not complete")

    def read_length(self, length7):
        if length7 < 126:
            return length7
        length = int.from_bytes(self.read(2 if length7 == 126 else 8), "big")
        self.check_length(length7, length)
        return length

    def check_length(self, length7, length):
        if length >> 63:
            raise Failed(1002, "the highest bit of a length is 0")
        if length < (126 if length7 == 126 else 65536):
            raise Failed(1002, "the length is not in its shortest form")

    def read_payload(self, length, key):
        payload = self.read(length)
        return self.mask(payload, key) if key else payload

    def mask(self, payload, key):
        """XOR with the key over and over: as two long numbers, because a loop over bytes takes seconds in Python."""
        length = len(payload)
        keys = (key * (length // 4 + 1))[:length]
        return (int.from_bytes(payload, "big") ^ int.from_bytes(keys, "big")).to_bytes(length, "big")

    # What it means: sections 5.4 and 5.5

    def on_frame(self, frame):
        if frame.opcode == PING:
            self.on_ping(frame.payload)
        elif frame.opcode == PONG:
            self.on_pong(frame.payload)
        elif frame.opcode == CLOSE:
            self.on_close(frame.payload)
        else:
            self.on_data(frame)

    def on_ping(self, payload):
        self.send(PONG, payload)

    def on_pong(self, payload):
        pass

    def on_data(self, frame):
        if frame.opcode != CONTINUATION:
            self.begin(frame.opcode)
        self.message += frame.payload
        if self.opcode == TEXT:
            self.check_text(frame.payload, frame.fin)
        if frame.fin:
            opcode, message = self.opcode, bytes(self.message)
            self.opcode, self.message = None, bytearray()
            self.on_message(opcode, message)

    def begin(self, opcode):
        self.opcode = opcode
        self.message = bytearray()
        self.utf8 = codecs.getincrementaldecoder("utf-8")()

    def check_text(self, payload, last):
        """Section 8.1. The decoder remembers a character that the end of a fragment has cut."""
        try:
            self.utf8.decode(payload, bool(last))
        except UnicodeDecodeError:
            raise Failed(1007, "the text is not UTF-8") from None

    def on_message(self, opcode, message):
        self.send(opcode, message)

    # The end: sections 5.5.1 and 7

    def on_close(self, payload):
        self.check_close(payload)
        self.answer_close(payload)
        self.open = False

    def check_close(self, payload):
        if not payload:
            return
        self.check_close_length(payload)
        self.check_close_code(int.from_bytes(payload[:2], "big"))
        self.check_close_reason(payload[2:])

    def check_close_length(self, payload):
        if len(payload) == 1:
            raise Failed(1002, "half a close code")

    def check_close_code(self, code):
        if not (1000 <= code <= 1003 or 1007 <= code <= 1014 or 3000 <= code <= 4999):
            raise Failed(1002, "a close code that must not be sent")

    def check_close_reason(self, reason):
        try:
            reason.decode("utf-8")
        except UnicodeDecodeError:
            raise Failed(1007, "the reason is not UTF-8") from None

    def answer_close(self, payload):
        self.send_close(int.from_bytes(payload[:2], "big") if payload else None)

    # A frame goes

    def send_close(self, code, reason=""):
        self.send(CLOSE, b"" if code is None else self.close_code(code) + reason.encode())

    def close_code(self, code):
        return code.to_bytes(2, "big")

    def send(self, opcode, payload, fin=True):
        length = self.length_field(len(payload))
        first = bytes([opcode | (0x80 if fin else 0)])
        key = self.new_key()
        if key is None:
            self.write(first + length + payload)
        else:
            self.write(first + bytes([length[0] | 0x80]) + length[1:] + key + self.mask(payload, key))

    def length_field(self, length):
        if length <= 125:
            return bytes([length])
        if length <= 65535:
            return b"\x7e" + length.to_bytes(2, "big")
        return b"\x7f" + length.to_bytes(8, "big")

    def new_key(self):
        """The masking key of the next frame; None: it goes without a mask."""
        return None
