"""The emulator's page, opened in a browser that notes whatever it complains of and whomever it asks."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from emulator.in_process import InProcess


class Opened:
    def __init__(self, page: Page, emulator: InProcess) -> None:
        self.page = page
        self.emulator = emulator
        self.complaints: list[str] = []
        self.asked: set[str] = set()
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", lambda request: self.asked.add("/".join(request.url.split("/")[:3])))
        page.goto(f"{emulator.url}/_emulator/")
        expect(page.get_by_text("live", exact=True)).to_be_visible()

    @property
    def clusters(self) -> Locator:
        return self.page.locator("#clusters-rows > tr")

    @property
    def calls(self) -> Locator:
        """A row each, the newest first."""
        return self.page.locator("#calls-rows > tr")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def reach(self, name: str) -> None:
        """By the tabulator alone, as who has no mouse."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            focused = self.page.locator(":focus")
            if focused.count() and name in (focused.get_attribute("aria-label"), focused.inner_text()):
                return
        raise AssertionError(f"the tabulator does not lead to {name}")
