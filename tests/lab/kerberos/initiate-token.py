"""Another implementation's client: prints, in base64, the first Negotiate token for a service, from the caller's ticket cache.

usage: initiate-token.py SERVICE_PRINCIPAL [--without-spnego] [--mutual] [--binding APPLICATION_DATA] [--read-answer]

With --read-answer it then reads one line, the server's answer in base64, and prints whether the exchange is complete.
"""

import argparse
import base64

import gssapi
from gssapi.raw import ChannelBindings

arguments = argparse.ArgumentParser()
arguments.add_argument("service")
arguments.add_argument("--without-spnego", action="store_true")
arguments.add_argument("--mutual", action="store_true")
arguments.add_argument("--binding")
arguments.add_argument("--read-answer", action="store_true")
given = arguments.parse_args()

mechanism = "1.2.840.113554.1.2.2" if given.without_spnego else "1.3.6.1.5.5.2"
bindings = ChannelBindings(application_data=given.binding.encode()) if given.binding else None
flags = [gssapi.RequirementFlag.integrity] + ([gssapi.RequirementFlag.mutual_authentication] if given.mutual else [])
context = gssapi.SecurityContext(
    name=gssapi.Name(given.service, gssapi.NameType.kerberos_principal),
    mech=gssapi.OID.from_int_seq(mechanism),
    flags=flags,
    channel_bindings=bindings,
    usage="initiate",
)
print(base64.b64encode(context.step()).decode(), flush=True)
if given.read_answer:
    context.step(base64.b64decode(input()))
    print("complete" if context.complete else "incomplete")
