"""What there is to choose from: software, add-ons, regions, images, file systems."""

from __future__ import annotations

from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException


def test_software_can_be_looked_up(client: Client) -> None:
    body = client.list_softwares(models.ListSoftwaresRequest(name="mpich")).body.to_map()
    (found,) = body["AdditionalPackages"]["AdditionalPackageInfos"]
    assert found["Versions"]["VersionInfos"][0]["Latest"] == "true"
    assert body["TotalCount"] == "1"


def test_addon_templates_are_listed_and_described(client: Client) -> None:
    names = models.ListAddonTemplatesRequest(addon_names=["Login", "Other"])
    (template,) = client.list_addon_templates(names).body.addons
    request = models.DescribeAddonTemplateRequest(addon_name=template.name, addon_version=template.version)
    described = client.describe_addon_template(request).body.addon
    assert described.resources_spec.eip_resource.auto_create is True
    assert described.services_spec[0].service_name


def test_regions_are_paged_by_token(client: Client) -> None:
    seen, token = [], None
    while True:
        request = models.ListRegionsRequest(max_results=7, next_token=token, accept_language="en-US")
        body = client.list_regions(request).body
        seen += [region.region_id for region in body.regions]
        token = body.next_token
        if not token:
            break
    assert len(seen) == len(set(seen)) == body.total_count == 18
    assert body.regions[-1].local_name == "UAE (Dubai)"


def test_images_are_chosen_by_owner_and_by_what_the_instance_type_can_boot(client: Client) -> None:
    def images(**wanted: Any) -> set[tuple[str, str]]:
        found = client.list_available_images(models.ListAvailableImagesRequest(**wanted)).body.images
        return {(image.image_owner_alias, image.architecture) for image in found}

    assert images(instance_type="ecs.c8y.large") == {("system", "arm64")}
    assert images(instance_type="ecs.c7.large", image_owner_alias="system") == {("system", "x86_64")}
    assert images(image_owner_alias="others", is_public=True) == {("others", "x86_64")}
    with pytest.raises(ClientException, match="IsPublic"):
        images(is_public=True)


def test_software_is_chosen_by_the_operating_system(client: Client) -> None:
    def found(**system: str) -> int:
        systems = [models.ListSoftwaresRequestOsInfos(**system)]
        return int(client.list_softwares(models.ListSoftwaresRequest(os_infos=systems)).body.total_count)

    assert found(architecture="x86_64") == found(os_tag="CentOS_7.9_64") == 5
    assert found(architecture="arm64") == 0


def test_images_and_file_systems_are_listed(client: Client) -> None:
    own = models.ListAvailableImagesRequest(image_owner_alias="self")
    body = client.list_available_images(own).body
    assert ([image.image_owner_alias for image in body.images], body.total_count) == (["self"], "1")
    found = client.list_available_file_systems(models.ListAvailableFileSystemsRequest()).body
    assert {fs.file_system_type for fs in found.file_system_list} == {"nas", "cpfs"}
