"""Runs steps of programs that are not ours and prints one line for each."""
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

env = os.environ
folder = pathlib.Path(tempfile.mkdtemp())
failures = 0
reporting = threading.Lock()  # `print` writes its arguments one by one: steps of two threads would share a line


def report(*words):
    with reporting:
        print(*words, flush=True)


def step(label):
    def register(body):
        global failures
        try:
            body()
            report("ok", label)
        except Exception as why:  # every failure is a line of the report
            failures += 1
            report("FAIL", label, type(why).__name__, " ".join(str(why).split())[-400:])
    return register


def run(*words, fails=None, timeout=60, **more):
    """What a program prints. With `fails`, wants it to end badly and say that."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL, **more)
    said = done.stdout + done.stderr
    if fails is None and done.returncode != 0:
        raise AssertionError(f"{words[0]}: {done.returncode} {said}")
    if fails is not None and (done.returncode == 0 or fails not in said):
        raise AssertionError(f"{words[0]}: wanted '{fails}', got {done.returncode} {said}")
    return done.stdout


def end():
    sys.exit(1 if failures else 0)
