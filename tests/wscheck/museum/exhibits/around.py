"""The server around the protocol: its threads and what they share."""
from endpoint import Endpoint
from handshake import Refused, Server
from listener import Listener

from . import exhibit


@exhibit("one-client-at-a-time")
class OneClientAtATime(Listener):
    """No threads: accept(), serve to the end, accept()."""

    def take(self, sock):
        self.serve_client(sock)


@exhibit("handshake-blocks-accept")
class HandshakeBlocksAccept(Listener):
    """The handshake is made before the thread begins: a client that says nothing keeps all others out."""

    def take(self, sock):
        try:
            greeted = self.server(sock)
            greeted.handshake()
            greeted.handshake = lambda: None
        except Exception:
            sock.close()
        else:
            super().take(greeted)

    def serve_client(self, greeted):
        with greeted.sock:
            greeted.run()


@exhibit("second-client-ends-server")
class SecondClientEndsServer(Listener):
    """A list of the wrong size, and nobody has tried it with two."""

    now = None

    def take(self, sock):
        if self.now and self.now.fileno() >= 0:
            self.now.close()
            sock.close()
            self.stop()
        else:
            self.now = sock
            super().take(sock)


@exhibit("bad-request-ends-server")
class BadRequestEndsServer(Listener):
    """An exception in a thread that nobody catches: in many languages the end of the program."""

    def __init__(self, server, port=0):
        listener = self

        class Fragile(server):
            def refuse(self, refusal):
                listener.stop()
                raise SystemExit

        super().__init__(Fragile, port)


@exhibit("bad-frame-ends-server")
class BadFrameEndsServer(Listener):
    """The same, but the exception is that of a broken rule."""

    def __init__(self, server, port=0):
        listener = self

        class Fragile(server):
            def send_close(self, code, reason=""):
                if reason:  # so it is not an answer
                    listener.stop()
                    raise SystemExit
                super().send_close(code, reason)

        super().__init__(Fragile, port)


@exhibit("message-buffer-shared")
class MessageBufferShared(Server):
    """static char message[]: the fragments of all clients meet in it."""

    shared = bytearray()

    def on_data(self, frame):
        self.message = MessageBufferShared.shared
        super().on_data(frame)

    def begin(self, opcode):
        super().begin(opcode)
        MessageBufferShared.shared.clear()
        self.message = MessageBufferShared.shared


@exhibit("bad-request-not-answered")
class BadRequestNotAnswered(Server):
    """Neither a 4xx nor the end of TCP."""

    def handshake(self):
        try:
            self.write(self.answer(self.checked(self.parse_head(self.read_head()))))
        except Refused:
            while True:
                self.receive()

    def checked(self, request):
        self.check_request(request)
        return request


@exhibit("error-without-close")
class ErrorWithoutClose(Endpoint):
    """Ends TCP when a rule is broken, without a Close that says which."""

    def send_close(self, code, reason=""):
        if not reason:
            super().send_close(code, reason)
