#!/usr/bin/env python3
"""Makes one table of ratios from what bench_expression prints as JSON (standard input).

A ratio under 1 is faster than the baseline: hand-written C++ over nlohmann/json values. "growth" is
the time a node of the document at 100 KB over that at 1 KB: about 1 for what reads all of it.
"""

import json
import sys

SIZES = {"3": "1 KB", "30": "10 KB", "300": "100 KB"}


def time_text(nanoseconds):
    if nanoseconds < 10_000:
        return f"{nanoseconds:.0f} ns" if nanoseconds >= 100 else f"{nanoseconds:.1f} ns"
    return f"{nanoseconds / 1000:.0f} us"


def main():
    times, nodes, order = {}, {}, []
    for run in json.load(sys.stdin)["benchmarks"]:
        # With repetitions only the medians count.
        if run.get("run_type") == "aggregate" and run["aggregate_name"] != "median":
            continue
        name = run["run_name"].split("/")
        subject, step, size = "/".join(name[:2]), name[2], name[3] if len(name) > 3 else ""
        times[subject, step, size] = run["cpu_time"]
        nodes[size] = run.get("nodes", nodes.get(size))
        if subject not in order:
            order.append(subject)
    print(f"{'expression':<24}{'compile':>10}", end="")
    for size in SIZES.values():
        print(f"{size:>10}{'baseline':>10}{'ratio':>7}{'ns/node':>9}", end="")
    print(f"{'growth':>8}")
    for subject in order:
        print(f"{subject:<24}{time_text(times[subject, 'compile', '']):>10}", end="")
        per_node = []
        for size in SIZES:
            ours, baseline = times[subject, "evaluate", size], times[subject, "baseline", size]
            per_node.append(ours / nodes[size])
            print(f"{time_text(ours):>10}{time_text(baseline):>10}{ours / baseline:>7.2f}"
                  f"{per_node[-1]:>9.3f}", end="")
        print(f"{per_node[-1] / per_node[0]:>8.2f}")


if __name__ == "__main__":
    main()
