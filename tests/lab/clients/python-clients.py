"""Microsoft's own readers, unmodified, on documents from standard input; prints what they made of it as JSON.

usage: python-clients.py mex | response 2005|13 | request 2005|13 ADDRESS
"""
import json
import sys

import adal.mex
import adal.wstrust_request
import adal.wstrust_response
import msal.mex
import msal.wstrust_request
import msal.wstrust_response
from adal.constants import WSTrustVersion
from adal.xmlutil import ET

CONTEXT = {'log_context': {'correlation_id': 'test', 'enable_pii': False}}
ADAL_VERSIONS = {'2005': WSTrustVersion.WSTRUST2005, '13': WSTrustVersion.WSTRUST13}
ACTIONS = {'2005': msal.mex.Mex.ACTION_2005, '13': msal.mex.Mex.ACTION_13}


def read_mex(text):
    reader = msal.mex.Mex(text)
    adal_reader = adal.mex.Mex(CONTEXT, 'https://mex.example.test')
    adal_reader._dom = ET.fromstring(text)
    adal_reader._parents = {child: parent for parent in adal_reader._dom.iter() for child in parent}
    adal_reader._parse()
    return {
        'msal': reader.get_wstrust_username_password_endpoint(),
        'msalWindows': reader._get_endpoints(reader._get_bindings(), reader._get_iwa_policy_ids()),
        'adal': {'address': adal_reader.username_password_policy['url'], 'version': adal_reader.username_password_policy['version']},
    }


def read_response(text, version):
    return {'msal': attempt(lambda: msal_token(text)), 'adal': attempt(lambda: adal_token(text, version))}


def msal_token(text):
    found = msal.wstrust_response.parse_response(text)
    return {'token': found['token'].decode('utf-8'), 'type': found['type']}


def adal_token(text, version):
    response = adal.wstrust_response.WSTrustResponse(CONTEXT, text, ADAL_VERSIONS[version])
    response.parse()
    return {'token': response.token.decode('utf-8'), 'type': response.token_type}


def attempt(read):
    try:
        return read()
    except Exception as error:  # what a client says about a fault is what is asked for
        return {'error': str(error)}


def make_requests(version, address):
    audience = 'urn:federation:MicrosoftOnline'
    request = adal.wstrust_request.WSTrustRequest(CONTEXT, address, audience, ADAL_VERSIONS[version])
    return {
        'msal': msal.wstrust_request._build_rst('alice@contoso.test', 'a<b&c"', audience, address, ACTIONS[version]),
        'adal': request._build_rst('alice@contoso.test', 'a<b&c"'),
    }


if __name__ == '__main__':
    what, *arguments = sys.argv[1:]
    text = sys.stdin.read()
    result = {'mex': lambda: read_mex(text), 'response': lambda: read_response(text, *arguments), 'request': lambda: make_requests(*arguments)}
    print(json.dumps(result[what]()))
