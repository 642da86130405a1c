"""The choice model's years in NumPy, on numbers that record-year.js wrote. One thread.

Reads lines on standard input: `run` works out all years and prints the milliseconds; `write PATH` writes the sales.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import sys
import time

import numpy as np

AREAS = 4


class Reader:
    def __init__(self, path):
        self.values = np.fromfile(path)
        self.at = 0

    def take(self, *shape):
        size = int(np.prod(shape))
        part = self.values[self.at : self.at + size].reshape(shape)
        self.at += size
        return part


def read(path):
    reader = Reader(path)
    sizes = reader.take(8).astype(int)
    years, groups, cells, count, attributes, nests, first_kei, markets = sizes
    market = {
        "markets": markets,
        "first_kei": first_kei,
        "lambda": reader.take(nests),
        "start": reader.take(nests + 1).astype(int),
        "market_of": reader.take(groups).astype(int),
        "tastes": reader.take(groups, attributes),
        "constants": reader.take(groups, count),
    }
    market["years"] = [
        {
            "attributes": reader.take(attributes, count, cells),
            "shifts": reader.take(count - first_kei, cells),
            "aware": reader.take(groups, cells),
            "unaware": reader.take(groups, cells),
        }
        for _ in range(years)
    ]
    return market


def shares(utilities, start, lambdas):
    """Nested logit shares over axis 1; every nest has an alternative."""
    best = utilities.max(axis=1, keepdims=True)
    shares = np.empty_like(utilities)
    sums = []
    for nest, scale in enumerate(lambdas):
        own = slice(start[nest], start[nest + 1])
        np.exp((utilities[:, own] - best) / scale, out=shares[:, own])
        sums.append(shares[:, own].sum(axis=1, keepdims=True))
    weights = [total**scale for total, scale in zip(sums, lambdas)]
    everything = sum(weights)
    for nest, (total, weight) in enumerate(zip(sums, weights)):
        own = slice(start[nest], start[nest + 1])
        with np.errstate(invalid="ignore"):
            factor = np.where(total > 0, weight / (total * everything), 0)
        shares[:, own] *= factor
    return shares


def run_year(market, year):
    first_kei, lambdas, start = market["first_kei"], market["lambda"], market["start"]
    attributes = year["attributes"]
    count, cells = attributes.shape[1:]
    utilities = market["tastes"] @ attributes.reshape(len(attributes), count * cells)
    utilities = utilities.reshape(-1, count, cells) + market["constants"][:, :, None]
    before = shares(utilities[:, :first_kei], np.minimum(start, first_kei), lambdas)
    utilities[:, first_kei:] += year["shifts"]
    after = shares(utilities, start, lambdas)
    sales = after * year["aware"][:, None]
    sales[:, :first_kei] += before * year["unaware"][:, None]
    by_state = sales.reshape(len(sales), count, -1, AREAS).sum(axis=3)
    by_area = sales.reshape(len(sales), count, -1, AREAS).sum(axis=2)
    lost = ((before - after[:, :first_kei]) * year["aware"][:, None]).sum(axis=2)
    result = np.zeros((market["markets"], count, by_state.shape[2]))
    np.add.at(result, market["market_of"], by_state)
    return result, by_area, lost.sum(axis=0)


def run(market):
    return [run_year(market, year) for year in market["years"]]


def main():
    market = read(sys.argv[1])
    for line in sys.stdin:
        command, *rest = line.split(maxsplit=1)
        if command == "write":
            np.array([sales for sales, _, _ in run(market)]).tofile(rest[0].strip())
            print("written", flush=True)
        else:
            start = time.perf_counter()
            run(market)
            print((time.perf_counter() - start) * 1000, flush=True)


main()
