"""A client of its own: one POST over real TLS with a Negotiate token that is bound, rightly or wrongly or not, to that very channel.

usage: post-with-binding.py ADDRESS[:PORT] HOST PATH CA_FILE SERVICE right|wrong|none < BODY; prints status and body as JSON
"""

import base64
import hashlib
import json
import socket
import ssl
import sys

import gssapi
from gssapi.raw import ChannelBindings

target, host, path, ca_file, service, binding = sys.argv[1:]
address, _, port = target.partition(":")
body = sys.stdin.buffer.read()
connection = ssl.create_default_context(cafile=ca_file).wrap_socket(
    socket.create_connection((address, int(port or 443))), server_hostname=host
)
hashed = hashlib.sha256(connection.getpeercert(binary_form=True)).digest()
data = {"right": hashed, "wrong": bytes(32), "none": None}[binding]
bindings = None if data is None else ChannelBindings(application_data=b"tls-server-end-point:" + data)
context = gssapi.SecurityContext(
    name=gssapi.Name(service, gssapi.NameType.kerberos_principal),
    mech=gssapi.OID.from_int_seq("1.3.6.1.5.5.2"),
    channel_bindings=bindings,
    usage="initiate",
)
head = (
    f"POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/soap+xml\r\n"
    f"Content-Length: {len(body)}\r\nAuthorization: Negotiate {base64.b64encode(context.step()).decode()}\r\n\r\n"
)
connection.sendall(head.encode() + body)
answer = b"".join(iter(lambda: connection.recv(65536), b""))
print(json.dumps({"status": int(answer.split(b" ", 2)[1]), "body": answer.split(b"\r\n\r\n", 1)[1].decode()}))
