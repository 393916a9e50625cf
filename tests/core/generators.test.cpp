// The data sets draw by draw: those of TensorFlow Playground against its src/dataset.ts in other words, and what noise does.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <numeric>

#include "backprop/dataset.h"
#include "support/approx.h"

using namespace backprop;
using tests::near;

namespace {

struct Point {
  double x, y, label;  // of two classes −1 and 1
};

Config configOf(Generator generator, double noise, std::uint32_t examples) {
  Config config;
  config.seed = 5;
  config.data.generator = generator;
  config.data.noise = noise;
  config.data.examples = examples;
  return config;
}

/// Its helpers: a uniform number, and a normal one of this variance.
struct Chance {
  Random random{5, Random::data};

  double uniform(double from, double to) { return random.uniform(from, to); }
  double normal(double mean, double variance) { return random.normal(mean, std::sqrt(variance)); }
};

Point circle(Chance& chance, double, bool first, double noise) {
  const double r = first ? chance.uniform(0, 2.5) : chance.uniform(3.5, 5), angle = chance.uniform(0, 2 * pi);
  const double x = r * std::sin(angle), y = r * std::cos(angle);
  const double noiseX = chance.uniform(-5, 5) * noise, noiseY = chance.uniform(-5, 5) * noise;
  return {x, y, std::hypot(x + noiseX, y + noiseY) < 2.5 ? 1.0 : -1.0};
}

Point exclusiveOr(Chance& chance, double, bool, double noise) {
  double x = chance.uniform(-5, 5), y = chance.uniform(-5, 5);
  x += x > 0 ? 0.3 : -0.3;
  y += y > 0 ? 0.3 : -0.3;
  const double noiseX = chance.uniform(-5, 5) * noise, noiseY = chance.uniform(-5, 5) * noise;
  return {x, y, (x + noiseX) * (y + noiseY) >= 0 ? 1.0 : -1.0};
}

Point gauss(Chance& chance, double, bool first, double noise) {
  const double variance = 0.5 + noise / 0.5 * (4 - 0.5), centre = first ? 2 : -2;
  const double x = chance.normal(centre, variance), y = chance.normal(centre, variance);
  return {x, y, first ? 1.0 : -1.0};
}

Point spiral(Chance& chance, double part, bool first, double noise) {
  const double r = part * 5, t = 1.75 * part * 2 * pi + (first ? 0 : pi);
  const double x = r * std::sin(t) + chance.uniform(-1, 1) * noise, y = r * std::cos(t) + chance.uniform(-1, 1) * noise;
  return {x, y, first ? 1.0 : -1.0};
}

Point plane(Chance& chance, double, bool, double noise) {
  const double x = chance.uniform(-6, 6), y = chance.uniform(-6, 6);
  const double noiseX = chance.uniform(-6, 6) * noise, noiseY = chance.uniform(-6, 6) * noise;
  return {x, y, (x + noiseX + y + noiseY) / 10};
}

Point multiGauss(Chance& chance, double, bool, double noise) {
  const double x = chance.uniform(-6, 6), y = chance.uniform(-6, 6);
  const double atX = x + chance.uniform(-6, 6) * noise, atY = y + chance.uniform(-6, 6) * noise;
  double label = 0;
  for (const auto& [cx, cy, sign] :
       {Point{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}}) {
    const double height = sign * std::clamp(1 - std::hypot(atX - cx, atY - cy) / 2, 0.0, 1.0);
    if (std::abs(height) > std::abs(label)) label = height;
  }
  return {x, y, label};
}

/// How far, at most, two lists of the same length with `width` columns are apart in a column.
double farthest(const std::vector<double>& from, const std::vector<double>& to, std::size_t width, std::size_t column) {
  double size = 0;
  for (std::size_t i = column; i < from.size(); i += width) size = std::max(size, std::abs(from[i] - to[i]));
  return size;
}

}  // namespace

TEST_CASE("The six data sets of TensorFlow Playground are drawn as its code draws them", "[dataset]") {
  using Draw = Point (*)(Chance&, double, bool, double);
  const auto [generator, draw] = GENERATE(table<Generator, Draw>({{Generator::circle, circle},
                                                                  {Generator::xorQuadrants, exclusiveOr},
                                                                  {Generator::gauss, gauss},
                                                                  {Generator::spiral, spiral},
                                                                  {Generator::plane, plane},
                                                                  {Generator::multiGauss, multiGauss}}));
  const double noise = GENERATE(0.0, 0.05, 0.35);
  constexpr std::uint32_t half = 500;
  CAPTURE(nameOf(generator), noise);
  Chance chance;
  std::vector<Point> drawn;
  for (bool first : {true, false})
    for (std::uint32_t i = 0; i < half; ++i) drawn.push_back(draw(chance, static_cast<double>(i) / half, first, noise));
  std::vector<std::uint32_t> order(drawn.size());
  std::iota(order.begin(), order.end(), 0u);
  chance.random.shuffleItems(order);
  const Dataset data = makeDataset(configOf(generator, noise, 2 * half));
  for (std::size_t e = 0; e < order.size(); ++e) {
    const Point& point = drawn[order[e]];
    REQUIRE_THAT(data.input(e)[0], near(point.x, tests::sameInDouble));
    REQUIRE_THAT(data.input(e)[1], near(point.y, tests::sameInDouble));
    REQUIRE_THAT(data.target(e)[0], near(point.label, tests::sameInDouble));
  }
}

TEST_CASE("Both arms of a spiral run evenly from the centre to the rim, also where one is an example longer", "[dataset]") {
  const Dataset data = makeDataset(configOf(Generator::spiral, 0, 501));
  for (std::int32_t arm : {0, 1}) {
    std::vector<double> radii;
    for (std::size_t e = 0; e < data.examples(); ++e)
      if (data.labels[e] == arm) radii.push_back(std::hypot(data.input(e)[0], data.input(e)[1]));
    std::sort(radii.begin(), radii.end());
    REQUIRE(radii.size() == (arm == 1 ? 250u : 251u));
    for (std::size_t i = 0; i < radii.size(); ++i)
      REQUIRE_THAT(radii[i], near(5 * static_cast<double>(i) / static_cast<double>(radii.size()), tests::sameInDouble));
  }
}

TEST_CASE("Noise moves points or answers by at most so much, and about as far as that", "[dataset]") {
  const auto [generator, points, answers] = GENERATE(table<Generator, double, double>({{Generator::moons, 3, 0},
                                                                                       {Generator::rings, 2, 0},
                                                                                       {Generator::ripple, 0, 1},
                                                                                       {Generator::saddle, 0, 1},
                                                                                       {Generator::sine, 0, 1}}));
  const double noise = GENERATE(0.1, 0.5);
  CAPTURE(nameOf(generator), noise);
  const Dataset clean = makeDataset(configOf(generator, 0, 2000)), noisy = makeDataset(configOf(generator, noise, 2000));
  const auto check = [](double moved, double most) {
    CHECK(moved <= most * (1 + 1e-12));
    CHECK(moved >= 0.99 * most);
  };
  for (std::size_t c = 0; c < clean.dimensions; ++c)
    check(farthest(clean.inputs, noisy.inputs, clean.dimensions, c), points * noise);
  check(farthest(clean.targets, noisy.targets, 1, 0), answers * noise);
}

TEST_CASE("Noise on the checkerboard turns labels as far from an edge as the noise reaches", "[dataset]") {
  constexpr double noise = 0.1, reach = 6 * noise;
  const Dataset clean = makeDataset(configOf(Generator::checkerboard, 0, 10000)),
                noisy = makeDataset(configOf(Generator::checkerboard, noise, 10000));
  CHECK(noisy.inputs == clean.inputs);
  std::array<double, 2> reached{};  // from an edge that runs up, of points far from those that run across; and the other way
  for (std::size_t e = 0; e < clean.examples(); ++e) {
    const auto toEdge = [&](std::size_t c) { return std::abs(std::remainder(clean.input(e)[c], 3)); };
    if (noisy.labels[e] == clean.labels[e]) continue;
    REQUIRE(std::min(toEdge(0), toEdge(1)) <= reach);
    for (std::size_t c : {0u, 1u})
      if (toEdge(1 - c) > reach) reached[c] = std::max(reached[c], toEdge(c));
  }
  for (double distance : reached) CHECK(distance > 0.9 * reach);
}

TEST_CASE("Arms of a pinwheel bend by a quarter turn, and noise makes them wider", "[dataset]") {
  const double noise = GENERATE(0.0, 0.5);
  const Dataset data = makeDataset(configOf(Generator::pinwheel, noise, 5000));
  const double spread = (0.2 + 1.2 * noise) * pi / 3;
  double widest = 0, innermost = 5;
  for (std::size_t e = 0; e < data.examples(); ++e) {
    const double x = data.input(e)[0], y = data.input(e)[1], radius = std::hypot(x, y);
    const double middle = 2 * pi * (data.labels[e] / 3.0 + radius / 20);
    const double off = std::abs(std::remainder(std::atan2(x, y) - middle, 2 * pi));
    REQUIRE(radius >= 0.5 - 1e-12);
    REQUIRE(radius <= 5);
    REQUIRE(off <= spread + 1e-12);
    widest = std::max(widest, off);
    innermost = std::min(innermost, radius);
  }
  CHECK(widest > 0.99 * spread);
  CHECK(innermost < 0.505);
}

TEST_CASE("Rings fill all but the lanes between them, and moons their half circle from horn to horn", "[dataset]") {
  const Dataset rings = makeDataset(configOf(Generator::rings, 0, 5000)),
                moons = makeDataset(configOf(Generator::moons, 0, 5000));
  std::vector<double> depths, radii, heights;  // within a ring; of a moon, over its own centre
  for (std::size_t e = 0; e < 5000; ++e) {
    depths.push_back(std::hypot(rings.input(e)[0], rings.input(e)[1]) * 3 / 5 - rings.labels[e]);
    const double up = moons.labels[e] == 1 ? 1 : -1, x = moons.input(e)[0] + 1.5 * up, y = moons.input(e)[1] * up + 0.75;
    radii.push_back(std::hypot(x, y));
    heights.push_back(x < 0 ? y : 1);
  }
  const auto extent = [](const std::vector<double>& numbers, double from, double to) {
    const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
    CHECK_THAT(*least, near(from, {0, 0.002}));
    CHECK_THAT(*most, near(to, {0, 0.002}));
  };
  extent(depths, 0.15, 0.85);
  extent(radii, 2.7, 3.3);
  CHECK(*std::min_element(heights.begin(), heights.end()) < 0.02);
}
