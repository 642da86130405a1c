// The choice model's years in C++, written the straightforward way, on numbers that record-year.js wrote.
//
// Reads lines on standard input: `run` works out all years and prints the milliseconds; `write PATH` writes the
// sales.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

constexpr int AREAS = 4;
using Column = std::vector<double>;

struct Year {
  const double *attributes, *shifts, *aware, *unaware;
};

struct Market {
  int years, groups, cells, count, attributes, nests, firstKei, markets;
  const double *lambda, *start, *marketOf, *tastes, *constants;
  std::vector<Year> byYear;
};

struct Results {
  Column sales, byArea, lost;
};

static Market open(const Column& values) {
  Market m;
  const double* at = values.data();
  const auto take = [&](long size) {
    const double* from = at;
    at += size;
    return from;
  };
  for (int* size : {&m.years, &m.groups, &m.cells, &m.count, &m.attributes, &m.nests, &m.firstKei, &m.markets})
    *size = static_cast<int>(*take(1));
  m.lambda = take(m.nests);
  m.start = take(m.nests + 1);
  m.marketOf = take(m.groups);
  m.tastes = take(long(m.groups) * m.attributes);
  m.constants = take(long(m.groups) * m.count);
  for (int t = 0; t < m.years; ++t) {
    Year year;
    year.attributes = take(long(m.attributes) * m.count * m.cells);
    year.shifts = take(long(m.count - m.firstKei) * m.cells);
    year.aware = take(long(m.groups) * m.cells);
    year.unaware = take(long(m.groups) * m.cells);
    m.byYear.push_back(year);
  }
  return m;
}

// Nested logit shares of one cell over the alternatives before `end`.
static void nestedShares(const Market& m, int end, const double* utilities, double* shares) {
  double best = -INFINITY;
  for (int j = 0; j < end; ++j) best = std::max(best, utilities[j]);
  double sums[64], weights[64], total = 0;
  for (int n = 0; n < m.nests; ++n) {
    const int to = std::min(int(m.start[n + 1]), end);
    sums[n] = 0;
    for (int j = int(m.start[n]); j < to; ++j) {
      shares[j] = std::exp((utilities[j] - best) / m.lambda[n]);
      sums[n] += shares[j];
    }
    weights[n] = sums[n] > 0 ? std::exp(m.lambda[n] * std::log(sums[n])) : 0;
    total += weights[n];
  }
  for (int n = 0; n < m.nests; ++n) {
    const int to = std::min(int(m.start[n + 1]), end);
    const double factor = sums[n] > 0 ? weights[n] / (sums[n] * total) : 0;
    for (int j = int(m.start[n]); j < to; ++j) shares[j] *= factor;
  }
}

static void runYear(const Market& m, const Year& year, double* sales, Results& results) {
  const int states = m.cells / AREAS;
  Column utilities(long(m.count) * m.cells);
  Column own(m.count), before(m.count), after(m.count);
  for (int g = 0; g < m.groups; ++g) {
    const double* tastes = m.tastes + long(g) * m.attributes;
    for (int j = 0; j < m.count; ++j) {
      double* row = &utilities[long(j) * m.cells];
      std::fill(row, row + m.cells, m.constants[long(g) * m.count + j]);
      for (int k = 0; k < m.attributes; ++k) {
        if (tastes[k] == 0) continue;
        const double* x = year.attributes + (long(k) * m.count + j) * m.cells;
        for (int c = 0; c < m.cells; ++c) row[c] += tastes[k] * x[c];
      }
    }
    double* byState = sales + long(m.marketOf[g]) * m.count * states;
    double* byArea = &results.byArea[long(g) * m.count * AREAS];
    for (int c = 0; c < m.cells; ++c) {
      for (int j = 0; j < m.count; ++j) own[j] = utilities[long(j) * m.cells + c];
      nestedShares(m, m.firstKei, own.data(), before.data());
      for (int j = m.firstKei; j < m.count; ++j) own[j] += year.shifts[long(j - m.firstKei) * m.cells + c];
      nestedShares(m, m.count, own.data(), after.data());
      const double aware = year.aware[long(g) * m.cells + c];
      const double unaware = year.unaware[long(g) * m.cells + c];
      for (int j = 0; j < m.count; ++j) {
        double sold = aware * after[j];
        if (j < m.firstKei) {
          sold += unaware * before[j];
          results.lost[j] += aware * (before[j] - after[j]);
        }
        byState[long(j) * states + c / AREAS] += sold;
        byArea[long(j) * AREAS + c % AREAS] += sold;
      }
    }
  }
}

static void run(const Market& m, Results& results) {
  const long size = long(m.markets) * m.count * (m.cells / AREAS);
  results.sales.assign(m.years * size, 0);
  for (int t = 0; t < m.years; ++t) {
    results.byArea.assign(long(m.groups) * m.count * AREAS, 0);
    results.lost.assign(m.count, 0);
    runYear(m, m.byYear[t], &results.sales[t * size], results);
  }
}

int main(int, char** arguments) {
  std::ifstream file(arguments[1], std::ios::binary | std::ios::ate);
  Column values(file.tellg() / sizeof(double));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(values.data()), values.size() * sizeof(double));
  const Market market = open(values);
  Results results;
  for (std::string command; std::cin >> command;) {
    const auto start = std::chrono::steady_clock::now();
    run(market, results);
    const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
    if (command == "write") {
      std::string path;
      std::getline(std::cin >> std::ws, path);
      std::ofstream(path, std::ios::binary)
          .write(reinterpret_cast<const char*>(results.sales.data()), results.sales.size() * sizeof(double));
      std::cout << "written" << std::endl;
    } else {
      std::cout << elapsed.count() << std::endl;
    }
  }
}
