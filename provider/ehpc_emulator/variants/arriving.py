"""What an installation tells on its way, and how it may end."""

from __future__ import annotations

from .. import lags
from ..actions import Call
from ..variation import Action, Answer, Variant, spelt

ADDON = "Installing"


def _begin(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    begun = call.world.clock.time() if call.action == "InstallAddon" else None
    lags.start(call.world.clusters[answer["ClusterId"]], "installing", since=begun)
    return answer


def _on_its_way(call: Call, plain: Action) -> Answer:
    answer, cluster = plain(call), call.cluster()
    call.world.dirty = True
    if lags.over(cluster, "installing", call.world.clock):
        return answer
    if "Addon" in answer:
        return answer | {"Addon": answer["Addon"] | {"Status": ADDON}}
    return answer | {"Addons": [addon | {"Status": ADDON} for addon in answer["Addons"]]}


def _failing(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    named = {package["Name"] for package in call.params["AdditionalPackages"]}
    for package in call.cluster().packages:
        if package["Name"] in named:
            package["Fails"] = True
    operation = call.world.operations[call.request_id]
    operation.failed, operation.message = 0, "the installation ended with an error"
    operation.steps[0][-1] = operation.message
    return answer


def _failed(call: Call, plain: Action) -> Answer:
    answer, failed = plain(call), {package["Name"] for package in call.cluster().packages if package.get("Fails")}
    rows = answer["AdditionalPackages"]["AdditionalPackageInfos"]
    told = [row | {"Status": "Exception"} if row["Name"] in failed else row for row in rows]
    return answer | {"AdditionalPackages": {"AdditionalPackageInfos": told}}


VARIANTS = (
    Variant(
        "software-fails",
        says="A package of InstallSoftwares ends as Exception.",
        evidence="documented: the status; that this is how a failure is told, and no error of the call, is assumed",
        does={"InstallSoftwares": _failing, "ListInstalledSoftwares": _failed},
    ),
    Variant(
        "software-status-other",
        says="ListInstalledSoftwares tells Available of what is installed.",
        evidence="assumed; documented against it: Installed",
        answers={
            "ListInstalledSoftwares": {"AdditionalPackages.AdditionalPackageInfos.Status": spelt(Installed="Available")}
        },
    ),
    Variant(
        "addons-install-slowly",
        says="ListAddons and GetAddon tell Installing of a new add-on for a while.",
        evidence="assumed: an add-on is a machine, and takes its time; Running is the only documented status",
        does={
            **dict.fromkeys(("CreateCluster", "InstallAddon"), _begin),
            **dict.fromkeys(("ListAddons", "GetAddon"), _on_its_way),
        },
    ),
    Variant(
        "addon-status-other",
        says="ListAddons and GetAddon tell Active of an add-on that runs.",
        evidence="assumed: Running stands in the documented examples, and no list of the statuses was found",
        answers={
            "ListAddons": {"Addons.Status": spelt(Running="Active")},
            "GetAddon": {"Addon.Status": spelt(Running="Active")},
        },
    ),
)
