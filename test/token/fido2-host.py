#!/usr/bin/python3
"""A host that is not ours: drives the test token with python-fido2 (0.9 of Debian 12 to 1.2 of 13).

Takes the path of a socket that stands for the token's USB device (socket-port.ts). One JSON request a
line on standard input, one answer a line on standard output: {"result": ...}, {"status": number} for
a CTAP status, or {"error": text}. Bytes are hexadecimal text. python-fido2's own check that every
answer is canonical CBOR is on.
"""

import json
import socket
import sys
import threading
from types import SimpleNamespace

from fido2.ctap import CtapError
from fido2.ctap2 import Ctap2
from fido2.ctap2.pin import ClientPin, PinProtocolV1, PinProtocolV2
from fido2.hid import CtapHidDevice
from fido2.hid.base import CtapHidConnection

CLIENT_DATA_HASH = b"\x11" * 32
RP_ID = "io.systemd.cryptsetup"
REPORT_BYTES = 64
PROTOCOLS = {1: PinProtocolV1, 2: PinProtocolV2}
PERMISSIONS = {"make": 1, "get": 2}


class SocketConnection(CtapHidConnection):
    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)

    def read_packet(self):
        packet = b""
        while len(packet) < REPORT_BYTES:
            part = self._socket.recv(REPORT_BYTES - len(packet))
            if not part:
                raise OSError("the token was unplugged")
            packet += part
        return packet

    def write_packet(self, data):
        self._socket.sendall(data)

    def close(self):
        self._socket.close()


class Host:
    def __init__(self, path):
        self._path = path
        self._device = None
        self._ctap = None
        self._keepalives = []

    def open(self):
        if self._device is not None:
            self._device.close()
        descriptor = SimpleNamespace(
            path=self._path, report_size_in=REPORT_BYTES, report_size_out=REPORT_BYTES
        )
        self._device = CtapHidDevice(descriptor, SocketConnection(self._path))
        self._ctap = Ctap2(self._device)

    def ping(self, length):
        data = bytes(index % 251 for index in range(length))
        return self._device.ping(data) == data

    def info(self):
        info = self._ctap.get_info()
        return {
            "versions": info.versions,
            "extensions": info.extensions,
            "aaguid": bytes(info.aaguid).hex(),
            "options": info.options,
            "pinProtocols": info.pin_uv_protocols,
        }

    def _pin(self, protocol):
        # What the token can do may have changed since it was opened.
        self._ctap = Ctap2(self._device)
        return ClientPin(self._ctap, PROTOCOLS[protocol]())

    def set_pin(self, pin, protocol=2):
        self._pin(protocol).set_pin(pin)

    def change_pin(self, old, new, protocol=2):
        self._pin(protocol).change_pin(old, new)

    def retries(self, protocol=2):
        client = self._pin(protocol)
        retries, needs_power_cycle = client.get_pin_retries()
        return {"pin": retries, "needsPowerCycle": needs_power_cycle}

    def uv_retries(self):
        retries = self._pin(2).get_uv_retries()
        # A tuple in 0.9, a number since.
        return retries[0] if isinstance(retries, tuple) else retries

    def check_pin(self, pin, protocol=2):
        self._pin(protocol).get_pin_token(pin, PERMISSIONS["get"], RP_ID)

    def _authorise(self, purpose, pin, uv_token, protocol, rp_id):
        client = self._pin(protocol)
        if uv_token:
            token = client.get_uv_token(PERMISSIONS[purpose], rp_id)
        elif pin is not None:
            token = client.get_pin_token(pin, PERMISSIONS[purpose], rp_id)
        else:
            return {}
        return {
            "pin_uv_param": client.protocol.authenticate(token, CLIENT_DATA_HASH),
            "pin_uv_protocol": protocol,
        }

    def _watch(self, cancel_after=None):
        self._keepalives = []
        event = threading.Event()
        if cancel_after is not None:
            threading.Timer(cancel_after, event.set).start()
        return {"event": event, "on_keepalive": lambda status: self._keepalives.append(int(status))}

    def keepalives(self):
        return self._keepalives

    def make_credential(
        self, pin=None, uv_token=False, protocol=2, options=None, exclude=(), alg=-7, rp_id=RP_ID
    ):
        made = self._ctap.make_credential(
            CLIENT_DATA_HASH,
            {"id": rp_id, "name": "a volume"},
            {"id": b"user", "name": "user"},
            [{"type": "public-key", "alg": alg}],
            exclude_list=[{"type": "public-key", "id": bytes.fromhex(id)} for id in exclude] or None,
            extensions={"hmac-secret": True},
            options=options,
            **self._authorise("make", pin, uv_token, protocol, rp_id),
            **self._watch(),
        )
        data = made.auth_data
        if made.fmt == "packed":
            # The name in 0.9, and the name since.
            statement = made.att_statement if hasattr(made, "att_statement") else made.att_stmt
            data.credential_data.public_key.verify(data + CLIENT_DATA_HASH, statement["sig"])
        return {
            "id": data.credential_data.credential_id.hex(),
            "publicKey": {
                str(key): value.hex() if isinstance(value, bytes) else value
                for key, value in data.credential_data.public_key.items()
            },
            "aaguid": bytes(data.credential_data.aaguid).hex(),
            "flags": int(data.flags),
            "extensions": data.extensions,
            "format": made.fmt,
        }

    def get_assertion(
        self,
        id,
        salts="",
        pin=None,
        uv_token=False,
        protocol=2,
        options=None,
        cancel_after=None,
        rp_id=RP_ID,
        permission="get",
    ):
        authorisation = self._authorise(permission, pin, uv_token, protocol, rp_id)
        extensions = None
        if salts:
            client = self._pin(protocol)
            key_agreement, secret = client._get_shared_secret()
            salt_enc = client.protocol.encrypt(secret, bytes.fromhex(salts))
            extensions = {
                "hmac-secret": {
                    1: key_agreement,
                    2: salt_enc,
                    3: client.protocol.authenticate(secret, salt_enc),
                    4: protocol,
                }
            }
        assertion = self._ctap.get_assertion(
            rp_id,
            CLIENT_DATA_HASH,
            allow_list=[{"type": "public-key", "id": bytes.fromhex(id)}],
            extensions=extensions,
            options=options,
            **authorisation,
            **self._watch(cancel_after),
        )
        data = assertion.auth_data
        secrets = None
        if salts:
            encrypted = data.extensions["hmac-secret"]
            secrets = client.protocol.decrypt(secret, encrypted).hex()
        return {
            "signed": (data + CLIENT_DATA_HASH).hex(),
            "signature": assertion.signature.hex(),
            "flags": int(data.flags),
            "counter": data.counter,
            "secrets": secrets,
        }

    def reset(self):
        self._ctap.reset()

    def selection(self):
        self._ctap.send_cbor(0x0B)

    def send(self, command):
        self._ctap.send_cbor(command)


def main():
    host = Host(sys.argv[1])
    for line in sys.stdin:
        request = json.loads(line)
        try:
            result = getattr(host, request.pop("op"))(**request)
            answer = {"result": result}
        except CtapError as error:
            answer = {"status": int(error.code)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
