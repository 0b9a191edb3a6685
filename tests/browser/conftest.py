"""A real browser, where there is one (`make test` brings it beforehand), and the emulator's page in it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from browser import chromium
from browser.opened import Opened
from emulator.in_process import running

expect.set_options(timeout=20_000)  # milliseconds, on a machine that has all the other tests to run too


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not of the session: while Playwright runs, no other test of this process can run a loop of its own."""
    program = chromium.find()
    if program is None and os.environ.get("CI") == "true":
        pytest.fail(chromium.MISSING)
    if program is None:
        pytest.skip(chromium.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(page: Page) -> Iterator[Opened]:
    """The page of an emulator at which a creation takes 30 seconds; its time stands still."""
    with running(clock="seconds:30", quota=1000) as emulator:
        yield Opened(page, emulator)
        page.close()
