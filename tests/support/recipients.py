"""What somebody might write over in the tables of recipients, by table."""

from typing import Final

CHANGES: Final = {
    "passing_on": "text = 'något annat'",
    "passing_on_share": "share_ore = share_ore + 1",
    "recall": "reason = 'något annat'",
    "paid_back": "text = 'något annat'",
    "write_off": "reason = 'något annat'",
    "use_report": "text = 'något annat'",
    "use_report_cost": "amount_ore = amount_ore + 1",
    "use_review": "booked_on = '2021-12-24'",
    "use_disallowance": "reason = 'något annat'",
    "report_payout": "paid_on = '2021-12-24'",
    "report_payout_row": "payee_account = '5052-5781'",
}
