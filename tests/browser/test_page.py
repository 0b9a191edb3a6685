"""The emulator's page in a real browser: it follows what happens, and what is clicked happens."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_tea_openapi.exceptions import ClientException
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.opened import Opened
from emulator.calls import made, minimal, status
from emulator.wire import call
from emulator_process import Emulator

PASSWORD = "Secret123!"
CREDENTIALS = models.CreateClusterRequestClusterCredentials(password=PASSWORD)


def barriers(page: Page) -> str:
    """What axe-core finds wrong for those who listen, tab or see little; "" where it finds nothing."""
    found = Axe().run(page)
    return str(found.generate_report()) if found.violations_count else ""


def test_it_loads_without_a_complaint_and_asks_nobody_but_the_emulator(opened: Opened) -> None:
    expect(opened.page.get_by_text("There is no cluster.")).to_be_visible()
    expect(opened.page.get_by_text("No call yet.")).to_be_visible()
    expect(opened.page.get_by_text(f"export EHPC_ENDPOINT={opened.emulator.url}", exact=True)).to_be_visible()
    expect(opened.page.locator("#kinds")).not_to_contain_text("<")
    assert (opened.complaints, opened.asked) == ([], {opened.emulator.url})


def test_it_follows_a_program_that_makes_a_cluster(opened: Opened) -> None:
    client = opened.emulator.sdk()
    cluster = made(
        client,
        cluster_name="render",
        queues=[models.QueueTemplate(queue_name="comp", initial_count=3)],
        shared_storages=[models.SharedStorageTemplate(file_system_id="008b", mount_directory="/home")],
        addons=[models.CreateClusterRequestAddons(name="Login", version="1.0")],
    )
    row = opened.clusters.filter(has_text=cluster)
    for told in ("render", "creating", "ConfigNetwork", "comp", "/home", "Login", "47.96."):
        expect(row).to_contain_text(told)
    expect(row.get_by_role("img", name="3 initing")).to_be_visible()
    expect(opened.calls.first).to_contain_text("CreateCluster")
    expect(opened.calls.first).to_contain_text("render")
    opened.button("+1 min").click()
    expect(row).to_contain_text("running")
    expect(row).to_contain_text("1 min")
    expect(row.get_by_role("img", name="3 running")).to_be_visible()
    opened.emulator.remove(cluster)
    expect(opened.clusters).to_have_count(0)
    expect(opened.page.locator("#clusters-empty")).to_have_text(re.compile("^There is no cluster[.]"))
    assert opened.complaints == []


def test_a_fault_armed_by_a_click_fails_the_next_call_and_the_failure_shows(opened: Opened) -> None:
    opened.page.get_by_label("Action").select_option("CreateCluster")
    opened.page.get_by_label("Search faults").fill("throttling")
    expect(opened.button("Arm 503")).to_be_hidden()
    opened.button("Arm throttled").click()
    expect(opened.page.get_by_text("throttled of CreateCluster")).to_be_visible()
    with pytest.raises(ClientException, match=r"Throttling\.User"):
        made(opened.emulator.sdk())
    expect(opened.calls.first).to_contain_text("400 Throttling.User")
    expect(opened.page.get_by_text("throttled of CreateCluster")).to_be_hidden()
    expect(opened.page.locator("#heard")).to_have_text("CreateCluster failed: Throttling.User")


def test_what_a_kind_needs_is_asked_beside_it_and_a_refusal_is_told(opened: Opened) -> None:
    opened.button("Arm error").click()
    expect(opened.page.get_by_role("status").filter(has_text="kind error needs a code")).to_be_visible()
    opened.page.get_by_role("group", name="error").get_by_label("code").fill("QuotaExceeded.Cluster")
    opened.button("Arm error").click()
    expect(opened.page.locator("#armed")).to_contain_text("QuotaExceeded.Cluster of any action")
    opened.button("Clear all").click()
    expect(opened.page.locator("#armed")).to_be_hidden()
    assert opened.emulator.faults() == {"faults": []}


def test_a_variant_is_switched_on_by_a_click(opened: Opened) -> None:
    opened.page.get_by_role("tab", name="Variants").click()
    opened.page.get_by_label("Search variants").fill("slurm22")
    opened.page.get_by_label("scheduler-slurm22").check()
    expect(opened.page.get_by_text("scheduler-slurm22 is on.")).to_be_visible()
    assert opened.emulator.control("GET", "variants")["variants"] == ["scheduler-slurm22"]


def test_the_parameters_of_a_call_show_and_its_password_does_not(opened: Opened) -> None:
    made(opened.emulator.sdk(), cluster_credentials=CREDENTIALS)
    opened.button("CreateCluster").click()
    expect(opened.page.get_by_label("Parameters of CreateCluster")).to_contain_text('"Password": "***"')
    status(opened.emulator.sdk(), opened.emulator.clusters()[0]["ClusterId"])
    expect(opened.button("Follow (1 new)")).to_be_visible()  # whoever reads has nothing moved away
    expect(opened.calls).to_have_count(2)
    opened.button("Follow (1 new)").click()
    expect(opened.calls.first).to_contain_text("GetCluster")
    assert PASSWORD not in opened.page.content()


def test_what_is_dangerous_is_asked_once_more(opened: Opened) -> None:
    made(opened.emulator.sdk())
    opened.button("Reset").click()
    opened.button("Keep").click()
    expect(opened.clusters).to_have_count(1)
    opened.button("Reset").click()
    opened.page.get_by_role("dialog").get_by_role("button", name="Reset").click()
    expect(opened.clusters).to_have_count(0)
    expect(opened.calls).to_have_count(0)


def test_a_name_is_text_whatever_it_holds(opened: Opened) -> None:
    name = "<img src=x onerror=alert(1)>"
    made(opened.emulator.sdk(), cluster_name=name)
    opened.button(name).click()
    expect(opened.page.get_by_role("dialog", name=name)).to_be_visible()
    assert opened.page.locator("#clusters-rows img, #calls-rows img, dialog img").count() == 0
    assert opened.complaints == []


def test_hundreds_of_clusters_and_thousands_of_calls_stay_few_elements(opened: Opened) -> None:
    client = opened.emulator.sdk()
    for number in range(120):
        client.create_cluster(minimal(cluster_name=f"render-{number}"))
    journal = opened.emulator.server.service.journal
    (entry, *_) = opened.emulator.journal()
    for _ in range(9000):
        journal.add({**entry, "action": "ListClusters"})
    expect(opened.page.locator("#calls-count")).to_have_text("9120")
    expect(opened.page.locator("#clusters-count")).to_have_text("120")
    assert (opened.clusters.count(), opened.calls.count()) == (50, 100)
    opened.button("Older").click()
    expect(opened.page.get_by_text("101 to 200")).to_be_visible()
    opened.page.get_by_label("Filter calls").fill("CreateCluster render-7")
    expect(opened.calls).to_have_count(11)
    expect(opened.page.locator("#calls-count")).to_have_text("11 of 9120")
    opened.page.get_by_label("Filter clusters").fill("render-11")
    expect(opened.clusters).to_have_count(11)


def test_it_comes_back_to_an_emulator_that_was_started_anew(page: Page) -> None:
    with Emulator() as first:
        page.goto(f"{first.url}/_emulator/")
        first.control("POST", "faults", {"kind": "500"})
        expect(page.locator("#armed")).to_be_visible()
    expect(page.get_by_text("no answer, trying again")).to_be_visible()
    with Emulator(port=int(first.url.rsplit(":", 1)[1])):
        expect(page.get_by_text("live", exact=True)).to_be_visible(timeout=15_000)
        expect(page.locator("#armed")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_stands_in_anybodys_way(opened: Opened, scheme: Literal["light", "dark"], width: int) -> None:
    page, client = opened.page, opened.emulator.sdk()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    for state in ("running", "exception", "stopped", "releasing"):
        opened.emulator.change(made(client, queues=[models.QueueTemplate(queue_name="comp")]), ClusterStatus=state)
    opened.emulator.faults({"kind": "throttled", "action": "GetCluster"})
    call(opened.emulator, "DeleteCluster", {"ClusterId": "ehpc-none"})
    expect(opened.clusters).to_have_count(4)
    expect(opened.calls.first).to_contain_text("404 ClusterNotFound")
    found = [barriers(page)]
    opened.calls.first.get_by_role("button").click()
    page.get_by_role("tab", name="Variants").click()
    found.append(barriers(page))
    opened.clusters.first.get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found.append(barriers(page))
    assert found == ["", "", ""]
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_on_a_telephone_a_call_stands_there_whole_and_is_a_row_of_a_table_still(opened: Opened) -> None:
    page, name = opened.page, "render-farm-of-the-third-floor"
    page.set_viewport_size({"width": 420, "height": 900})
    made(opened.emulator.sdk(), cluster_name=name)
    opened.emulator.faults({"kind": "error", "code": "AgentError.Account.UserAlreadyExist", "action": "CreateUsers"})
    call(opened.emulator, "CreateUsers", {"ClusterId": opened.emulator.clusters()[0]["ClusterId"]})
    expect(opened.calls.first).to_contain_text(name)
    cells = opened.calls.first.get_by_role("cell")
    expect(cells).to_have_count(5)
    assert (
        cells.evaluate_all(
            """(cells) => cells.filter((cell) => {
          const { left, right } = cell.getBoundingClientRect();
          return left < 0 || right > innerWidth || cell.scrollWidth > cell.clientWidth;
        }).map((cell) => cell.innerText)"""
        )
        == []
    )
