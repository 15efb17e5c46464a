"""Runs what a person asked for in a terminal: every fault is one sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from engine.system.errors import EngineError
from engine.system.say import say

# What typer raises for wrong options: its module moved between the versions we allow, this way to it did not.
_UsageError: Any = typer.BadParameter.__bases__[0]


def run_alone(work: Callable[..., Any]) -> int:
    """Run `work`, whose signature declares its options, on the program's own arguments; returns the exit code."""
    return carried_out(alone(work), sys.argv[1:])


def carried_out(commands: typer.Typer, arguments: list[str], *, given: object = None) -> int:
    """Run commands on arguments; 0: done, 2: not possible as asked, 130: interrupted.

    given: what the commands find as their context's `obj`.
    """
    if "" in arguments:
        say("A name or a value is empty. Fill it in, or leave its option out.")
        return 2
    try:
        return invoke(commands, arguments, name=Path(sys.argv[0]).name, given=given)
    except EngineError as error:
        say(str(error))
    except _UsageError as error:
        say(f"{error.format_message().rstrip('.')}. See --help.")
    except OSError as error:  # what only the system knows, such as that a name is too long for it
        what, why = error.filename or "A file", error.strerror or error
        say(f"{what} cannot be used: {why}. Choose another name or place.")
    except typer.Abort:
        return 130
    return 2


def invoke(commands: typer.Typer, arguments: list[str], *, name: str, given: object = None) -> int:
    """Run commands on arguments and return the exit code; what they raise passes."""
    command = typer.main.get_command(commands)
    result = command.main(args=arguments, prog_name=name, standalone_mode=False, obj=given)
    return result if isinstance(result, int) else 0


def alone(work: Callable[..., Any]) -> typer.Typer:
    """A function as the one command of a program."""
    commands = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    commands.command()(work)
    return commands
