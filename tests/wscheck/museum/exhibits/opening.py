"""The server's half of the opening handshake (section 4.2)."""
import base64
import hashlib
import re

from handshake import GUID, Refused, Server

from . import exhibit


def sha1(text):
    return hashlib.sha1(text.encode("latin-1"))


# Sec-WebSocket-Accept


@exhibit("accept-from-hex")
class AcceptFromHex(Server):
    def accept(self, key):
        return base64.b64encode(sha1(key + GUID).hexdigest().encode()).decode()


@exhibit("accept-is-hex")
class AcceptIsHex(Server):
    def accept(self, key):
        return sha1(key + GUID).hexdigest()


@exhibit("accept-from-decoded-key")
class AcceptFromDecodedKey(Server):
    def accept(self, key):
        return super().accept(base64.b64decode(key).decode("latin-1"))


@exhibit("accept-without-guid")
class AcceptWithoutGuid(Server):
    def accept(self, key):
        return base64.b64encode(sha1(key).digest()).decode()


@exhibit("accept-guid-lower-case")
class AcceptGuidLowerCase(Server):
    def accept(self, key):
        return base64.b64encode(sha1(key + GUID.lower()).digest()).decode()


@exhibit("accept-guid-typo")
class AcceptGuidTypo(Server):
    """A C is missing, in the last group."""

    def accept(self, key):
        return base64.b64encode(sha1(key + "258EAFA5-E914-47DA-95CA-5AB0DC85B11").digest()).decode()


@exhibit("accept-guid-first")
class AcceptGuidFirst(Server):
    def accept(self, key):
        return base64.b64encode(sha1(GUID + key).digest()).decode()


@exhibit("accept-fixed")
class AcceptFixed(Server):
    """The one of the standard, from a tutorial."""

    def accept(self, key):
        return "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


@exhibit("accept-with-newline")
class AcceptWithNewline(Server):
    """Many a base64 function ends its last line."""

    def accept(self, key):
        return super().accept(key) + "\n"


@exhibit("accept-without-padding")
class AcceptWithoutPadding(Server):
    def accept(self, key):
        return super().accept(key).rstrip("=")


@exhibit("accept-url-safe")
class AcceptUrlSafe(Server):
    """The other alphabet of base64. The answer is right as long as neither + nor / is in it."""

    def accept(self, key):
        return super().accept(key).replace("+", "-").replace("/", "_")


@exhibit("key-not-trimmed")
class KeyNotTrimmed(Server):
    """line.split(":")[1]: with the blank behind the colon."""

    def key(self, request):
        return next(value for name, value in request.fields if self.same_name(name, "Sec-WebSocket-Key"))


@exhibit("key-one-blank-trimmed")
class KeyOneBlankTrimmed(Server):
    """line.split(": ")[1]: right with exactly one blank."""

    def key(self, request):
        key = next(value for name, value in request.fields if self.same_name(name, "Sec-WebSocket-Key"))
        return key[1:]


@exhibit("key-with-line-end")
class KeyWithLineEnd(Server):
    """Lines split at \\n keep their \\r."""

    def key(self, request):
        return super().key(request) + "\r"


# What is read from the request


@exhibit("field-names-with-case")
class FieldNamesWithCase(Server):
    def same_name(self, one, other):
        return one == other


@exhibit("upgrade-with-case")
class UpgradeWithCase(Server):
    """fields["Upgrade"] == "websocket": old browsers sent WebSocket."""

    def check_upgrade(self, request):
        if self.values(request, "Upgrade") != ["websocket"]:
            super().check_upgrade(type(request)("", []))


@exhibit("connection-list-refused")
class ConnectionListRefused(Server):
    """fields["Connection"].lower() == "upgrade": Firefox sends keep-alive, Upgrade."""

    def check_connection(self, request):
        if [value.lower() for value in self.values(request, "Connection")] != ["upgrade"]:
            raise Refused("426 Upgrade Required", "Upgrade: websocket")


@exhibit("connection-with-case")
class ConnectionWithCase(Server):
    """"Upgrade" in fields["Connection"]: proxies send upgrade."""

    def check_connection(self, request):
        if "Upgrade" not in ",".join(self.values(request, "Connection")):
            raise Refused("426 Upgrade Required", "Upgrade: websocket")


@exhibit("upgrade-not-checked")
class UpgradeNotChecked(Server):
    def check_upgrade(self, request):
        pass


@exhibit("connection-not-checked")
class ConnectionNotChecked(Server):
    def check_connection(self, request):
        pass


@exhibit("version-not-checked")
class VersionNotChecked(Server):
    def check_version(self, request):
        pass


@exhibit("version-not-told")
class VersionNotTold(Server):
    """Refuses another version, and does not say which one it has."""

    def check_version(self, request):
        if self.values(request, "Sec-WebSocket-Version") != ["13"]:
            raise Refused("400 Bad Request")


@exhibit("key-not-checked")
class KeyNotChecked(Server):
    """Whatever it is, it can be hashed."""

    def check_key(self, request):
        pass

    def key(self, request):
        return "".join(self.values(request, "Sec-WebSocket-Key"))


@exhibit("host-not-checked")
class HostNotChecked(Server):
    def check_host(self, request):
        pass


@exhibit("method-not-checked")
class MethodNotChecked(Server):
    def check_method(self, method):
        pass


@exhibit("http10-accepted")
class Http10Accepted(Server):
    def check_http_version(self, version):
        if version != "HTTP/1.0":
            super().check_http_version(version)


@exhibit("extensions-not-parsed")
class ExtensionsNotParsed(Server):
    def check_extensions(self, request):
        pass


@exhibit("head-without-limit")
class HeadWithoutLimit(Server):
    def check_head_size(self):
        pass


# What is answered


@exhibit("subprotocol-not-offered")
class SubprotocolNotOffered(Server):
    def answer_fields(self, request):
        return [*super().answer_fields(request), "Sec-WebSocket-Protocol: chat"]


@exhibit("subprotocol-list-echoed")
class SubprotocolListEchoed(Server):
    """All that was offered comes back: one is to be chosen."""

    def answer_fields(self, request):
        offered = self.values(request, "Sec-WebSocket-Protocol")
        return [*super().answer_fields(request), *[f"Sec-WebSocket-Protocol: {value}" for value in offered]]


@exhibit("extension-not-offered")
class ExtensionNotOffered(Server):
    def answer_fields(self, request):
        return [*super().answer_fields(request), "Sec-WebSocket-Extensions: x-webkit-deflate-frame"]


@exhibit("extensions-echoed")
class ExtensionsEchoed(Server):
    """Agrees to every extension, and has none: compressed messages end in 1002."""

    def answer_fields(self, request):
        offered = self.values(request, "Sec-WebSocket-Extensions")
        return [*super().answer_fields(request), *[f"Sec-WebSocket-Extensions: {value}" for value in offered]]


@exhibit("answer-without-empty-line")
class AnswerWithoutEmptyLine(Server):
    def answer(self, request):
        return super().answer(request)[:-2]


@exhibit("answer-with-bare-newlines")
class AnswerWithBareNewlines(Server):
    def answer(self, request):
        return super().answer(request).replace(b"\r\n", b"\n")


@exhibit("answer-without-upgrade")
class AnswerWithoutUpgrade(Server):
    def answer_fields(self, request):
        return [field for field in super().answer_fields(request) if not field.startswith("Upgrade:")]


@exhibit("answer-without-connection")
class AnswerWithoutConnection(Server):
    def answer_fields(self, request):
        return [field for field in super().answer_fields(request) if not field.startswith("Connection:")]


@exhibit("answer-200")
class Answer200(Server):
    def answer(self, request):
        return re.sub(b"101 Switching Protocols", b"200 OK", super().answer(request))
