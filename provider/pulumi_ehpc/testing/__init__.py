"""Tests of programs: arguments without Pulumi, programs on Pulumi's mocks, whole stacks on the emulator.

With pytest, the fixtures `ehpc_emulator` and `ehpc_stack` are there by themselves.
"""

from .arguments import Problem, doubts, problems
from .emulator import Call, Clock, Emulator, Faults, Journal, Variants
from .mocks import Mocks
from .stack import Config, Program, Stack, StackOf

__all__ = [
    "Call",
    "Clock",
    "Config",
    "Emulator",
    "Faults",
    "Journal",
    "Mocks",
    "Problem",
    "Program",
    "Stack",
    "StackOf",
    "Variants",
    "doubts",
    "problems",
]
