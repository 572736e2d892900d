#!/usr/bin/env python3
"""Runs prompts through the platform with any model, and prints what became of each as a table in Markdown.

    evaluate.py --model local/qwen2.5-coder --output results/
    evaluate.py --output results/ --table

A prompt that has a result below --output is not run again, so that an evaluation can be stopped and gone on with. The
platform has to run (`ql up`), and to know the model.
"""

import argparse
import datetime
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
QL = HERE.parents[1] / "ql"
EXITS = {0: "complete", 3: "partial", 5: "failed", 6: "canceled"}


def ql(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([QL, *arguments], capture_output=True, text=True)


def run(task: dict, model: str, seconds: int, place: pathlib.Path) -> dict:
    """Starts a run, awaits its end, and returns its last line, its exit code and what `ql show` says of it."""
    done = ql("generate", task["prompt"], "--language", task["language"], "--model", model,
              "--budget", f"seconds={seconds}", "--output", str(place), "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode not in EXITS or not lines or lines[-1].get("type") != "result":
        raise RuntimeError(f"'{task['prompt']}' has no result (exit {done.returncode}):\n{done.stderr}")
    return {**task, "model": model, "exit": done.returncode, "result": lines[-1],
            "run": json.loads(ql("show", lines[-1]["workflow_id"], "--json").stdout)}


def row(number: int, of: dict) -> str:
    stages = of["run"]["progress"]["stages"]
    reached = max((each["number"] for each in stages if each["state"] not in ("pending", "skipped")), default=0)
    seconds = round(duration(of["run"]))
    usage = of["result"]["usage"]
    why = of["result"].get("reason") or shortened(of["result"].get("reasons", []))
    cells = [str(number), of["prompt"], of["language"], EXITS[of["exit"]], str(reached),
             str(of["run"]["progress"]["repair_rounds"]), str(usage["calls"]),
             f"{usage['prompt_tokens']:,}", f"{usage['completion_tokens']:,}", f"{seconds // 60}:{seconds % 60:02}",
             " ".join(why.split()).replace("|", "\\|")]
    return "| " + " | ".join(cells) + " |"


def shortened(reasons: list[str]) -> str:
    """Reasons of a verdict; those that come in numbers are counted."""
    told = []
    counted = {"Open question": "open questions", "The README's command": "commands of the README fail"}
    for each in reasons:
        if not each.startswith(tuple(counted)):
            told.append(each.rstrip("."))
    for beginning, name in counted.items():
        if number := sum(each.startswith(beginning) for each in reasons):
            told.append(f"{number} {name}")
    return "; ".join(told)


def duration(of: dict) -> float:
    return moment(of["close_time"]) - moment(of["start_time"])


def moment(of: str) -> float:
    return datetime.datetime.fromisoformat(of.replace("Z", "+00:00")[:26] + "+00:00").timestamp()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--model", help="provider and model, as `ql generate --model` takes them")
    options.add_argument("--prompts", type=pathlib.Path, default=HERE / "prompts.jsonl", help="default: %(default)s")
    options.add_argument("--output", type=pathlib.Path, required=True, help="directory of the results")
    options.add_argument("--seconds", type=int, default=1200, help="budget of a run (%(default)s)")
    options.add_argument("--table", action="store_true", help="run nothing, print what is there")
    asked = options.parse_args()
    if not asked.table and not asked.model:
        options.error("--model is missing; it names whom to ask, such as openai/gpt-5")
    asked.output.mkdir(parents=True, exist_ok=True)
    rows = []
    for number, line in enumerate(asked.prompts.read_text().splitlines(), 1):
        kept = asked.output / f"{number}.json"
        if not kept.exists() and not asked.table:
            kept.write_text(json.dumps(run(json.loads(line), asked.model, asked.seconds, asked.output / str(number)), indent=1))
            print(row(number, json.loads(kept.read_text())), file=sys.stderr, flush=True)
        if kept.exists():
            rows.append(row(number, json.loads(kept.read_text())))
    print("| | prompt | language | end | stages | repairs | calls | tokens in | out | min:s | why |\n" + "|---" * 11 + "|")
    print("\n".join(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
