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


def test_no_key_is_in_a_state(service: Emulator, tmp_path: Path) -> None:
    keys = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tSpecial", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "w0rdless"}
    with another_host(service, tmp_path, **keys) as host:
        _, outs, _ = host.up(SMALL)
    assert outs["__keys"]
    assert not [key for key in keys.values() if key in json.dumps(outs)]
