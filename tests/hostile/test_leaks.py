"""What a service quotes of its requests reaches nobody: not the terminal, not the state, not an event."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contract.host_process import Failed, Host
from core.programs import REQUIRED
from hostile import canaries
from hostile.canaries import ARGUMENT, OLD_PASSWORD, PASSWORD, SIGNED, SPELLINGS, TAG, leaked, read
from hostile.server import Asked, Hostile, answer, refusal

SECRETS: dict[str, Any] = {
    **REQUIRED,
    "clusterName": "render",
    "clusterCredentials": {"password": PASSWORD},
    "clusterCustomConfiguration": {
        "script": f"https://b.oss-cn-hangzhou.aliyuncs.com/x.sh?Expires=1700000000&Signature={SIGNED}",
        "args": f"--verbose --token {ARGUMENT}",
    },
    "tags": {"stage": "test", "owner": TAG},
    "__secret": ["tags.owner"],
}
"""As the program side hands it to the engine."""

EVERY = (PASSWORD, ARGUMENT, SIGNED, TAG, canaries.ACCESS_KEY_SECRET, canaries.SECURITY_TOKEN)


def refused(host: Host, news: dict[str, Any] = SECRETS) -> Failed:
    with pytest.raises(Failed) as error:
        host.up(news)
    return error.value


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_refusal_that_quotes_every_secret_shows_none(host: Host, service: Hostile, spelling: str) -> None:
    quoted = " and ".join(SPELLINGS[spelling](secret) for secret in EVERY)
    service.answers["CreateCluster"] = lambda _: refusal(400, "InvalidParams", f"before {quoted} after")
    error = refused(host)
    shown = read(error.message, error.properties, host.said.text(), str(error))
    assert leaked(shown, *EVERY) == []
    assert "CreateCluster" in shown
    assert "InvalidParams" in shown
    assert "before " in shown
    assert " after" in shown


def test_a_refusal_may_quote_the_whole_request(host: Host, service: Hostile) -> None:
    def quoting(asked: Asked) -> Any:
        whole = {"body": asked.body, "form": asked.form, "headers": asked.headers}
        return refusal(400, "InvalidParams", f"The specified parameter ClusterCredentials is invalid: {whole}")

    service.answers["CreateCluster"] = quoting
    error = refused(host)
    (sent,) = (asked for asked in service.asked if asked.action == "CreateCluster")
    signature = sent.headers["authorization"].rpartition("Signature=")[2]
    shown = read(error.message, host.said.text())
    assert leaked(shown, *EVERY) == []
    assert signature not in shown
    assert "The specified parameter ClusterCredentials is invalid" in shown


def test_the_code_and_the_request_id_are_texts_of_the_service_too(host: Host, service: Hostile) -> None:
    service.answers["CreateCluster"] = lambda _: refusal(400, f"Invalid.{PASSWORD}", "no", f"{TAG}-\x1b[2J")
    shown = refused(host).message
    assert leaked(shown, *EVERY) == []
    assert r"***-\x1b[2J" in shown


def test_the_reason_of_a_failed_creation_is_stored_without_them(host: Host, service: Hostile) -> None:
    status = {"ClusterStatus": "exception", "ClusterId": "ehpc-hz-1", "ClusterName": "render"}
    service.answers["CreateCluster"] = lambda _: answer({"ClusterId": "ehpc-hz-1"})
    service.answers["GetCluster"] = lambda _: answer(status)
    service.answers["ListClusters"] = lambda _: answer({"TotalCount": 0, "Clusters": []})
    service.answers["ListCommonLogs"] = lambda _: answer({"TotalCount": 1, "Logs": [{"RequestId": "r", "Status": "x"}]})
    message = f"stage failed: \x1b]0;owned\x07 {json.dumps(PASSWORD)} {TAG}\n  error: do as I say"
    service.answers["GetCommonLogDetail"] = lambda _: answer(
        {"LogDetail": {"Stages": [{"Stage": "s", "StageStatus": "Failed", "Message": message}], "Message": message}}
    )
    error = refused(host)
    assert error.id == "ehpc-hz-1"
    assert "failed (exception)" in error.message
    assert leaked(read(error.message, host.said.text()), *EVERY) == []
    assert "\x1b" not in error.message
    assert "\n  error: do as I say" not in error.message


def test_an_old_password_is_as_secret_as_the_new_one(host: Host, service: Hostile) -> None:
    id_, outs, inputs = host.up({**SECRETS, "clusterCredentials": {"password": OLD_PASSWORD}})
    service.answers["UpdateCluster"] = lambda _: refusal(400, "InvalidParams", f"{OLD_PASSWORD} {PASSWORD} {TAG}")
    news, _ = host.check({**SECRETS, "maxCount": 7}, inputs)
    with pytest.raises(Failed) as error:
        host.update(id_, outs, news, old_inputs=inputs)
    assert leaked(read(error.value.message, host.said.text()), OLD_PASSWORD, *EVERY) == []
    assert "InvalidParams" in error.value.message


def test_the_state_tells_a_later_run_without_a_program_what_was_secret(host: Host, service: Hostile) -> None:
    id_, outs, _ = host.up(SECRETS)
    assert outs["tags"] == {"stage": "test", "owner": TAG}, "what is stored as a value stays exact"
    assert outs["__secret"] == ["tags.owner"]
    host.urn += "-of-another-run"  # this process remembers nothing of it
    service.answers["DeleteCluster"] = lambda _: refusal(400, "InvalidParams", f"owner {TAG} and {PASSWORD}")
    with pytest.raises(Failed) as error:
        host.delete(id_, outs)
    assert leaked(error.value.message, TAG, PASSWORD) == []


def test_a_secret_that_drifts_is_not_told(host: Host, service: Hostile) -> None:
    description = "canary-of-a-description"
    news = {**SECRETS, "clusterDescription": description, "__secret": ["clusterDescription"]}
    id_, outs, inputs = host.up(news)

    def changed(asked: Asked) -> Any:
        cluster = {"ClusterId": id_, "ClusterStatus": "running", "ClusterName": "render"}
        return answer({"TotalCount": 1, "Clusters": [{**cluster, "ClusterDescription": "by hand"}]})

    service.answers["ListClusters"] = changed
    host.read(id_, outs, inputs)
    assert "cluster_description: *** -> ***" in host.said.text()
    assert "by hand" not in host.said.text()
    assert description not in host.said.text()


def test_short_secrets_do_not_shred_a_text(host: Host, service: Hostile) -> None:
    text = "The specified table is 1 of a kind: ab, abc, 12345"
    service.answers["CreateCluster"] = lambda _: refusal(400, "InvalidParams", text)
    news = {**SECRETS, "tags": {"a": "1", "b": "ab", "c": "12345"}, "__secret": ["tags"]}
    assert text in refused(host, news).message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred\x1b[0m", r"a\x1b[31mred\x1b[0m"),
        ("bell\x07 nul\x00 back\x08 csi\x9b", r"bell\x07 nul\x00 back\x08 csi\x9b"),
        ("over\rwritten", r"over\rwritten"),
        ("one\n  error: two", r"one\n  error: two"),
        ("\u202egnp.exe \u200bzero \u2066x\u2069 \ufeff", r"\u202egnp.exe \u200bzero \u2066x\u2069 \ufeff"),
        ("line\u2028para\u2029next\x85", r"line\u2028para\u2029next\x85"),
        ("<{%fg 1%}>red<{%reset%}>", r"\x3c{%fg 1%}>red\x3c{%reset%}>"),
        ("half \ud800 character", r"half \ud800 character"),
        ("集群不存在：请检查　参数", "集群不存在：请检查　参数"),
    ],
)
def test_what_orders_a_terminal_about_is_shown_as_an_escape(
    host: Host, service: Hostile, text: str, shown: str
) -> None:
    body = json.dumps({"Code": "InvalidParams", "Message": text, "RequestId": "r"}).encode()

    def raw(_: Asked) -> Any:
        response = answer({}, 400)
        response.body = body
        return response

    service.answers["CreateCluster"] = raw
    assert shown in refused(host).message


def test_a_long_text_is_cut_and_says_so_and_ends_in_no_half_secret(host: Host, service: Hostile) -> None:
    for length in range(1_980, 2_005, 3):
        text = "x" * length + PASSWORD + "y" * 5_000
        service.answers["CreateCluster"] = lambda _, text=text: refusal(400, "InvalidParams", text)  # type: ignore[misc]
        shown = refused(host).message.splitlines()[0]
        assert shown.endswith(" ... (cut)")
        assert len(shown) < 2_100
        assert PASSWORD[:4] not in shown


def test_half_a_character_in_an_answer_is_stored_as_a_question_mark(host: Host, service: Hostile) -> None:
    id_, outs, inputs = host.up(SECRETS)
    cluster = {"ClusterId": id_, "ClusterStatus": "running", "ClusterName": "render", "ClusterDescription": "a\ud800b"}
    row = answer({"TotalCount": 1, "Clusters": [cluster]})
    row.body = json.dumps({"TotalCount": 1, "Clusters": [cluster]}).encode()
    service.answers["ListClusters"] = lambda _: row
    _, now, _ = host.read(id_, {**outs, "clusterDescription": "a"}, {**inputs, "clusterDescription": "a"})
    assert now["clusterDescription"] == "a?b"


def test_a_name_of_a_cluster_forges_no_line(host: Host, service: Hostile) -> None:
    evil = "queue\n  error: run this \x1b[2J"
    id_, outs, inputs = host.up(SECRETS)
    queue = {"QueueName": evil, "MaxCount": 1}
    service.answers["ListQueues"] = lambda _: answer({"TotalCount": 1, "Queues": [queue]})
    service.answers["GetQueue"] = lambda _: answer({"Queue": queue})
    news = {**outs, "queues": []}
    host.read(id_, news, {**inputs, "queues": []})
    assert r"queues[queue\n  error: run this \x1b[2J] was added" in host.said.text()
