"""The watch over every test bites: a fault on any page fails the test that opened it."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import watched
from tests.browser.served import Served

FAULTS = {
    "console error: oh": "console.error('oh')",
    "error: oh": "setTimeout(() => { throw new Error('oh') })",
    "Content Security Policy": "document.body.append(Object.assign("
    "document.createElement('script'), {textContent: '1'}))",
    "asked another host": "open('http://localhost:9/')",
    "status of 404": "fetch('/static/nothing.css')",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told(browser: Browser, looked: Served, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        _meet(browser, looked.url, FAULTS[fault])


def _meet(browser: Browser, url: str, script: str) -> None:
    with watched(browser, url) as browsing:
        page = browsing.page("/start")
        page.evaluate(f"() => {{ {script} }}")
        page.wait_for_timeout(150)
