"""The cluster of the team that the stack's configuration describes."""

import pulumi

from team import Team
from wanted import wanted

render = Team("render", wanted())
pulumi.export("cluster_id", render.cluster.id)
