"""The exhibits: each a class that overrides one method of the correct ones. MISTAKES.tsv tells each in a sentence."""
from handshake import Client, Server
from listener import Listener

EXHIBITS = {}  # id -> a Server, a Client, or a Listener


def exhibit(name):
    """Enters a class under its id. A mistake in what both sides do becomes two: NAME, a server, and client-NAME."""

    def enter(mistake):
        if issubclass(mistake, (Server, Client, Listener)):
            EXHIBITS[name] = mistake
        else:
            EXHIBITS[name] = type(mistake.__name__, (mistake, Server), {})
            EXHIBITS["client-" + name] = type(mistake.__name__, (mistake, Client), {})
        return mistake

    return enter


from . import around, clients, closing, compression, control, lengths, masking, messages, opening, stream, text  # noqa: E402, F401
