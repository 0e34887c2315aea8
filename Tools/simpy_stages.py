"""The network of `make bench-world` in SimPy: mean sojourns per stage, and what a task-hop costs.

50 Poisson sources, 1 task/s each; three stages of 8, 8 and 4 FIFO servers that take 0.112, 0.112 and 0.056 s; every
task goes to a server of the next stage at random. Written from that sentence, not from the Swift.

simpy_stages.py TASKS SEED…: a line of JSON. Needs simpy from PyPI.
"""

import json
import random
import resource
import sys

import simpy

SERVERS, SERVICE, SOURCES, RATE = (8, 8, 4), (0.112, 0.112, 0.056), 50, 1.0


def simulate(tasks, seed):
    draws = random.Random(seed)
    world = simpy.Environment()
    stages = [[simpy.Resource(world) for _ in range(count)] for count in SERVERS]
    sums, counts = [0.0] * 3, [0] * 3

    def task(number):
        for stage in range(3):
            arrived = world.now
            with stages[stage][draws.randrange(SERVERS[stage])].request() as turn:
                yield turn
                yield world.timeout(SERVICE[stage])
            if number >= tasks // 10:
                sums[stage] += world.now - arrived
                counts[stage] += 1

    def arrivals():
        # 50 Poisson sources together are one Poisson process.
        for number in range(tasks):
            yield world.timeout(draws.expovariate(SOURCES * RATE))
            world.process(task(number))

    world.process(arrivals())
    world.run()
    return [total / count for total, count in zip(sums, counts)]


def main():
    tasks, seeds = int(sys.argv[1]), [int(word) for word in sys.argv[2:]]
    means = [simulate(tasks, seed) for seed in seeds]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    cpu = usage.ru_utime + usage.ru_stime
    print(json.dumps({"means": means, "cpu_s": cpu, "hops": 3 * tasks * len(seeds), "version": simpy.__version__}))


main()
