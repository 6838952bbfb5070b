"""The web application: for now it only says that it is alive; pages and API stand on what `http` will give them."""

from flask import Flask

from ledger.config import Config


def create_app(config: Config | None = None) -> Flask:
    """The application, with settings from the environment unless given; fails here on a setting that cannot be used."""
    app = Flask("ledger", static_folder=None)
    app.config["LEDGER"] = config or Config.from_environment()

    @app.get("/healthz")
    def healthz() -> tuple[dict[str, str], int]:
        return {"status": "ok"}, 200

    return app
