"""Takes the README's picture of the emulator's page: `make picture`."""

from __future__ import annotations

import os
from pathlib import Path

from alibabacloud_ehpc20240730 import models
from alibabacloud_tea_openapi.exceptions import ClientException
from playwright.sync_api import Browser, expect, sync_playwright

from browser import chromium
from emulator.calls import made, sdk
from emulator_process import Emulator

PICTURE = Path(__file__).parents[1] / ".github" / "emulator.png"
ADDONS = [models.CreateClusterRequestAddons(name="Login", version="1.0")]
STORAGES = [
    models.SharedStorageTemplate(file_system_id="0a1b2c", mount_directory=folder) for folder in ("/home", "/opt")
]
CLUSTERS = {
    "render": {"comp": 4, "gpu": 2},
    "genomics": {"comp": 8, "big": 40},
    "crash-test": {"comp": 1},
    "weather": {"mpi": 6},
}


def main() -> None:
    with Emulator("seconds:60", "--quota", "10", "--seed", "picture") as service, sync_playwright() as playwright:
        _live(service)
        browser = playwright.chromium.launch(executable_path=chromium.prepare())
        _taken(browser, service)
        browser.close()
    print(f"wrote {os.path.relpath(PICTURE)}")


def _live(service: Emulator) -> None:
    """Some clusters, of which one runs, one failed and one is being made; an armed fault, and a call that failed."""
    client = sdk(service.url)
    for name, queues in CLUSTERS.items():
        if name == "crash-test":
            service.faults({"kind": "exception", "stage": "CreateQueues", "message": "out of stock"})
        rows = [models.QueueTemplate(queue_name=queue, initial_count=count) for queue, count in queues.items()]
        cluster = made(client, cluster_name=name, queues=rows, shared_storages=STORAGES, addons=ADDONS)
        if name == "render":
            service.advance(3600)
            service.add_user(cluster, UserName="ada", Group="wheel")
        client.get_cluster(models.GetClusterRequest(cluster_id=cluster))
        service.advance(40)
    service.faults({"kind": "throttled", "action": "ListQueues"})
    try:
        client.list_queues(models.ListQueuesRequest(cluster_id=cluster))
    except ClientException:
        service.faults({"kind": "slow", "action": "GetCluster", "nth": 3})


def _taken(browser: Browser, service: Emulator) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 880}, color_scheme="light", reduced_motion="reduce")
    page.goto(f"{service.url}/_emulator/")
    expect(page.locator("#clusters-rows > tr")).to_have_count(len(CLUSTERS))
    expect(page.locator("#armed")).to_be_visible()
    expect(page.locator("#calls-rows > tr").first).to_be_visible()
    page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()
