"""What a cluster stands in, for each region: the IDs of VPC, vSwitch and NAS file system, for other stacks to read.

Here they come from the configuration. A program that makes them with pulumi_alicloud exports the same.
"""

import pulumi

places: dict[str, dict[str, str]] = pulumi.Config().require_object("places")
pulumi.export("places", places)
