"""What only clients can get wrong: the request, the answer that is not looked at, the mask (sections 4.1 and 5.3)."""
import base64
import os

from handshake import Client

from . import exhibit


@exhibit("client-does-not-mask")
class ClientDoesNotMask(Client):
    def new_key(self):
        return None


@exhibit("client-key-of-zeros")
class ClientKeyOfZeros(Client):
    """Masked, and still readable."""

    def new_key(self):
        return b"\0\0\0\0"


@exhibit("client-one-masking-key")
class ClientOneMaskingKey(Client):
    def new_key(self):
        return b"\x37\xfa\x21\x3d"


@exhibit("client-mask-bit-only")
class ClientMaskBitOnly(Client):
    """Sends a key, and the payload as it is."""

    def send(self, opcode, payload, fin=True):
        key = os.urandom(4)
        self.new_key = lambda: key
        super().send(opcode, self.mask(payload, key), fin)


@exhibit("client-masked-accepted")
class ClientMaskedAccepted(Client):
    """if (masked) unmask(payload);"""

    def check_mask(self, frame):
        pass


@exhibit("client-one-nonce")
class ClientOneNonce(Client):
    def new_nonce(self):
        return "dGhlIHNhbXBsZSBub25jZQ=="


@exhibit("client-short-nonce")
class ClientShortNonce(Client):
    def new_nonce(self):
        return base64.b64encode(os.urandom(10)).decode()


@exhibit("client-version-missing")
class ClientVersionMissing(Client):
    def request(self):
        return [line for line in super().request() if not line.startswith("Sec-WebSocket-Version:")]


@exhibit("client-host-missing")
class ClientHostMissing(Client):
    def request(self):
        return [line for line in super().request() if not line.startswith("Host:")]


@exhibit("client-port-missing-in-host")
class ClientPortMissingInHost(Client):
    def request(self):
        return [line.rpartition(":")[0] if line.startswith("Host:") else line for line in super().request()]


@exhibit("client-status-not-checked")
class ClientStatusNotChecked(Client):
    def check_status(self, answer):
        pass


@exhibit("client-accept-not-checked")
class ClientAcceptNotChecked(Client):
    def check_accept(self, answer):
        pass


@exhibit("client-upgrade-not-checked")
class ClientUpgradeNotChecked(Client):
    def check_upgrade(self, answer):
        pass


@exhibit("client-connection-not-checked")
class ClientConnectionNotChecked(Client):
    def check_connection(self, answer):
        pass


@exhibit("client-subprotocol-not-checked")
class ClientSubprotocolNotChecked(Client):
    def check_subprotocol(self, answer):
        pass


@exhibit("client-extensions-not-checked")
class ClientExtensionsNotChecked(Client):
    def check_extensions(self, answer):
        pass


@exhibit("client-field-names-with-case")
class ClientFieldNamesWithCase(Client):
    def same_name(self, one, other):
        return one == other
