"""Fit one rival's topic model and print a line of JSON, as `topics fit` does.

usage: rivals.py TOOL DIR OUT --k K --workers N --iterations N --seed N
"""
import argparse
import json
import os
import resource
import struct
import subprocess
import tempfile
import time
import warnings

import numpy as np


def write_topics(name, phi, alpha):
    with open(name, "wb") as f:
        f.write(struct.pack("<II", *phi.shape))
        f.write(np.asarray(alpha, dtype="<f8").tobytes())
        f.write(np.asarray(phi, dtype="<f8").tobytes())


def tomotopy(docs, v, a):
    import tomotopy as tp

    m = tp.LDAModel(k=a.k, seed=a.seed)  # all else by default: alpha is estimated every 10 passes
    for doc in docs:
        m.add_doc([str(w) for w in doc] or ["0"])
    m.train(0)
    start, cpu = time.perf_counter(), time.process_time()
    m.train(a.iterations, workers=a.workers)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    ids = np.array([int(w) for w in m.used_vocabs])
    phi = np.zeros((a.k, v))
    for k in range(a.k):
        phi[k, ids] = m.get_topic_word_dist(k)
    return phi, m.alpha, wall, cpu


def gensim(docs, v, a):
    from collections import Counter

    from gensim.models import LdaModel, LdaMulticore

    bags = [sorted(Counter(doc).items()) for doc in docs]
    names = {i: str(i) for i in range(v)}
    start, before = time.perf_counter(), usage()
    if a.workers == 1:
        m = LdaModel(bags, id2word=names, num_topics=a.k, passes=a.iterations, random_state=a.seed, alpha="auto", eta="auto")
    else:
        m = LdaMulticore(bags, id2word=names, num_topics=a.k, passes=a.iterations, random_state=a.seed, workers=a.workers)
    return m.get_topics(), m.alpha, time.perf_counter() - start, usage() - before


def usage():
    return sum(resource.getrusage(w).ru_utime + resource.getrusage(w).ru_stime for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def mallet(docs, v, a):
    """The times are those of the whole program: the JVM's start, and reading, are in them."""
    with tempfile.TemporaryDirectory() as tmp:
        with open(tmp + "/docs.txt", "w") as f:
            for d, doc in enumerate(docs):
                f.write(f"{d} x {' '.join(map(str, doc))}\n")
        java = ["java", "-Xmx4g", "-cp", os.environ["MALLET_CLASSPATH"]]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
        subprocess.run([*java, "cc.mallet.classify.tui.Csv2Vectors", "--input", tmp + "/docs.txt", "--output", tmp + "/docs.seq",
                        "--keep-sequence", "--token-regex", r"\S+", "--preserve-case"], **quiet)
        start, before = time.perf_counter(), usage()
        subprocess.run([*java, "cc.mallet.topics.tui.TopicTrainer", "--input", tmp + "/docs.seq", "--num-topics", str(a.k),
                        "--num-iterations", str(a.iterations), "--optimize-interval", "10", "--optimize-burn-in", "20",
                        "--random-seed", str(a.seed), "--num-threads", str(a.workers),
                        "--topic-word-weights-file", tmp + "/weights", "--output-topic-keys", tmp + "/keys"], **quiet)
        wall, cpu = time.perf_counter() - start, usage() - before
        phi = np.zeros((a.k, v))
        with open(tmp + "/weights") as f:
            for line in f:
                k, w, x = line.split()
                phi[int(k), int(w)] = float(x)
        with open(tmp + "/keys") as f:
            alpha = [float(line.split("\t")[1]) for line in f]
    return phi / phi.sum(axis=1, keepdims=True), alpha, wall, cpu


def main():
    p = argparse.ArgumentParser()
    p.add_argument("tool", choices=["tomotopy", "mallet", "gensim"])
    p.add_argument("dir")
    p.add_argument("out")
    for name, default in [("k", 50), ("workers", 1), ("iterations", 300), ("seed", 1)]:
        p.add_argument("--" + name, type=int, default=default)
    a = p.parse_args()
    warnings.simplefilter("ignore")
    with open(a.dir + "/words.txt") as f:
        v = int(f.read())
    with open(a.dir + "/train.txt") as f:
        docs = [[int(w) for w in line.split()] for line in f]
    phi, alpha, wall, cpu = globals()[a.tool](docs, v, a)
    write_topics(a.out, phi, alpha)
    print(json.dumps({"tool": a.tool, "k": a.k, "workers": a.workers, "iterations": a.iterations, "seed": a.seed,
                      "wall": wall, "cpu": cpu, "topics": a.out}))


if __name__ == "__main__":
    main()
