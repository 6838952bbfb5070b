"""A sign-in service on loopback, made of Authlib's own server: it checks what we send, and can be told to misbehave."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, cast

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "medelsboken", "provhemlighet"
SUBJECT = "b7c0-provare"


@dataclass
class Client:
    """The product, as it is registered there."""

    redirect_uri: str = "http://localhost/logga-in/extern/svar"
    client_id: str = CLIENT_ID

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return (method, endpoint) == ("client_secret_basic", "token")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code:
    """A code that was given out, with what it was asked with."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class Provider:
    """The service: its keys, the codes it has given out, how it misbehaves, and how often its keys were asked for.

    `misbehave` changes the header and the claims of the next ID tokens; `signed_by` signs them with another key;
    `unlike` changes what it says of itself.
    """

    issuer: str = ""
    keys: list[RSAKey] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)
    misbehave: Callable[[dict[str, Any], dict[str, Any]], None] = lambda _header, _claims: None
    signed_by: RSAKey | None = None
    unlike: dict[str, object] = field(default_factory=dict)
    asked_for_keys: int = 0
    id_tokens: list[str] = field(default_factory=list)

    def rotate(self) -> None:
        """Sign with a new key from now on, and publish only that."""
        self.keys = [new_key()]

    def id_token(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        """An ID token as asked for, after misbehaving."""
        self.misbehave(header, claims)
        key = cast("RSAKey", None) if header["alg"] == "none" else self.signed_by or self.keys[0]
        token = jwt.encode(header, claims, key, algorithms=[header["alg"]])
        self.id_tokens.append(token)
        return token

    def about(self) -> dict[str, object]:
        """What it says of itself."""
        told: dict[str, object] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
        }
        return told | self.unlike


def new_key() -> RSAKey:
    """A key of the service's own, with an id."""
    return RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)


@contextmanager
def serving() -> Iterator[Provider]:
    """The service under way on a free port of this machine."""
    provider = Provider(keys=[new_key()])
    server = make_server("127.0.0.1", 0, _application(provider), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _application(provider: Provider) -> Flask:
    app = Flask("provider")
    server = AuthorizationServer(app, query_client=_client, save_token=lambda _token, _request: None)
    server.register_grant(_grant(provider), [CodeChallenge(required=True), _id_tokens(provider)])

    @app.get("/.well-known/openid-configuration")
    def about() -> Response:
        return jsonify(provider.about())

    @app.get("/jwks")
    def jwks() -> Response:
        provider.asked_for_keys += 1
        return jsonify(KeySet([*provider.keys]).as_dict(private=False))

    @app.get("/authorize")
    def authorize() -> Any:
        grant = server.get_consent_grant(end_user=SUBJECT)
        return server.create_authorization_response(request, grant_user=SUBJECT, grant=grant)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    return app


def _client(client_id: str) -> Client | None:
    return Client() if client_id == CLIENT_ID else None


def _grant(provider: Provider) -> type[Any]:
    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib has no types
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, request: Any) -> None:
            asked = request.payload
            given = {name: asked.data.get(name, "") for name in ("nonce", "code_challenge", "code_challenge_method")}
            provider.codes[code] = Code(code, asked.redirect_uri, asked.scope, **given)

        def query_authorization_code(self, code: str, client: Client) -> Code | None:  # noqa: ARG002
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> str:  # noqa: ARG002
            return SUBJECT

    return Grant


def _id_tokens(provider: Provider) -> Any:
    class IdTokens(OpenIDCode):  # type: ignore[misc]  # Authlib has no types
        def exists_nonce(self, nonce: str, request: Any) -> bool:  # noqa: ARG002
            return any(code.nonce == nonce for code in provider.codes.values())

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": provider.issuer, "aud": client.client_id}

        def generate_user_info(self, user: str, scope: str) -> UserInfo:  # noqa: ARG002
            return UserInfo(sub=user)

        def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
            claims = self.get_compatible_claims(request)
            claims |= self.get_authorization_code_claims(request.authorization_code)
            claims |= self.generate_user_info(request.user, token["scope"])
            return provider.id_token({"alg": "RS256", "kid": provider.keys[0].kid}, dict(claims))

    return IdTokens(require_nonce=True)
