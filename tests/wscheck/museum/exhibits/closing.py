"""The closing handshake (sections 5.5.1 and 7)."""
from endpoint import CLOSE, Endpoint, Failed, Gone
from handshake import Server

from . import exhibit


@exhibit("close-not-answered")
class CloseNotAnswered(Endpoint):
    """on_close: close(socket)"""

    def answer_close(self, payload):
        pass


@exhibit("close-ignored")
class CloseIgnored(Endpoint):
    """Neither a Close nor the end of TCP comes back."""

    def on_close(self, payload):
        self.check_close(payload)


@exhibit("close-1005-sent")
class Close1005Sent(Endpoint):
    """There was no code, and the API calls this 1005."""

    def answer_close(self, payload):
        self.send_close(int.from_bytes(payload[:2], "big") if payload else 1005)


@exhibit("close-code-little-endian")
class CloseCodeLittleEndian(Endpoint):
    def close_code(self, code):
        return code.to_bytes(2, "little")


@exhibit("close-code-as-digits")
class CloseCodeAsDigits(Endpoint):
    """The code as text: 31 30 30 30."""

    def close_code(self, code):
        return str(code).encode()


@exhibit("close-one-byte-accepted")
class CloseOneByteAccepted(Endpoint):
    def check_close_length(self, payload):
        pass

    def check_close(self, payload):
        if len(payload) != 1:
            super().check_close(payload)

    def answer_close(self, payload):
        super().answer_close(payload if len(payload) != 1 else b"")


@exhibit("close-code-not-checked")
class CloseCodeNotChecked(Endpoint):
    def check_close_code(self, code):
        pass


@exhibit("close-reason-not-checked")
class CloseReasonNotChecked(Endpoint):
    def check_close_reason(self, reason):
        pass


@exhibit("application-codes-refused")
class ApplicationCodesRefused(Endpoint):
    """Only the codes of the standard, though 3000 to 4999 are for applications."""

    def check_close_code(self, code):
        super().check_close_code(code)
        if code >= 3000:
            raise Failed(1002, "a close code that the standard does not know")


@exhibit("data-after-close")
class DataAfterClose(Endpoint):
    """Goes on after both Close frames: messages are still echoed."""

    closing = False

    def on_close(self, payload):
        if not self.closing:
            super().on_close(payload)
        self.open = self.closing = True

    def receive(self):
        try:
            super().receive()
        except Gone:
            self.open = False
            raise


@exhibit("tcp-not-closed")
class TcpNotClosed(Server):
    """The Close frames are exchanged, and the server waits for the client to end TCP."""

    def finish(self):
        try:
            while True:
                self.receive()
        except Gone:
            pass


@exhibit("close-twice")
class CloseTwice(Endpoint):
    """Answers, and then says goodbye as it always does at the end."""

    def answer_close(self, payload):
        super().answer_close(payload)
        super().answer_close(payload)


@exhibit("close-reason-too-long")
class CloseReasonTooLong(Endpoint):
    """The words of the exception, all of them."""

    def send_close(self, code, reason=""):
        super().send_close(code, reason and f"Exception: {reason}. " + "at Connection.read_frame() " * 5)
