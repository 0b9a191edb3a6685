"""The version stands in one file."""

from __future__ import annotations

from importlib import metadata

from pulumi_ehpc.version import __version__


def test_the_installed_package_has_the_version_that_the_code_says() -> None:
    assert metadata.version("pulumi-ehpc") == __version__, (
        "run `make setup`: the package was installed before this version"
    )
