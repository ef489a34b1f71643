"""Both sides of the opening handshake (RFC 6455, section 4): Server and Client, which then echo what comes. Correct."""
import base64
import hashlib
import os
import re

from endpoint import Endpoint, Gone

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
MOST_HEAD = 8192  # bytes
TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
EXTENSION = rf"{TOKEN}(\s*;\s*{TOKEN}(\s*=\s*({TOKEN}|\"{TOKEN}\"))?)*"
EXTENSIONS = re.compile(rf"\s*(,\s*)*{EXTENSION}(\s*,\s*({EXTENSION})?)*\s*")


class Refused(Exception):
    """An answer other than 101. `fields` are lines of its head."""

    def __init__(self, status, *fields):
        super().__init__(status)
        self.status, self.fields = status, fields


class Head:
    """The first line, and the fields as they came: (name, value with the blanks around it)."""

    def __init__(self, first, fields):
        self.first, self.fields = first, fields


class Shaker(Endpoint):
    """What both sides of the handshake need: to read a head and to look into it."""

    def read_head(self):
        """Up to the empty line. What has come behind it stays in the buffer: these are frames already."""
        while b"\r\n\r\n" not in self.buffer:
            self.check_head_size()
            self.receive()
        head, _, rest = bytes(self.buffer).partition(b"\r\n\r\n")
        self.buffer = bytearray(rest)
        return head

    def check_head_size(self):
        if len(self.buffer) > MOST_HEAD:
            raise Refused("431 Request Header Fields Too Large")

    def parse_head(self, head):
        first, *lines = head.decode("latin-1").split("\r\n")
        fields = []
        for line in lines:
            name, colon, value = line.partition(":")
            if not colon or not re.fullmatch(TOKEN, name) or re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value):
                raise Refused("400 Bad Request")
            fields.append((name, value))
        return Head(first, fields)

    def same_name(self, one, other):
        return one.lower() == other.lower()

    def trim(self, value):
        return value.strip(" \t")

    def values(self, head, name):
        return [self.trim(value) for field, value in head.fields if self.same_name(field, name)]

    def has_token(self, head, name, token):
        """Whether a field that is a list (one or more lines, split at commas) has this token, in any case."""
        words = [word for value in self.values(head, name) for word in value.split(",")]
        return token.lower() in [word.strip(" \t").lower() for word in words]

    def accept(self, key):
        digest = hashlib.sha1((key + GUID).encode("latin-1")).digest()
        return base64.b64encode(digest).decode()


class Server(Shaker):
    role = "server"

    def handshake(self):
        try:
            request = self.parse_head(self.read_head())
            self.check_request(request)
            self.write(self.answer(request))
        except Refused as refusal:
            self.refuse(refusal)
            self.finish()
            raise Gone from None

    def refuse(self, refusal):
        lines = [f"HTTP/1.1 {refusal.status}", "Connection: close", "Content-Length: 0", *refusal.fields]
        self.write("".join(line + "\r\n" for line in [*lines, ""]).encode("latin-1"))

    # The request: section 4.2.1

    def check_request(self, request):
        words = request.first.split(" ")
        if len(words) != 3 or not re.match("/|https?://|wss?://", words[1], re.IGNORECASE) or "#" in words[1]:
            raise Refused("400 Bad Request")
        self.check_http_version(words[2])
        self.check_method(words[0])
        self.check_host(request)
        self.check_upgrade(request)
        self.check_connection(request)
        self.check_version(request)
        self.check_key(request)
        self.check_extensions(request)

    def check_http_version(self, version):
        if not re.fullmatch(r"HTTP/1\.[1-9]", version):
            raise Refused("400 Bad Request")

    def check_method(self, method):
        if method != "GET":
            raise Refused("405 Method Not Allowed", "Allow: GET")

    def check_host(self, request):
        if len(self.values(request, "Host")) != 1:
            raise Refused("400 Bad Request")

    def check_upgrade(self, request):
        if not self.has_token(request, "Upgrade", "websocket"):
            raise Refused("426 Upgrade Required", "Upgrade: websocket")

    def check_connection(self, request):
        if not self.has_token(request, "Connection", "upgrade"):
            raise Refused("426 Upgrade Required", "Upgrade: websocket")

    def check_version(self, request):
        if self.values(request, "Sec-WebSocket-Version") != ["13"]:
            raise Refused("426 Upgrade Required", "Upgrade: websocket", "Sec-WebSocket-Version: 13")

    def check_key(self, request):
        keys = self.values(request, "Sec-WebSocket-Key")
        if len(keys) != 1 or not re.fullmatch(r"[A-Za-z0-9+/]{21}[AQgw]==", keys[0]):
            raise Refused("400 Bad Request")

    def check_extensions(self, request):
        for value in self.values(request, "Sec-WebSocket-Extensions"):
            if not EXTENSIONS.fullmatch(value):
                raise Refused("400 Bad Request")

    # The answer: section 4.2.2. No subprotocol, no extension: there is none in here.

    def answer(self, request):
        lines = ["HTTP/1.1 101 Switching Protocols", *self.answer_fields(request), ""]
        return "".join(line + "\r\n" for line in lines).encode("latin-1")

    def answer_fields(self, request):
        accept = self.accept(self.key(request))
        return ["Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Accept: {accept}"]

    def key(self, request):
        return self.values(request, "Sec-WebSocket-Key")[0]


class Client(Shaker):
    role = "client"
    masks = True

    def __init__(self, sock, host, target):
        super().__init__(sock)
        self.host, self.target = host, target

    def handshake(self):
        self.nonce = self.new_nonce()
        self.write("".join(line + "\r\n" for line in [*self.request(), ""]).encode("latin-1"))
        try:
            self.check_answer(self.parse_head(self.read_head()))
        except Refused as refusal:  # here: the client does not want this answer
            raise Gone from refusal

    def new_nonce(self):
        return base64.b64encode(os.urandom(16)).decode()

    def request(self):
        return [f"GET {self.target} HTTP/1.1", f"Host: {self.host}", "Upgrade: websocket", "Connection: Upgrade",
                f"Sec-WebSocket-Key: {self.nonce}", "Sec-WebSocket-Version: 13"]

    # The answer: section 4.1, "the client MUST validate the server's response"

    def check_answer(self, answer):
        self.check_status(answer)
        self.check_upgrade(answer)
        self.check_connection(answer)
        self.check_accept(answer)
        self.check_subprotocol(answer)
        self.check_extensions(answer)

    def check_status(self, answer):
        if not re.match(r"HTTP/1\.[1-9] 101( |$)", answer.first):
            raise Refused(f"not 101 but {answer.first}")

    def check_upgrade(self, answer):
        if [value.lower() for value in self.values(answer, "Upgrade")] != ["websocket"]:
            raise Refused("no Upgrade: websocket")

    def check_connection(self, answer):
        if not self.has_token(answer, "Connection", "upgrade"):
            raise Refused("no Connection: Upgrade")

    def check_accept(self, answer):
        if self.values(answer, "Sec-WebSocket-Accept") != [self.accept(self.nonce)]:
            raise Refused("the wrong Sec-WebSocket-Accept")

    def check_subprotocol(self, answer):
        if self.values(answer, "Sec-WebSocket-Protocol"):
            raise Refused("a subprotocol that was not offered")

    def check_extensions(self, answer):
        if self.values(answer, "Sec-WebSocket-Extensions"):
            raise Refused("an extension that was not offered")

    # Frames of a client

    def new_key(self):
        return os.urandom(4)

    def finish(self):
        """Section 7.1.1: the server ends TCP first, the client waits for that."""
        try:
            while self.sock.recv(65536):
                pass
        except OSError:
            pass
