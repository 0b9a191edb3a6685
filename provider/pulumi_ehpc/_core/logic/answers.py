"""How E-HPC spells what it is sent. What it answers otherwise, right after it was sent, means the same. Pure.

Nobody can look up how each value comes back, and a provider that repairs every difference that it sees detaches a home
directory for a capital letter. So the pair is remembered, and only a later change of the answer is a change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..table.fields import Field, fields_of
from ..table.names import top, within, without_places
from ..table.policy import Life
from ..table.walk import respelt
from .veil import Veil

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Spelling:
    """What was sent under a path, and what is answered for it.

    ("sharedStorages[/home].protocolType", "NFS", "nfs3"); of a whole item its key, None where one side has none:
    ("queues[comp]", None, "comp") E-HPC has made by itself, ("queues[comp]", "comp", None) it does not list.
    """

    path: str
    sent: Any
    answer: Any
    life: Life

    @property
    def lacking(self) -> bool:
        return self.answer is None

    def told(self, veil: Veil, so: str = "that counts as the same from now on") -> str:
        where = veil.path(self.path)
        if self.sent is None:
            return f"{where} was made by E-HPC itself; it is left as it is"
        if self.lacking:
            return (
                f"{where} is not listed by E-HPC, which took the call that makes it; nothing more is done about it\n"
                "  Where it has come late, `pulumi refresh` finds it. Where the E-HPC console does not show it either: "
                "take it out of the program, run `pulumi up`, and put it back, to have it made anew."
            )
        answer, sent = veil.value(self.path, self.answer), veil.value(self.path, self.sent)
        return f"{where}: E-HPC answers {answer} for {sent}; {so}"


class Answers:
    """The pairs of one resource, as its state has them: {path: {"sent": "NFS", "answer": "nfs3"}}.

    Of a whole item one side may be missing, as in a Spelling: a state holds no nulls.
    """

    def __init__(self, pairs: Any = None) -> None:
        sound = isinstance(pairs, Mapping)
        self.pairs = {path: whole(pair) for path, pair in pairs.items() if is_pair(pair)} if sound else {}

    def meant(self, path: str, told: Any) -> Any:
        """What was sent of which this is the answer, None where it is none."""
        pair = self.pairs.get(path, {})
        return pair.get("sent") if pair.get("answer") == told else None

    def means(self, path: str, sent: Any, told: Any) -> bool:
        return self.pairs.get(path) == _pair(sent, told)

    def label(self, path: str, row: str, told: Any) -> Any:
        """The key that an item was sent under which is listed under another: path "queues", row "queueName"."""
        for known, pair in self.pairs.items():
            if pair.get("answer") == told and known == f"{path}[{pair.get('sent')}].{row}":
                return pair["sent"]
        return told

    def listed(self, path: str, row: str, key: str) -> str:
        """The key that such an item is listed under: the other way round."""
        return str(self.pairs.get(f"{path}[{key}].{row}", {}).get("answer", key))

    def own(self, path: str) -> bool:
        """Whether E-HPC has made that item by itself."""
        return path in self.pairs and "sent" not in self.pairs[path]

    def unlisted(self, path: str) -> bool:
        """Whether E-HPC has not listed that item, which it was sent."""
        return path in self.pairs and "answer" not in self.pairs[path]

    def forget_items(self, paths: Iterable[str]) -> None:
        """That these are E-HPC's own, or are not listed: the program has come to name them, or names them no longer."""
        for path in paths:
            if self.own(path) or self.unlisted(path):
                del self.pairs[path]

    def review(self, cls: type, told: Values) -> None:
        """Drop what a look contradicts, whose values are told by their paths: a value that comes back as it was sent,
        an item that is listed after all, or under its own key again, one of E-HPC's own that has gone. A value that
        only a new item could have otherwise means the same under either spelling: nothing is lost for one that changes
        back and forth."""
        for path in list(self.pairs):
            if self.own(path):
                contradicted = path not in told and top(path) in told
            elif self.unlisted(path):
                contradicted = path in told
            else:
                sent = path in told and told[path] == self.pairs[path]["sent"]
                contradicted = sent and (_life(cls, path) is Life.UPDATE or _is_key(cls, path))
            if contradicted:
                del self.pairs[path]

    def respell(self, cls: type, known: Values, told: Values) -> list[Spelling]:
        """Remember which known items have come to be listed under another spelling of their key: they are neither gone
        nor new. Gives what was not known of that."""
        keys = [s for s in spellings(cls, known, told) if _is_key(cls, s.path)]
        return [s for s in keys if not self.own(f"{top(s.path)}[{s.answer}]") and self.learn(s)]

    def learn(self, spelling: Spelling) -> bool:
        """Remember it; False where that is known already."""
        known = self.means(spelling.path, spelling.sent, spelling.answer)
        self.pairs[spelling.path] = _pair(spelling.sent, spelling.answer)
        return not known

    def forget(self, paths: Collection[str]) -> None:
        """Of these, of all that is below them, and of the lists that they are in: they are sent anew. That an item is
        not listed, or is one of E-HPC's own, stays known where only inputs of it are sent."""
        gone = [p for p in self.pairs if any(within(p, path) or _holds(p, path) for path in paths)]
        for path in gone:
            del self.pairs[path]


NONE = Answers()
"""Those of a resource of which nothing is known; nothing is learnt into them."""


def _pair(sent: Any, answer: Any) -> dict[str, Any]:
    return {name: value for name, value in (("sent", sent), ("answer", answer)) if value is not None}


def _life(cls: type, path: str) -> Life | None:
    """What a change of the input at that path means; None where there is none."""
    life: Life | None = None
    for name in without_places(path).split("."):
        field = next((row for row in fields_of(cls) if row.state == name), None)
        if field is None:
            return None
        life, cls = field.life.within(life), field.kind if field.nested else cls
    return life


def _is_key(cls: type, path: str) -> bool:
    """Whether that is what tells the items of a list apart: "sharedStorages[/home].mountDirectory"."""
    _, inside, name = path.rpartition("].")
    return bool(inside) and any(row.state == top(path) and row.key == name for row in fields_of(cls))


def is_pair(pair: Any) -> bool:
    return isinstance(pair, Mapping) and bool(pair) and set(pair) <= {"sent", "answer"}


def whole(value: Any) -> Any:
    """Whole numbers whole: every number of a state arrives as a float, and what was sent may be sent again."""
    if isinstance(value, Mapping):
        return {name: whole(item) for name, item in value.items()}
    if isinstance(value, list):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def spellings(cls: type, sent: Values, told: Values, path: str = "", above: Life | None = None) -> Iterator[Spelling]:
    """Where the values that were sent and the values of an answer differ."""
    for field in fields_of(cls):
        given, back = sent.get(field.state), told.get(field.state)
        if given is None or back is None or not field.readable or field.secret:
            continue
        here, life = path + field.state, field.life.within(above)
        if field.key:
            yield from _spelt_items(field, given, back, here, life)
        elif field.nested and not field.many:
            yield from spellings(field.kind, given, back, f"{here}.", life)
        elif field.nested and len(given) == len(back):
            for index, (item, answered) in enumerate(zip(given, back, strict=True)):
                yield from spellings(field.kind, item, answered, f"{here}[{index}].", life)
        elif not same(field, back, given):
            yield Spelling(here, given, back, life)


def _spelt_items(
    field: Field, sent: Sequence[Values], told: Sequence[Values], path: str, life: Life
) -> Iterator[Spelling]:
    strangers = {field.item_key(item): item for item in told}
    missing = []
    for item in sent:
        label = field.item_key(item)
        if label in strangers:
            listed = strangers.pop(label)
            if listed[field.key] not in (label, item[field.key]):
                # The call that removes it is sent the key as E-HPC has it.
                yield Spelling(f"{path}[{label}].{field.key}", label, listed[field.key], life)
            yield from spellings(field.kind, item, listed, f"{path}[{label}].", life)
        else:
            missing.append(item)
    others = respelt([field.item_key(item) for item in missing], strangers)
    for item in missing:
        label = field.item_key(item)
        other = others.get(label)
        if other is None:
            yield Spelling(f"{path}[{label}]", label, None, life)
        else:
            yield Spelling(f"{path}[{label}].{field.key}", label, other, life)
            rest = {name: value for name, value in item.items() if name != field.key}
            yield from spellings(field.kind, rest, strangers.pop(other), f"{path}[{label}].", life)
    for label in strangers:
        yield Spelling(f"{path}[{label}]", None, label, life)


def same(field: Field, told: Any, given: Any) -> bool:
    """Whether two values without fields of their own mean the same, lists of plain ones too."""
    if field.many and isinstance(told, list) and isinstance(given, list):
        return len(told) == len(given) and all(map(field.equal, told, given))
    return field.equal(told, given)


def _holds(whole: str, path: str) -> bool:
    return not whole.endswith("]") and within(path, whole)
