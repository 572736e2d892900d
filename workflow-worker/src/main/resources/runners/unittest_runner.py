"""Runs the tests below tests/ with unittest. The report goes to the file that the first argument names.

What the project prints, and how it ends the process, is not in the report. The functions of unittest are looked at after
each test: a project that replaces them is judged by itself.
"""

import os
import sys
import unittest
import unittest.async_case

__unittest = True  # unittest leaves frames of such modules out of tracebacks

OWN = [module for name, module in sys.modules.items() if name.partition(".")[0] == "unittest"]
HOOKS = ("__getattribute__", "__getattr__", "__instancecheck__")


def functions():
    """Every function of unittest by its place."""
    found = {}
    for module in OWN:
        for name, value in list(vars(module).items()):
            if callable(value):
                found[f"{module.__name__}.{name}"] = value
            if isinstance(value, type) and value.__module__.partition(".")[0] == "unittest":
                for member, function in list(vars(value).items()):
                    if callable(function) or isinstance(function, (classmethod, staticmethod, property)):
                        found[f"{value.__name__}.{member}"] = function
        found[f"import {module.__name__}"] = sys.modules.get(module.__name__)
    return found


def body(function):
    """What a function runs: its code and its defaults can be replaced while it stays the same object."""
    if isinstance(function, property):
        return [body(part) for part in (function.fget, function.fset, function.fdel)]
    function = getattr(function, "__func__", function)
    return [getattr(function, part, None) for part in ("__code__", "__defaults__", "__kwdefaults__")]


def nothing(returned):
    """A test that returns a coroutine or a generator has not run: nothing awaits the one or iterates over the other."""
    if returned is None:
        return
    if hasattr(returned, "close"):
        returned.close()
    raise TypeError(
        f"the test returned something (a {type(returned).__name__}), and what it says may not have run:"
        " a test returns nothing, and an 'async def' belongs in an IsolatedAsyncioTestCase"
    )


def call(self, method):
    nothing(method())


def call_async(self, method):
    nothing(self._callMaybeAsync(method))


# unittest has no other hook that sees what a test returns, and only warns itself.
unittest.TestCase._callTestMethod = call
unittest.IsolatedAsyncioTestCase._callTestMethod = call_async


class Guard:
    """Remembers the functions as they were before the project was loaded."""

    def __init__(self):
        self.before = functions()
        self.bodies = {name: body(function) for name, function in self.before.items()}
        self.replaced = []

    def look(self):
        now = functions()
        changed = [
            name
            for name, function in self.before.items()
            if now.get(name) is not function or body(function) != self.bodies[name]
        ]
        changed += [name for name in now if name not in self.before and name.endswith(HOOKS)]
        self.replaced += [name for name in changed if name not in self.replaced]


class Tee:
    """Writes to the report and, for the reader of the log, to the error output."""

    def __init__(self, report):
        self.report = report
        self.screen = sys.stderr
        self.process = os.getpid()

    def write(self, text):
        # A test may fork: the report is that of the process which began it.
        if os.getpid() == self.process:
            self.report.write(text)
            self.report.flush()
        self.screen.write(text)

    def flush(self):
        self.screen.flush()


class Result(unittest.TextTestResult):
    guard = None

    def stopTest(self, test):
        super().stopTest(test)
        self.guard.look()


def main():
    report = open(sys.argv.pop(1), "a", encoding="utf-8", errors="backslashreplace")
    Result.guard = Guard()
    # Only now is the project importable: none of its names stands for a module of the runner.
    sys.path[0] = os.getcwd()
    suite = unittest.TestLoader().discover("tests", top_level_dir=".")
    Result.guard.look()
    runner = unittest.TextTestRunner(
        stream=Tee(report), descriptions=False, verbosity=2, resultclass=Result, warnings="default"
    )
    result = runner.run(suite)
    Result.guard.look()
    if Result.guard.replaced:
        message = "REPLACED " + ", ".join(sorted(Result.guard.replaced)) + "\n"
        report.write(message)
        sys.stderr.write(message)
    report.close()
    return 0 if result.wasSuccessful() and not Result.guard.replaced else 1


sys.exit(main())
