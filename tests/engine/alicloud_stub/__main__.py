"""`python -m engine.alicloud_stub` puts the stand-in into $PULUMI_HOME, with one VPC and one vSwitch to be found."""

import os
import sys
from pathlib import Path

from engine.alicloud_stub import install

REGION, VPC, VSWITCH = "cn-hangzhou", "vpc-bp1shared000000000000", "vsw-bp1shared000000000000"


def main() -> int:
    home = os.environ.get("PULUMI_HOME")
    if not home:
        print("Set PULUMI_HOME to an empty directory: your own Pulumi has the real plugin there.", file=sys.stderr)
        return 1
    try:
        cloud = install(Path(home))
    except FileExistsError:
        print(f"{home} has a plugin for alicloud already; take an empty directory.", file=sys.stderr)
        return 1
    cloud.add_vpc(REGION, VPC, "shared")
    cloud.add_vswitch(REGION, VSWITCH, "shared-i", VPC)
    print(f'A stand-in for alicloud is in {home}.\nIn {REGION} it finds the VPC "shared" and the vSwitch "shared-i".')
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        from engine.alicloud_stub.plugin import serve

        serve(Path(sys.argv[2]))
    else:
        sys.exit(main())
