"""Microsoft's own libraries, unmodified, get a token for a user's name and password; prints what they got as JSON.

usage: acquire-token.py msal|adal AUTHORITY USERNAME < PASSWORD
The way out is HTTPS_PROXY, whom to trust REQUESTS_CA_BUNDLE, as on any company's network.
"""
import json
import sys

import adal
import msal

# Microsoft's own client of its command line; the tenant asks nothing of it.
CLIENT = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
GRAPH = 'https://graph.microsoft.com'


def with_msal(authority, username, password):
    application = msal.PublicClientApplication(CLIENT, authority=authority)
    return application.acquire_token_by_username_password(username, password, [GRAPH + '/.default'])


def with_adal(authority, username, password):
    context = adal.AuthenticationContext(authority, api_version=None)
    token = context.acquire_token_with_username_password(GRAPH, username, password, CLIENT)
    return {'access_token': token['accessToken']}


if __name__ == '__main__':
    library, authority, username = sys.argv[1:]
    password = sys.stdin.read()
    try:
        found = {'msal': with_msal, 'adal': with_adal}[library](authority, username, password)
    except Exception as error:  # what a client says about a refusal is what is asked for
        found = {'error': type(error).__name__, 'error_description': '%s %s' % (error, getattr(error, 'error_response', ''))}
    print(json.dumps(found))
