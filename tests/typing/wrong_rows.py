"""Rows of a table that a type checker must refuse: one mistake a line, named after "refused"."""

from pulumi_ehpc._core.table.fields import Role, field, part
from pulumi_ehpc._core.table.policy import creation_only, items, replaces, updates
from pulumi_ehpc._core.table.rules import between
from pulumi_ehpc.inputs.queue import QUEUE_CALLS

field("MaxCount", updates())  # refused: without a doc
field("MaxCount", doc="Most nodes.")  # refused: without a policy
field("MaxCount", updates(), dok="Most nodes.")  # refused: misspelt
field("MaxCount", lief=updates(), doc="Most nodes.")  # refused: misspelt
field("MaxCount", updates(), "Most nodes.")  # refused: a doc has its name
field("MaxCount", updates, doc="Most nodes.")  # refused: the function, not what it makes
field("MaxCount", "updates", doc="Most nodes.")  # refused: a text
field("MaxCount", updates(because="no call changes it"), doc="Most nodes.")  # refused: that is a reason to replace
field("MaxCount", replaces(default=2), doc="Most nodes.")  # refused: nothing goes back to a default
field("MaxCount", replaces("no call changes it", after_creation=True), doc="Most nodes.")  # refused: no call sets it
field("Queues", items("queue_name"), doc="Queues.")  # refused: items have calls
field("Queues", items(calls=QUEUE_CALLS), doc="Queues.")  # refused: items have a key
field("Tags", creation_only(sticky=True), doc="Tags.")  # refused: a removed tag has no effect
field("MaxCount", updates(), doc="Most nodes.", rules=between(0, 5000))  # refused: one rule is no list
field("MaxCount", updates(), doc="Most nodes.", role="name")  # refused: a text for a role
field("MaxCount", updates(), doc="Most nodes.", secret="yes")  # refused: no boolean
part("Size", updates(), doc="Size in GiB.")  # refused: a part changes with its owner
part("Size", doc="Size in GiB.", role=Role.NAME)  # refused: a part has no role
