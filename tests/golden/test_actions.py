"""The emulator's oracle is what the SDK's models say, and nobody edited it by hand."""

from __future__ import annotations

import json

from tools import MEND, actions

((FILE, TEXT),) = actions.files().items()


def test_actions_json_is_what_the_installed_sdk_says() -> None:
    assert FILE.read_text(encoding="utf-8") == TEXT, MEND


def test_the_oracle_knows_the_spellings_that_no_rule_would_guess() -> None:
    oracle = json.loads(TEXT)
    create = oracle["actions"]["CreateCluster"]["parameters"]
    assert "ClusterVSwitchId" in create
    assert create["Queues"] == "[QueueTemplate]"
    assert "NASDirectory" in oracle["types"]["SharedStorageTemplate"]["fields"]
    assert "EnableHT" in oracle["types"]["NodeTemplate"]["fields"]
    assert "DNS" in oracle["types"]["CreateClusterRequestManager"]["fields"]
    assert "UnInstallAddon" in oracle["actions"]
    assert oracle["actions"]["GetCommonLogDetail"]["required"] == ["From", "LogRequestId", "To"]
    assert oracle["actions"]["GetCluster"]["answer"]["DeleteProtection"] == "string"
    assert "EnableHt" in oracle["types"]["GetClusterResponseBodyManagerManagerNode"]["fields"]
