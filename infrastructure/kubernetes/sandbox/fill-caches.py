"""Fills the cache of each language that has one: runs its cache_command, which writes to /cache, as the sandbox would.

    fill-caches.py PROFILES OUT     leaves OUT/<language>
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

profiles, out = map(pathlib.Path, sys.argv[1:])
out.mkdir()
for file in sorted(profiles.glob("*.yaml")):
    profile = yaml.safe_load(file.read_text())
    if not profile.get("cache_command"):
        continue
    place = out / profile["language"]
    place.mkdir()
    link = pathlib.Path("/cache")
    link.symlink_to(place)
    project = tempfile.mkdtemp()
    environment = {"PATH": os.environ["PATH"], "HOME": "/tmp", "TMPDIR": "/tmp", "LANG": "C.UTF-8"} | profile["environment"]
    subprocess.run(["sh", "-c", profile["cache_command"]], cwd=project, env=environment, check=True)
    shutil.rmtree(project)
    link.unlink()
    subprocess.run(["chmod", "-R", "a+rX,go-w", place], check=True)
