"""Runs the list of queries over one engine and prints kind, query, hits, median and worst milliseconds."""

import time


def run(path, ask):
    """`ask(kind, words, field, value)` gives the number of hits; words, field and value as in the list."""
    for line in open(path):
        kind, words, condition = line.rstrip("\n").split("\t")
        field, _, value = condition.partition("=")
        times, began, hits = [], time.perf_counter(), 0
        while len(times) < 41 and (len(times) < 3 or time.perf_counter() - began < 3):
            start = time.perf_counter()
            hits = ask(kind, words, field, value)
            times.append((time.perf_counter() - start) * 1e3)
        times.sort()
        print(kind, f"{words} {condition}".strip(), hits, f"{times[len(times) // 2]:.3f}", f"{times[-1]:.3f}", sep="\t", flush=True)
