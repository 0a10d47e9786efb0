"""The admin pages: the request log, its downloads, what waits, what the funds hold. They only look.

Whoever mounts them adds `admin.web` to the template packages and `routes(shell)` to the routes.
"""

from starlette.routing import Route

from admin.web.find_pages import FindPages
from admin.web.log_pages import LogPages
from admin.web.money_pages import MoneyPages
from admin.web.shell import Shell

__all__ = ["Shell", "routes"]


def routes(shell: Shell) -> list[Route]:
    """Every address of the admin pages. Downloads and views that open a name are POST, so that
    nothing is opened by a link."""
    log, money, find = LogPages(shell), MoneyPages(shell), FindPages(shell)
    return [
        Route("/admin", log.log),
        Route("/admin/export", log.export, methods=["POST"]),
        Route("/admin/requests/{reference}", log.request),
        Route("/admin/requests/{reference}/words", log.words, methods=["POST"]),
        Route("/admin/payments", money.payments),
        Route("/admin/late", money.late),
        Route("/admin/funds", money.funds),
        Route("/admin/find", find.ask, methods=["GET"]),
        Route("/admin/find", find.find, methods=["POST"]),
    ]
