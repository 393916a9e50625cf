// Every float there is through the elementary functions, in lanes as in training, against libm in double precision: two
// thousand million numbers a function. tests/core/elementary.test.cpp has a dense
// sample of it, and holds lanes and lone floats together.
#include "backprop/elementary.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdio>
#include <limits>
#include <thread>
#include <vector>

using backprop::bitsOf;
using backprop::fromBits;
using backprop::Lanes;

namespace {

constexpr float largest = std::numeric_limits<float>::max();
constexpr float smallestNormal = std::numeric_limits<float>::min();

/// The floats from `from` to `to` ≥ `from` ≥ 0, or the same with a minus before them.
struct Interval {
  float from, to;
  bool negative = false;
};

struct Worst {
  double error = 0;  // in units of the last place
  float at = 0;
};

/// In units of the last place of the float next to `exact`.
double inPlaces(float actual, double exact) {
  const int exponent = std::max(std::ilogb(static_cast<float>(exact)), -126);
  return std::fabs(static_cast<double>(actual) - exact) * std::ldexp(1.0, 23 - exponent);
}

/// In units of the last place of 1, for curves that cross zero where their argument's own last place is larger.
double inPlacesOfOne(float actual, double exact) { return std::fabs(static_cast<double>(actual) - exact) * 0x1p23; }

/// The worst of the floats with the bits first, first + 1, …, last.
template <class Own, class Exact, class Measure>
Worst worstAmong(std::uint64_t first, std::uint64_t last, Own own, Exact exact, Measure measure) {
  Worst worst;
  for (std::uint64_t bits = first; bits <= last; bits += Lanes::count) {
    float x[Lanes::count];
    for (std::size_t lane = 0; lane < Lanes::count; ++lane)
      x[lane] = fromBits(static_cast<std::uint32_t>(std::min<std::uint64_t>(bits + lane, last)));
    const Lanes actual = own(Lanes::load(x));
    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      const double error = measure(actual[lane], exact(static_cast<double>(x[lane])));
      if (!(error <= worst.error)) worst = {error, x[lane]};
    }
  }
  return worst;
}

/// The same over an interval, shared out among the processor's cores.
template <class Own, class Exact, class Measure>
Worst worstIn(const Interval& interval, Own own, Exact exact, Measure measure) {
  const std::uint64_t sign = interval.negative ? 0x80000000u : 0;
  const std::uint64_t first = sign + bitsOf(interval.from), count = bitsOf(interval.to) - bitsOf(interval.from) + 1;
  const std::uint64_t parts = std::max(1u, std::thread::hardware_concurrency());
  std::vector<Worst> found(parts);
  std::vector<std::thread> threads;
  for (std::uint64_t part = 0; part < parts; ++part)
    threads.emplace_back([&, part] {
      found[part] = worstAmong(first + count * part / parts, first + count * (part + 1) / parts - 1, own, exact, measure);
    });
  for (std::thread& thread : threads) thread.join();
  return *std::max_element(found.begin(), found.end(), [](const Worst& a, const Worst& b) { return a.error < b.error; });
}

/// Prints and returns the largest error in `intervals`; NaN counts as the largest.
template <class Own, class Exact, class Measure = double (*)(float, double)>
double worstError(const char* name, const std::vector<Interval>& intervals, Own own, Exact exact, Measure measure = inPlaces) {
  Worst worst;
  for (const Interval& interval : intervals) {
    const Worst here = worstIn(interval, own, exact, measure);
    if (!(here.error <= worst.error)) worst = here;
  }
  std::printf("%-34s %.3f ulp at %.9g\n", name, worst.error, static_cast<double>(worst.at));
  std::fflush(stdout);
  return worst.error;
}

/// Both signs, from 0 on.
std::vector<Interval> upTo(float bound) { return {{0, bound}, {0, bound, true}}; }

constexpr auto ownExp = [](auto x) { return backprop::exp(x); };
constexpr auto ownExpm1 = [](auto x) { return backprop::expm1(x); };
constexpr auto ownTanh = [](auto x) { return backprop::tanh(x); };
constexpr auto ownLog = [](auto x) { return backprop::log(x); };
constexpr auto ownLog1p = [](auto x) { return backprop::log1p(x); };
constexpr auto ownSin = [](auto x) { return backprop::sin(x); };
constexpr auto ownCos = [](auto x) { return backprop::cos(x); };
constexpr auto exactExp = [](double x) { return std::exp(x); };
constexpr auto exactExpm1 = [](double x) { return std::expm1(x); };
constexpr auto exactTanh = [](double x) { return std::tanh(x); };
constexpr auto exactLog = [](double x) { return std::log(x); };
constexpr auto exactLog1p = [](double x) { return std::log1p(x); };
constexpr auto exactSin = [](double x) { return std::sin(x); };
constexpr auto exactCos = [](double x) { return std::cos(x); };

constexpr float expMin = backprop::Precision<float>::expMin, expMax = backprop::Precision<float>::expMax;

}  // namespace

TEST_CASE("exp is within two units of the last place at every float of its range, and constant beyond", "[exp]") {
  CHECK(worstError("exp, -87.3 … 88.3", {{0, expMax}, {0, -expMin, true}}, ownExp, exactExp) <= 2);
  const double top = static_cast<double>(backprop::exp(expMax)), bottom = static_cast<double>(backprop::exp(expMin));
  CHECK(worstError("exp beyond", {{expMax, largest}}, ownExp, [=](double) { return top; }) == 0);
  CHECK(worstError("exp below", {{-expMin, largest, true}}, ownExp, [=](double) { return bottom; }) == 0);
}

TEST_CASE("expm1 is within two units of the last place at every float of its range", "[expm1]") {
  CHECK(worstError("expm1, below 88.3", {{0, expMax}, {0, largest, true}}, ownExpm1, exactExpm1) <= 2);
}

TEST_CASE("tanh is within two units of the last place at every float", "[tanh]") {
  CHECK(worstError("tanh", upTo(largest), ownTanh, exactTanh) <= 2);
}

TEST_CASE("log is within two units of the last place at every normal float above zero", "[log]") {
  CHECK(worstError("log", {{smallestNormal, largest}}, ownLog, exactLog) <= 2);
}

TEST_CASE("log1p is within two units of the last place at every float from 0 to 1", "[log1p]") {
  CHECK(worstError("log1p, 0 … 1", {{0, 1}}, ownLog1p, exactLog1p) <= 2);
}

TEST_CASE(
    "sin keeps its own last place near zero, and sin and cos are within two of 1's up to 5,000 and within three up to 10,000",
    "[sin]") {
  CHECK(worstError("sin, -1 … 1", upTo(1), ownSin, exactSin) <= 2);
  CHECK(worstError("sin, -5,000 … 5,000, ulp of 1", upTo(5000), ownSin, exactSin, inPlacesOfOne) <= 2);
  CHECK(worstError("cos, -5,000 … 5,000, ulp of 1", upTo(5000), ownCos, exactCos, inPlacesOfOne) <= 2);
  const std::vector<Interval> beyond{{5000, 10000}, {5000, 10000, true}};
  CHECK(worstError("sin, on to 10,000, ulp of 1", beyond, ownSin, exactSin, inPlacesOfOne) <= 3);
  CHECK(worstError("cos, on to 10,000, ulp of 1", beyond, ownCos, exactCos, inPlacesOfOne) <= 3);
}
