"""The emulator's page without a mouse: the tabulator leads everywhere, and past what is long."""

from __future__ import annotations

from alibabacloud_ehpc20240730 import models
from playwright.sync_api import expect

from browser.opened import Opened
from emulator.calls import listed, made


def test_a_cluster_is_changed_as_by_a_colleague_with_the_keyboard_alone(opened: Opened) -> None:
    client = opened.emulator.sdk()
    cluster = made(client, queues=[models.QueueTemplate(queue_name="comp")])
    opened.emulator.advance(60)
    expect(opened.clusters).to_contain_text("running")
    opened.reach("demo")
    opened.page.keyboard.press("Enter")
    expect(opened.page.get_by_role("dialog", name="demo")).to_be_visible()
    opened.reach("Start a node in comp")
    opened.page.keyboard.press("Enter")
    expect(opened.button("Start a node in comp")).to_be_focused()
    opened.reach("Fail compute000")
    opened.page.keyboard.press("Enter")
    expect(opened.clusters.get_by_role("img", name="1 exception")).to_be_attached()
    opened.page.get_by_role("textbox", name="Description").fill("hands off")
    opened.page.keyboard.press("Enter")
    expect(opened.page.get_by_text("Saved.")).to_be_visible()
    opened.page.keyboard.press("Escape")
    expect(opened.button("demo")).to_be_focused()
    assert listed(client, cluster)["ClusterDescription"] == "hands off"


def test_the_keyboard_leads_everywhere_and_the_focus_is_seen(opened: Opened) -> None:
    opened.reach("Arm throttled")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert opened.page.evaluate(outline) == "solid"
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#armed")).to_contain_text("throttled of any action")


def test_each_list_is_one_stop_of_the_tabulator_and_arrows_lead_through_it(opened: Opened) -> None:
    client, press = opened.emulator.sdk(), opened.page.keyboard.press
    ids = [made(client, cluster_name=f"render-{number}") for number in range(20)]
    expect(opened.clusters).to_have_count(20)
    expect(opened.calls).to_have_count(20)
    opened.reach("render-19")
    for key, name in (
        ("ArrowDown", "render-18"),
        ("End", "render-0"),
        ("ArrowDown", "render-0"),
        ("Home", "render-19"),
    ):
        press(key)
        expect(opened.button(name)).to_be_focused()
    press("ArrowDown")
    press("Tab")
    expect(opened.page.get_by_label("Filter calls")).to_be_focused()
    press("Shift+Tab")
    expect(opened.button("render-18")).to_be_focused()  # where one has been
    opened.emulator.remove(ids[18])
    expect(opened.clusters).to_have_count(19)
    opened.reach("CreateCluster")
    press("ArrowDown")
    press("Enter")
    expect(opened.page.get_by_label("Parameters of CreateCluster")).to_contain_text("render-18")
