"""The demo's sign-ins, as they are told on screen: by `medel demo`, and where its database is served."""

from sqlalchemy.orm import Session

from ledger.config import Config
from ledger.demo.sign_ins import demo_password, sign_ins
from ledger.http.secret import secret_key


def password() -> str:
    """The password of the demo's users on this installation."""
    return demo_password(Config.from_environment().web.secret_key or secret_key())


def told_sign_ins(session: Session) -> list[str]:
    """The lines that say who can sign in to a demo, and with what; none for a database that is no demo."""
    given = password()
    found = sign_ins(session, given)
    if not found:
        return []
    width = max(len(one.login) for one in found)
    users = [f"  {one.login:<{width}}  {one.title}{'' if one.holds else ' (har bytt lösenord)'}" for one in found]
    return ["", "Det här är en demonstration. Alla användare har samma lösenord:", f"  {given}", *users, ""]
