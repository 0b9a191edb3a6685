"""How what had a cluster before forgets it, step by step. Each is an order that deletes nothing at E-HPC. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from .former import Former


def steps(former: Sequence[Former], *, file: str | None, terraform: bool) -> str:
    """The text. file: None where the clusters came under the very stack that had them."""
    if terraform:
        told = _by_terraform(former)
    elif any(one.dependents for one in former):
        told = _with_dependents(former, marked=file is None)
    else:
        told = _by_state(former, _stack_of(former) if file else None)
    numbered = [f"  {number}. {step}" for number, step in enumerate(told, 1)]
    return "\n".join(["", _HEAD, *numbered])


_HEAD = (
    "What had it before still has it: run no `pulumi up` and no `terraform apply` there until it has forgotten it, "
    "which deletes nothing:"
)


def _by_state(former: Sequence[Former], stack: str | None) -> list[str]:
    where = f" --stack {shlex.quote(stack)}" if stack else ""
    commands = [
        f"\n       pulumi state delete --yes{' --force' if one.protected else ''}{where} {shlex.quote(one.address)}"
        for one in former
    ]
    return [
        f"Let its stack forget it{_there(former) if stack else ''}:{''.join(commands)}",
        f"Take {_names(former)} out of that program: left in, the next `pulumi up` makes another cluster.",
        "`pulumi preview` has no changes.",
    ]


def _with_dependents(former: Sequence[Former], *, marked: bool) -> list[str]:
    """`pulumi state delete` refuses what something depends on. marked: the state says that they are retained."""
    dependents = "".join(f"\n       {urn}" for urn in sorted({urn for one in former for urn in one.dependents}))
    unprotect = [
        f"\n       pulumi state unprotect --yes {shlex.quote(one.address)}"
        for one in former
        if one.protected and marked
    ]
    retain = "retain_on_delete=True" + (", protect=False" if any(one.protected for one in former) else "")
    return [
        *([f"Lift Pulumi's protection:{''.join(unprotect)}"] if unprotect else []),
        *([] if marked else [f"Give {_names(former)} the options {retain}, and run `pulumi up`{_there(former)}."]),
        f"In that program, give these {'what the new one tells' if marked else 'its ID as a text'}:{dependents}",
        f"Take {_names(former)} out of it.",
        "Run `pulumi up`. It says delete[retain] of them, which is of the state alone: say no where [retain] lacks.",
    ]


def _by_terraform(former: Sequence[Former]) -> list[str]:
    addresses = "".join(f" {shlex.quote(one.address)}" for one in former)
    dependents = sorted({address for one in former for address in one.dependents})
    refer = f" Give its ID as a text to what refers to it: {', '.join(dependents)}." if dependents else ""
    return [
        f"terraform state rm{addresses}",
        f"Take them out of the configuration: left in, `terraform apply` makes another cluster.{refer}",
        "`terraform plan` has no changes.",
    ]


def _there(former: Sequence[Former]) -> str:
    return f", in the directory of project {former[0].address.split('::')[1]}"


def _stack_of(former: Sequence[Former]) -> str:
    return former[0].address.split("::")[0].removeprefix("urn:pulumi:")


def _names(former: Sequence[Former]) -> str:
    names = [one.name for one in reversed(former)]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
