"""Tests of [=project.name]."""
