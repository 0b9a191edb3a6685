"""What nobody may read is taken out of a text, however it is spelt there; what is said around it stays."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hostile.canaries import SPELLINGS, leaked
from pulumi_ehpc._core.secrecy import LEAST, Secrets, texts_in, tokens_in
from pulumi_ehpc._core.table.private import private_texts
from pulumi_ehpc._core.texts import MOST, escaped
from pulumi_ehpc.inputs import EhpcClusterArgs

TEXTS = st.text(st.characters(codec="utf-8"), min_size=LEAST, max_size=40)


def told(text: str, *secrets: str) -> str:
    known = Secrets()
    known.add(secrets)
    return known.told(text)


@settings(deadline=None)  # a pattern is made for each
@given(TEXTS.filter(lambda one: len(one.strip()) >= LEAST), st.sampled_from(sorted(SPELLINGS)))
@example("Sesame\\", "json as a form")
def test_no_spelling_of_a_secret_is_shown(secret: str, spelling: str) -> None:
    spelt = SPELLINGS[spelling](secret)
    shown = told(f"<< {spelt} >>", secret)
    if "inside" in spelling:
        assert "***" in shown
    else:
        assert shown == "<< *** >>"


def test_of_secrets_that_overlap_nothing_is_shown() -> None:
    assert told("<< abcdefghijkl >>", "abcdefgh", "efghijkl", "cdefgh") == "<< *** >>"


@given(st.text("abcXYZ123 .,:=/-", max_size=300))
def test_a_text_without_a_secret_stays_as_it_is(text: str) -> None:
    assert told(text, "Sesame-2024") == text


@given(st.text(max_size=400))
def test_what_is_shown_is_printable_and_has_one_line_and_is_shown_once_more_as_it_is(text: str) -> None:
    shown = told(text)
    assert all(char.isprintable() or char in "\u00a0\u3000" for char in shown)
    assert "<{%" not in shown
    assert escaped(shown) == shown


@settings(deadline=None)
@given(st.integers(0, MOST + 50), st.integers(0, 40_000))
def test_no_half_secret_is_left_at_an_end(before: int, after: int) -> None:
    shown = told("x" * before + "Sesame-2024" * 3 + "y" * after, "Sesame-2024")
    assert "Sesa" not in shown
    assert len(shown) <= MOST


@pytest.mark.parametrize("many", [17_000, 1_000_000])
def test_a_text_that_is_nothing_but_secrets_ends_in_no_half_one(many: int) -> None:
    shown = told(("Sesame-2024" * many)[:many], "Sesame-2024")
    assert "Sesa" not in shown.replace("Sesame-2024", "")
    assert shown.endswith("(cut)")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"Password":"hunter2"}', '{"Password":"***"}'),
        (r'{"Password":"hun\"ter2","x":1}', '{"Password":"***","x":1}'),
        (r"{\"Password\":\"hun\\\"ter2\",\"x\":1}", r"{\"Password\":\"***\",\"x\":1}"),
        (
            "https://b/x?Expires=17&OSSAccessKeyId=LTAI5&Signature=ab%2B",
            "https://b/x?Expires=17&OSSAccessKeyId=***&Signature=***",
        ),
        ("x-acs-security-token:CAIS+/== next", "x-acs-security-token:*** next"),
        ("security-token=CAIS&x=1", "security-token=***&x=1"),
        ("Signature%3Dabc%26Expires%3D17", "Signature%3D***%26Expires%3D17"),
        ("Authorization: Bearer abc.def", "Authorization: ***"),
        ("https://user:pass@host/path", "https://***@host/path"),
        (r"https:\/\/user:pass@host", r"https:\/\/***@host"),
        (f"signed {'0f' * 32}.", "signed ***."),
    ],
)
def test_a_credential_is_known_by_its_form(text: str, shown: str) -> None:
    assert told(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "cluster_credentials.password: must have 8 to 20 characters",
        "SignatureDoesNotMatch: Specified signature is not matched with our calculation.",
        "The security token included in the request is expired.",
        "python -m pulumi_ehpc --region cn-hangzhou delete ehpc-hz-1",
        "Set deletion_protection=False, run `pulumi up`",
    ],
)
def test_a_sentence_about_a_credential_stays(text: str) -> None:
    assert told(text) == text


def test_a_secret_shorter_than_the_least_is_left() -> None:
    assert told("1 cluster, ab, 12345", "1", "ab", "12345") == "1 cluster, ab, 12345"


def test_each_line_of_a_secret_counts() -> None:
    assert told("it has line-two-of-it.", "line-one-of-it\nline-two-of-it") == "it has ***."


def test_a_secret_value_is_all_that_is_in_it() -> None:
    assert list(texts_in({"a": ["one", '{"b": ["two", 3]}'], "c": 4711, "d": True})) == [
        "one", '{"b": ["two", 3]}', "two", "3", "4711",
    ]  # fmt: skip


def test_what_may_be_a_token_in_a_command_line_or_an_url() -> None:
    text = "--token=abcdefgh -x longer-word https://me:s:ame@b/x.sh?Expires=1700000000&Signature=ab%2Bcdef== "
    assert list(tokens_in(text)) == ["abcdefgh", "longer-word", "ab%2Bcdef==", "s:ame"]


def test_what_the_program_gave_as_a_secret_is_found_by_its_path_in_every_item() -> None:
    values = {
        "clusterCredentials": {"password": "always"},
        "clusterDescription": "plain",
        "tags": {"owner": "in a mapping"},
        "queues": [{"queueName": "a", "hostnamePrefix": "first"}, {"queueName": "b", "hostnamePrefix": "second"}],
    }
    found = set(private_texts(EhpcClusterArgs, values, ["queues.hostnamePrefix", "tags.owner"]))
    assert found == {"always", "in a mapping", "first", "second"}


def test_of_a_command_line_that_is_a_secret_each_token_is_one_too() -> None:
    values = {"clusterCustomConfiguration": {"args": "--token=abcdefgh -v"}}
    found = set(private_texts(EhpcClusterArgs, values, ["clusterCustomConfiguration.args"]))
    assert found == {"--token=abcdefgh -v", "abcdefgh"}


def test_the_canaries_are_seen_where_they_are() -> None:
    assert all(leaked(spelt("Sesame-2024-open"), "Sesame-2024-open") for spelt in SPELLINGS.values())
