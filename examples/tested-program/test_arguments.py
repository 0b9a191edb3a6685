"""What a preview would refuse, without Pulumi: thousands of cases a second."""

import pytest

import farm
from pulumi_ehpc.testing import problems


@pytest.mark.parametrize("size", farm.NODES)
@pytest.mark.parametrize("most", [0, 1, 1000])
def test_a_queue_of_any_size_is_taken(size: str, most: int) -> None:
    assert problems(farm.queue("ehpc-hz-1", size, most)) == []


def test_fewer_nodes_than_none_are_refused() -> None:
    (problem,) = problems(farm.queue("ehpc-hz-1", "big", -1))
    assert str(problem) == "max_count: must be at least 0, got -1"
