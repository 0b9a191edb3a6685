"""Which region and which account a program means, and what is said where that is another one than before."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from account import FAST, KEYS, configured
from contract.host_process import NONE, Failed, Host, host_process
from contract.programs import SMALL
from emulator_process import Emulator
from in_process import CONFIG, World
from in_process import host as served
from pulumi_ehpc.settings import Keys


@pytest.mark.parametrize(
    ("region", "says"),
    [("cn-hangzou", "region: E-HPC is not known to be in cn-hangzou; did you mean cn-hangzhou?"), ("cn-beijing", "")],
)
def test_a_slip_in_a_region_is_a_warning_and_no_more(region: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # At an address of the user's own there are other regions.
    monkeypatch.delitem(CONFIG, "ehpc:endpoint")
    world = World()
    served(world).check({**SMALL, "region": region})
    warned = [text for text in world.said.warnings() if "region" in text]
    assert bool(warned) == bool(says)
    assert all(text.startswith(says) for text in warned)
    assert world.calls == []


@contextlib.contextmanager
def another_host(service: Emulator, folder: Path, **environment: str) -> Iterator[Host]:
    """The next run, with these keys in its environment."""
    with host_process(folder, configured(service.url), {**KEYS, **FAST, **environment}) as process:
        yield process


def test_an_unchanged_program_with_keys_of_another_account_is_refused_in_the_preview(
    host: Host, service: Emulator, tmp_path: Path
) -> None:
    id_, outs, inputs = host.up(SMALL)
    with (
        another_host(service, tmp_path, ALIBABA_CLOUD_ACCESS_KEY_ID="others-key") as others,
        pytest.raises(Failed, match=rf"is in account {outs['accountId']}, and these credentials are of account"),
    ):
        others.diff(id_, outs, inputs, inputs)
    before = len(service.journal())
    with another_host(service, tmp_path) as again:
        assert again.diff(id_, outs, inputs, inputs).changes == NONE
    assert service.actions()[before:] == []


def test_new_keys_of_the_same_account_are_asked_about_once_a_run_until_a_refresh(
    host: Host, service: Emulator, tmp_path: Path
) -> None:
    """A token is another one each time, so whose it is is asked; its cluster is nobody else's."""
    id_, outs, inputs = host.up(SMALL)
    token = {"ALIBABA_CLOUD_SECURITY_TOKEN": "temporary"}
    with another_host(service, tmp_path, **token) as later:
        before = len(service.journal())
        assert later.diff(id_, outs, inputs, inputs).changes == NONE
        assert later.diff(id_, outs, inputs, inputs).changes == NONE
        assert service.actions()[before:] == ["ListCommonLogs"]
        _, outs, inputs = later.read(id_, outs, inputs)
    assert not outs["__keys"]


@contextlib.contextmanager
def host_of_a_profile(service: Emulator, home: Path, current: str, **config: str) -> Iterator[Host]:
    """The next run, with no keys but those of the aliyun CLI, whose profiles are each of another account."""
    (home / ".aliyun").mkdir(parents=True, exist_ok=True)
    rows = [{"name": name, "mode": "AK", "access_key_id": name, "access_key_secret": "s"} for name in ("mine", "other")]
    (home / ".aliyun" / "config.json").write_text(json.dumps({"current": current, "profiles": rows}))
    apart = {"HOME": str(home), "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"}
    with host_process(home, {**configured(service.url), **config}, {**FAST, **apart}) as process:
        yield process


def test_another_profile_of_the_cli_is_another_account(service: Emulator, tmp_path: Path) -> None:
    with host_of_a_profile(service, tmp_path, "mine") as host:
        id_, outs, inputs = host.up(SMALL)
    with host_of_a_profile(service, tmp_path, "other") as host, pytest.raises(Failed, match="these credentials are of"):
        host.diff(id_, outs, inputs, inputs)
    before = len(service.journal())
    for config in ({}, {"ehpc:profile": "mine"}):
        with host_of_a_profile(service, tmp_path, "mine", **config) as host:
            assert host.diff(id_, outs, inputs, inputs).changes == NONE
    assert service.actions()[before:] == []


def test_a_role_is_of_its_account_whoever_assumes_it() -> None:
    role = json.dumps({"roleArn": "acs:ram::7:role/ci"})
    signs = {Keys("key", "secret", token, profile, role).sign for token in ("", "t") for profile in ("", "ci")}
    assert len({*signs, Keys("key", "secret", role=role.replace("7", "8")).sign}) == 2
    assert "" not in signs


def test_a_service_that_does_not_tell_the_account_is_asked_once_for_many(
    host: Host, service: Emulator, tmp_path: Path
) -> None:
    """Each attempt may take half a minute, and they come one after the other."""
    id_, outs, inputs = host.up(SMALL)
    service.faults({"action": "ListCommonLogs", "kind": "500", "times": 3})
    before = len(service.journal())
    with another_host(service, tmp_path, ALIBABA_CLOUD_SECURITY_TOKEN="temporary", PULUMI_EHPC_POLL_SCALE="1") as later:
        for _ in range(3):
            assert later.diff(id_, outs, inputs, inputs).changes == NONE
    assert service.actions()[before:] == ["ListCommonLogs"]


def test_no_key_is_in_a_state(service: Emulator, tmp_path: Path) -> None:
    keys = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tSpecial", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "w0rdless"}
    with another_host(service, tmp_path, **keys) as host:
        _, outs, _ = host.up(SMALL)
    assert outs["__keys"]
    assert not [key for key in keys.values() if key in json.dumps(outs)]
