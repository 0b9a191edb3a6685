"""What a CI system runs, the same in each: python ci.py preview | up | resume | drift. README.md has the steps.

Ends with 0, with 1 where Pulumi failed, with 3 for drift, with 4 where a plan is not for what is there now, and with
128 and the signal's number when it was cancelled.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import ci_engine as engine
import ci_keys as keys
import ci_text as told

FAILED, DRIFTED, REFUSED = 1, 3, 4
OUT = Path("out")
PLAN = OUT / "plan.json"
"""What `preview` hands to `up`: Pulumi's plan, and what it is for. Its secrets are encrypted as in the state."""

REFRESHED = ("--refresh",)

LONGEST = 60_000
"""Characters of a comment: GitHub takes no longer one."""


class Refused(Exception):
    """Nothing was touched, and why."""


def preview(refresh: bool) -> int:
    """Plan the change, write what a reviewer should know into a comment, and keep the plan for `up`.

    refresh: plan against what is there, so that what drifted is taken back; else against the state.
    """
    PLAN.unlink(missing_ok=True)
    is_for = what_it_is_for(state())
    seen, plan = planned(*REFRESHED if refresh else ())
    publish("comment.md", seen.comment(engine.stack(), commit()))
    if not plan:
        return FAILED
    PLAN.write_text(json.dumps({"for": is_for, "refresh": refresh, "plan": plan}, indent=1))
    return 0


def up() -> int:
    """Carry out the plan that was reviewed, if it is for this commit and nothing has moved since."""
    reviewed = that_fits()
    if reviewed["for"]["state"] != digest(state()):
        raise Refused(
            "the stack has moved since this plan was made. Where a job that carried it out was cancelled or failed, "
            "`python ci.py resume` carries out what is left; else make the preview anew, and review that"
        )
    return carry_out(reviewed["plan"], *REFRESHED if reviewed.get("refresh") else ())


def resume(adopt: str) -> int:
    """After a cancelled or failed `up`: remove its lock and carry out what is left of its plan, and nothing else.

    Only one job at a time may run this or `up`: the lock of one that still runs would be removed, too.
    """
    reviewed = that_fits()
    engine.run("cancel", "--yes")
    if not adopt:
        nothing_was_finished(state())
    options = ["--config", f"ehpc:adopt={adopt}"] if adopt else []
    seen, rest = planned(*options)
    if not rest:
        print(seen.comment(engine.stack(), commit()))
        return FAILED
    if more := beyond(reviewed["plan"], rest):
        raise Refused(f"this would go beyond the plan that was reviewed: {', '.join(more)}. Make the preview anew")
    if seen.changes and carry_out(rest, *options):
        return FAILED
    clear(state())
    print("Nothing is left of the plan.")
    return 0


def drift() -> int:
    """Compare what is there with the program of this commit, and name what somebody changed."""
    ran = engine.run("preview", "--refresh", "--expect-no-changes", "--json", capture=True)
    seen = told.Preview.of(ran.said, ran.complained)
    publish("drift.md", seen.drift(engine.stack(), commit()))
    if seen.failed:
        return FAILED
    return DRIFTED if seen.changes else FAILED if ran.code else 0


def nothing_was_finished(deployment: dict[str, Any]) -> None:
    """Raises Refused where a job ended after its cluster and before its state was written: `up` would make another."""
    begun = {one["resource"]["urn"] for one in deployment["pending_operations"] if one["type"] == "creating"}
    if not any("ehpc:Cluster" in urn for urn in begun):
        return
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "stack.json"
        export.write_text(json.dumps({"version": 3, "deployment": deployment}))
        command = [sys.executable, "-m", "pulumi_ehpc", "orphans", "--json", "--stack", engine.stack(), str(export)]
        asked = subprocess.run(command, capture_output=True, text=True)
    if asked.returncode:
        raise Refused(f"what the job before finished cannot be told: {asked.stderr.strip()}")
    for cluster in json.loads(asked.stdout):
        if cluster["urn_digest"] is None:
            id_, local = cluster["id"], os.environ.get("PULUMI_BACKEND_URL", "").startswith("file://")
            way = f"python ci.py resume --adopt {id_}" if local else f"python -m pulumi_ehpc import NAME={id_}"
            raise Refused(
                f"the job before may have finished cluster {id_} ({cluster['made_by']}), and the state lacks it. "
                f"Look at it; if no other stack has it, `{way}` goes on with it"
            )


def clear(deployment: dict[str, Any]) -> None:
    """Take the notes of what was begun out of the state, and refresh nothing: what they meant is in it now."""
    if not deployment["pending_operations"]:
        return
    root = [entry["urn"] for entry in deployment["resources"] if entry["type"] == "pulumi:pulumi:Stack"]
    only = [option for urn in root for option in ("--target", urn)]
    ran = engine.run("refresh", "--clear-pending-creates", *only, "--yes", "--skip-preview", capture=True)
    if ran.code:
        raise Refused(f"the notes of what was begun could not be cleared:\n{ran.said}{ran.complained}")


def planned(*options: str) -> tuple[told.Preview, dict[str, Any]]:
    """What a preview says, and its plan; that is empty where the preview failed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        ran = engine.run("preview", "--json", f"--save-plan={file}", *options, capture=True)
        seen = told.Preview.of(ran.said, ran.complained)
        return seen, {} if ran.code else json.loads(file.read_text())


def carry_out(plan: dict[str, Any], *options: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        file.write_text(json.dumps(plan))
        ran = engine.run("up", f"--plan={file}", "--yes", "--skip-preview", "--suppress-progress", *options)
    if ran.code:
        print("Not carried out to its end. `python ci.py resume` removes the lock if there is one, and goes on.")
    return FAILED if ran.code else 0


def that_fits() -> dict[str, Any]:
    """The plan for this commit and stack. Raises Refused where there is none."""
    if not PLAN.exists():
        raise Refused(f"there is no {PLAN}: fetch what the preview of this change kept")
    try:
        reviewed: dict[str, Any] = json.loads(PLAN.read_text())
        there = {what: reviewed["for"][what] for what in ("stack", "files", "commit", "state")}
        reviewed["plan"]["resourcePlans"]
    except (ValueError, KeyError, TypeError):
        raise Refused(f"{PLAN} is not what the preview wrote") from None
    here = what_it_is_for({})
    if here["stack"] != there["stack"]:
        raise Refused(f"the plan is for the stack {there['stack']}, not for {here['stack']}")
    if here["files"] != there["files"]:
        raise Refused(f"the plan was made of {there['commit']}, and {here['commit']} has other files: preview this one")
    return reviewed


def what_it_is_for(deployment: dict[str, Any]) -> dict[str, str]:
    if git("status", "--porcelain", "--untracked-files=no"):
        raise Refused("files of this checkout were changed since it was checked out: a plan is for what was reviewed")
    return {
        "stack": engine.stack(),
        # Not the commit: merging makes another one of the same files.
        "files": git("rev-parse", "HEAD^{tree}"),
        "commit": commit(),
        "state": digest(deployment),
    }


def beyond(reviewed: dict[str, Any], rest: dict[str, Any]) -> list[str]:
    """What the rest of a plan does that the whole did not, as "delete render"."""
    whole = {urn: set(plan["steps"]) - {"same"} for urn, plan in reviewed["resourcePlans"].items()}
    found = []
    for urn, plan in rest["resourcePlans"].items():
        planned = whole.get(urn, set())
        replaces = {"delete", "replace", "delete-replaced", "create-replacement"}
        finishes = {"create", "update"} if planned else set()
        allowed = {"same"} | planned | finishes | (replaces if planned & replaces else set())
        found += [f"{step} {urn.rsplit('::', 1)[-1]}" for step in plan["steps"] if step not in allowed]
    return found


def state() -> dict[str, Any]:
    """The stack's entries and what was begun."""
    ran = engine.run("stack", "export", capture=True)
    if ran.code:
        raise Refused(f"the state cannot be read: {ran.complained.strip().removeprefix('error: ')}")
    deployment: dict[str, Any] = json.loads(ran.said)["deployment"]
    return {key: deployment.get(key) or [] for key in ("resources", "pending_operations")}


def digest(deployment: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(deployment, sort_keys=True).encode()).hexdigest()


def commit() -> str:
    return git("rev-parse", "--short=10", "HEAD")


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"git {words[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()


def publish(name: str, text: str) -> None:
    """In the log, in a file, and on the page of the run where the CI system has one."""
    print(text)
    text = told.cut(text, LONGEST)
    (OUT / name).write_text(f"{text}\n")
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(page).open("a") as summary:
            summary.write(f"{text}\n")


def main() -> int:
    jobs = {job.__name__: job for job in (up, drift)}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=["preview", *jobs, "resume"])
    parser.add_argument("--refresh", action="store_true", help="`preview` plans to take back what drifted")
    parser.add_argument("--adopt", metavar="ID", default="", help="a cluster that `resume` named, to go on with")
    asked = parser.parse_args()
    # What one machine began, the next one goes on with: to the provider, all of these are one place.
    os.environ.setdefault("EHPC_PLACE", "ci")
    OUT.mkdir(exist_ok=True)
    engine.heed_signals()
    try:
        with keys.short_lived():
            if asked.job == "preview":
                return preview(asked.refresh)
            return resume(asked.adopt) if asked.job == "resume" else jobs[asked.job]()
    except Refused as refused:
        print(f"error: {refused}.", file=sys.stderr)
        return REFUSED
    except engine.Cancelled as cancelled:
        looked = asked.job in ("preview", "drift")
        way = "Nothing was changed" if looked else "The next job goes on with what has begun"
        print(f"Cancelled. {way}: `python ci.py {asked.job if looked else 'resume'}`.", flush=True)
        return 128 + cancelled.signal


if __name__ == "__main__":
    sys.exit(main())
