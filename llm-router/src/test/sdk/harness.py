"""Runs cases and prints one line of JSON for each."""
import asyncio
import inspect
import json
import os
import traceback
import uuid

ROUTER = os.environ["QL_ROUTER"]
SDK = os.environ["QL_SDK"]
MODELS = {"openai": "gpt-test", "anthropic": "claude-test"}
FAMILY = {"openai": "gpt", "anthropic": "claude"}
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
CITY = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "unit": {"type": "string"}},
    "required": ["city", "unit"],
    "additionalProperties": False,
}
ROME = {"city": "Rome", "unit": "celsius"}
ZURICH = {"city": "Zürich", "unit": "kelvin"}
cases = []


def case(name, *on):
    """A case for each of these protocols, or one for neither."""

    def add(function):
        for protocol in on:
            cases.append((f"{name} on {protocol}", lambda p=protocol: function(p)))
        if not on:
            cases.append((name, function))
        return function

    return add


def both(name):
    return case(name, "openai", "anthropic")


def limited(protocol, what):
    return f"{FAMILY[protocol]}-{what}-{SDK}"


def once():
    return f"[429-once:{uuid.uuid4()}]"


def equal(found, expected, what="value"):
    assert found == expected, f"{what}: {found!r} instead of {expected!r}"


def raises(kind, function):
    try:
        found = function()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}, but {found!r}")


def run():
    for name, function in cases:
        told = {"case": name, "ok": True}
        try:
            found = function()
            if inspect.iscoroutine(found):
                asyncio.run(found)
        except BaseException as error:
            frame = traceback.extract_tb(error.__traceback__)
            mine = [f for f in frame if f.filename.endswith("_matrix.py")][-1:]
            told = {"case": name, "ok": False, "error": f"{type(error).__name__}: {error} (line {mine[0].lineno if mine else '?'})"}
        print(json.dumps(told), flush=True)
