"""A table of what the scripts printed: for each kind of query the hits of all, the median of medians, the worst run."""

import sys

engines = {}
for path in sys.argv[1:]:
    kinds = engines.setdefault(path.rsplit("/")[-1].removesuffix(".tsv"), {})
    for line in open(path):
        kind, _, hits, median, worst = line.rstrip("\n").split("\t")
        kinds.setdefault(kind, []).append((int(hits), float(median), float(worst)))

print("| kind (queries) | engine | hits in all | median ms | slowest query's median | worst run ms |")
print("|---|---|---|---|---|---|")
for kind in next(iter(engines.values())):
    for engine, kinds in engines.items():
        rows = kinds.get(kind)
        if not rows:
            continue
        medians = sorted(median for _, median, _ in rows)
        hits, worst = sum(hits for hits, _, _ in rows), max(worst for _, _, worst in rows)
        print(f"| {kind} ({len(rows)}) | {engine} | {hits} | {medians[len(medians) // 2]:.2f} | {medians[-1]:.1f} | {worst:.1f} |")
