"""What `import pulumi_ehpc` adds to `import pulumi`: the budget is 15 ms, and the SDK is not imported."""

from __future__ import annotations

import statistics
import subprocess
import sys

RUNS = 9
PROGRAM = """
import sys, time
begin = time.perf_counter(); import pulumi
middle = time.perf_counter(); import pulumi_ehpc
end = time.perf_counter()
print(middle - begin, end - middle, "alibabacloud_ehpc20240730" in sys.modules)
"""


def main() -> None:
    # The first run writes the bytecode that every other one finds.
    lines = [subprocess.check_output([sys.executable, "-c", PROGRAM], text=True).split() for _ in range(RUNS + 1)][1:]
    pulumi = statistics.median(float(line[0]) for line in lines)
    ours = statistics.median(float(line[1]) for line in lines)
    sdk = any(line[2] == "True" for line in lines)
    print(
        f"import pulumi {pulumi * 1000:.0f} ms; pulumi_ehpc adds {ours * 1000:.1f} ms ({ours / pulumi:.0%}); SDK: {sdk}"
    )


if __name__ == "__main__":
    main()
