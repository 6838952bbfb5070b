"""How Alembic runs here: on the connection of the product's own session, guards lifted first and put back last."""

from alembic import context
from sqlalchemy import Connection

from ledger.config import Config
from ledger.db import guards
from ledger.db.schema import metadata
from ledger.db.session import open_engine, write_session


def run(connection: Connection) -> None:
    """Migrate on this connection; the caller's transaction holds it all."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True)
    guards.remove(connection)
    context.run_migrations()
    if context.get_x_argument(as_dictionary=True).get("guards") != "off":
        guards.install(connection)


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with write_session(open_engine(Config.from_environment().database_url)) as session:
        run(session.connection())
