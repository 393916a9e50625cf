#include "backprop/dataset.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <numeric>
#include <set>

#include "support/approx.h"

using namespace backprop;
using tests::near;

namespace {

Dataset generated(Generator generator, double noise = 0, std::uint32_t examples = 2000, std::uint32_t seed = 1) {
  Config config;
  config.seed = seed;
  config.data.generator = generator;
  config.data.noise = noise;
  config.data.examples = examples;
  return makeDataset(config);
}

struct Example {
  double x1, x2, target;
};

std::vector<Example> examplesOf(const Dataset& data) {
  std::vector<Example> examples;
  for (std::size_t e = 0; e < data.examples(); ++e)
    examples.push_back({data.inputs[2 * e], data.inputs[2 * e + 1], data.targets[e]});
  return examples;
}

std::ptrdiff_t positives(const Dataset& data) { return std::count(data.labels.begin(), data.labels.end(), 1); }

/// Share of the examples whose label is not the one that the noise-free rule gives.
template <class Rule>
double shareAgainst(const Dataset& data, Rule rule) {
  int against = 0;
  for (const Example& e : examplesOf(data)) against += (e.target > 0) != rule(e);
  return against / static_cast<double>(data.examples());
}

bool insideCircle(const Example& e) { return std::hypot(e.x1, e.x2) < 2.5; }
bool sameSigns(const Example& e) { return e.x1 * e.x2 >= 0; }

double largestCoordinate(const Dataset& data) {
  double largest = 0;
  for (double x : data.inputs) largest = std::max(largest, std::abs(x));
  return largest;
}

}  // namespace

TEST_CASE("The circle is a disk of radius 2.5 in a ring from 3.5 to 5, half and half", "[dataset]") {
  const Dataset data = generated(Generator::circle);
  for (const Example& e : examplesOf(data)) {
    const double radius = std::hypot(e.x1, e.x2);
    REQUIRE(radius <= 5);
    REQUIRE((e.target == 1 ? radius <= 2.5 : radius >= 3.5));
  }
  CHECK(positives(data) == 1000);
}

TEST_CASE("Xor is positive where the signs agree and leaves a lane of 0.3 along the axes", "[dataset]") {
  const Dataset data = generated(Generator::xorQuadrants);
  for (const Example& e : examplesOf(data)) {
    REQUIRE(std::abs(e.x1) >= 0.3);
    REQUIRE(std::abs(e.x2) >= 0.3);
    REQUIRE(std::max(std::abs(e.x1), std::abs(e.x2)) <= 5.3);
    REQUIRE((e.target == 1) == sameSigns(e));
  }
}

TEST_CASE("Gauss draws two clouds about (2, 2) and (-2, -2) whose variance grows from 0.5 to 4 with the noise", "[dataset]") {
  const double noise = GENERATE(0.0, 0.25, 0.5);
  const double variance = 0.5 + 7 * noise;
  const Dataset data = generated(Generator::gauss, noise, 10000);
  double mean = 0, squares = 0;
  for (const Example& e : examplesOf(data)) {
    mean += (e.x1 + e.x2) * e.target / 20000;
    squares += (std::pow(e.x1 - 2 * e.target, 2) + std::pow(e.x2 - 2 * e.target, 2)) / 20000;
  }
  // 20,000 draws: the mean deviates by √(variance / 20000), the variance by variance · √(2 / 20000); five times that
  CHECK_THAT(mean, near(2, {0, 5 * std::sqrt(variance / 20000)}));
  CHECK_THAT(squares, near(variance, {5 * std::sqrt(2.0 / 20000), 0}));
  CHECK(positives(data) == 5000);
}

TEST_CASE("The spiral winds two opposite arms of one and three quarter turns out to radius 5", "[dataset]") {
  const Dataset data = generated(Generator::spiral);
  for (const Example& e : examplesOf(data)) {
    const double radius = std::hypot(e.x1, e.x2);
    const double angle = 1.75 * 2 * pi * radius / 5 + (e.target == 1 ? 0 : pi);
    REQUIRE(radius < 5);
    REQUIRE_THAT(e.x1, near(radius * std::sin(angle), {0, 1e-9}));  // the angle is recovered from the radius
    REQUIRE_THAT(e.x2, near(radius * std::cos(angle), {0, 1e-9}));
  }
  CHECK(positives(data) == 1000);
}

TEST_CASE("The plane is the sum of the coordinates over ten", "[dataset]") {
  const Dataset data = generated(Generator::plane);
  for (const Example& e : examplesOf(data)) REQUIRE_THAT(e.target, near((e.x1 + e.x2) / 10, tests::sameInDouble));
  CHECK(data.labels.empty());
  CHECK(largestCoordinate(data) <= 6);
}

TEST_CASE("Multi-gauss has six bumps of alternating sign that fall to nothing at distance 2", "[dataset]") {
  const Dataset data = generated(Generator::multiGauss);
  CHECK(data.labels.empty());
  CHECK(largestCoordinate(data) <= 6);
  int onBumps = 0;
  for (const Example& e : examplesOf(data)) {
    const double centre = std::round(e.x1 / 4) * 4, sign = (centre == 0 ? -1 : 1) * (e.x2 > 0 ? 1 : -1);
    const double distance = std::hypot(e.x1 - centre, std::abs(e.x2) - 2.5);  // bumps are 4 and 5 apart: one at most counts
    REQUIRE_THAT(e.target, near(sign * std::max(0.0, 1 - distance / 2), tests::sameInDouble));
    onBumps += e.target != 0;
  }
  CHECK(onBumps > 500);
}

TEST_CASE("The moons are two half circles of radius 3 that reach into each other", "[dataset]") {
  const Dataset data = generated(Generator::moons);
  for (const Example& e : examplesOf(data)) {
    const double up = e.target > 0 ? 1 : -1, height = up * e.x2 + 0.75;
    CHECK(height >= -1e-12);
    CHECK(std::hypot(e.x1 + 1.5 * up, height) >= 2.7 - 1e-12);
    CHECK(std::hypot(e.x1 + 1.5 * up, height) <= 3.3 + 1e-12);
  }
  CHECK(positives(data) == 1000);
}

TEST_CASE("The checkerboard has squares of side 3", "[dataset]") {
  const auto even = [](const Example& e) {
    return (static_cast<int>(std::floor(e.x1 / 3)) + static_cast<int>(std::floor(e.x2 / 3))) % 2 == 0;
  };
  CHECK(shareAgainst(generated(Generator::checkerboard), even) == 0);
  CHECK(shareAgainst(generated(Generator::checkerboard, 0.2), even) > 0.05);
}

TEST_CASE("Rings, blobs and pinwheel have as many classes as one asks for, all of the same size", "[dataset]") {
  const auto generator = GENERATE(Generator::rings, Generator::blobs, Generator::pinwheel);
  const std::uint32_t classes = GENERATE(2u, 3u, 5u);
  Config config;
  config.data.generator = generator;
  config.data.examples = 300;
  config.data.classCount = classes;
  REQUIRE_FALSE(validate(config));
  const Dataset data = makeDataset(config);
  CHECK(data.outputs == (classes == 2 ? 1 : classes));
  for (std::uint32_t c = 0; c < classes; ++c)
    CHECK(std::count(data.labels.begin(), data.labels.end(), static_cast<std::int32_t>(c)) == 300 / classes);
  CHECK(largestCoordinate(data) < 7);
}

TEST_CASE("Without noise rings lie apart by their radius", "[dataset]") {
  const Dataset data = generated(Generator::rings);
  for (std::size_t e = 0; e < data.examples(); ++e) {
    const double r = std::hypot(data.inputs[2 * e], data.inputs[2 * e + 1]) * 3 / 5;
    CHECK(std::floor(r) == data.labels[e]);
    CHECK(r - std::floor(r) > 0.1);
  }
}

TEST_CASE("Ripple and saddle are their formulas", "[dataset]") {
  for (const Example& e : examplesOf(generated(Generator::ripple)))
    CHECK_THAT(e.target, near(std::cos(std::hypot(e.x1, e.x2)), tests::sameInDouble));
  for (const Example& e : examplesOf(generated(Generator::saddle)))
    CHECK_THAT(e.target, near((e.x1 * e.x1 - e.x2 * e.x2) / 36, tests::sameInDouble));
}

TEST_CASE("Several classes are written one to each output", "[dataset]") {
  Config config;
  config.data.generator = Generator::blobs;
  config.data.examples = 6;
  const auto targetsOf = [&](std::optional<Activation> output) {
    config.output = output;
    const Dataset data = makeDataset(config);
    const auto first = data.target(0);
    CHECK(static_cast<std::size_t>(std::max_element(first.begin(), first.end()) - first.begin()) ==
          static_cast<std::size_t>(data.labels[0]));
    return std::set<double>(first.begin(), first.end());
  };
  CHECK(targetsOf(std::nullopt) == std::set<double>{0, 1});  // softmax
  CHECK(targetsOf(Activation::sigmoid) == std::set<double>{0, 1});
  CHECK(targetsOf(Activation::tanh) == std::set<double>{-1, 1});
}

TEST_CASE("Noise on circle and xor turns labels near the border and leaves the points in place", "[dataset]") {
  const Dataset clean = generated(Generator::circle), noisy = generated(Generator::circle, 0.5);
  CHECK(shareAgainst(clean, insideCircle) == 0);
  CHECK(shareAgainst(noisy, insideCircle) > 0.02);
  CHECK(shareAgainst(noisy, insideCircle) < 0.4);
  for (const Example& e : examplesOf(noisy)) REQUIRE((std::hypot(e.x1, e.x2) <= 2.5 || std::hypot(e.x1, e.x2) >= 3.5));

  const Dataset signs = generated(Generator::xorQuadrants, 0.5);
  CHECK(shareAgainst(signs, sameSigns) > 0.1);
  CHECK(shareAgainst(signs, sameSigns) < 0.5);
  CHECK(largestCoordinate(signs) <= 5.3);
}

TEST_CASE("Noise on the spiral moves the points by at most the noise", "[dataset]") {
  const Dataset data = generated(Generator::spiral, 0.3);
  double moved = 0;
  CHECK(largestCoordinate(data) <= 5.3);
  const Dataset clean = generated(Generator::spiral);
  // No arm of the clean spiral is farther from a noisy point than the jitter of ±0.3 in both directions
  for (const Example& e : examplesOf(data)) {
    double nearest = 100;
    for (const Example& c : examplesOf(clean))
      if (c.target == e.target) nearest = std::min(nearest, std::hypot(c.x1 - e.x1, c.x2 - e.x2));
    REQUIRE(nearest < 0.3 * std::sqrt(2.0) + 0.02);
    moved = std::max(moved, nearest);
  }
  CHECK(moved > 0.1);
}

TEST_CASE("Noise on the plane moves the answer, not the point", "[dataset]") {
  const Dataset data = generated(Generator::plane, 0.5);
  double largest = 0;
  for (const Example& e : examplesOf(data)) largest = std::max(largest, std::abs(e.target - (e.x1 + e.x2) / 10));
  CHECK(largest > 0.3);
  CHECK(largest <= 0.6);  // two draws of ±6 · 0.5, over ten
}

TEST_CASE("The order is mixed, so neither part of a split lacks a class", "[dataset]") {
  const Dataset data = generated(Generator::circle, 0, 500);
  for (const auto& part : {data.train, data.test}) {
    const auto ones = std::count_if(part.begin(), part.end(), [&](std::uint32_t row) { return data.labels[row] == 1; });
    CHECK(ones > 80);
    CHECK(ones < 170);
  }
}

TEST_CASE("Every example is either trained on or tested on, in the share that was asked for", "[dataset]") {
  const double fraction = GENERATE(0.1, 0.37, 0.5, 0.9, 1.0);
  const std::uint32_t examples = GENERATE(2u, 3u, 77u, 500u);
  Config config;
  config.data.trainFraction = fraction;
  config.data.examples = examples;
  const Dataset data = makeDataset(config);
  CAPTURE(fraction, examples);
  CHECK(data.train.size() == static_cast<std::size_t>(std::max(1.0, std::floor(examples * fraction + 0.5))));
  std::set<std::uint32_t> all(data.train.begin(), data.train.end());
  all.insert(data.test.begin(), data.test.end());
  CHECK(all.size() == examples);
  CHECK(data.train.size() + data.test.size() == examples);
  CHECK(*all.rbegin() == examples - 1);
  CHECK(std::is_sorted(data.train.begin(), data.train.end()));
  CHECK(std::is_sorted(data.test.begin(), data.test.end()));
}

TEST_CASE("The same seed draws the same data, another seed other data", "[dataset]") {
  const auto generator = GENERATE(Generator::circle, Generator::xorQuadrants, Generator::gauss, Generator::spiral,
                                  Generator::plane, Generator::multiGauss);
  const Dataset first = generated(generator, 0.1, 100), again = generated(generator, 0.1, 100);
  const Dataset other = generated(generator, 0.1, 100, 2);
  CHECK(first.inputs == again.inputs);
  CHECK(first.targets == again.targets);
  CHECK(first.train == again.train);
  CHECK(first.inputs != other.inputs);
  CHECK(first.train != other.train);
}

TEST_CASE("Classes are written as the output activation can reach them", "[dataset]") {
  const auto [activation, negative, threshold] = GENERATE(table<Activation, double, double>({{Activation::tanh, -1, 0},
                                                                                             {Activation::linear, -1, 0},
                                                                                             {Activation::sin, -1, 0},
                                                                                             {Activation::elu, -1, 0},
                                                                                             {Activation::sigmoid, 0, 0.5},
                                                                                             {Activation::relu, 0, 0.5},
                                                                                             {Activation::leakyRelu, 0, 0.5},
                                                                                             {Activation::softplus, 0, 0.5},
                                                                                             {Activation::silu, 0, 0.5},
                                                                                             {Activation::gelu, 0, 0.5}}));
  Config config;
  config.output = activation;
  const Dataset data = makeDataset(config);
  CAPTURE(nameOf(activation));
  for (std::size_t e = 0; e < data.examples(); ++e) REQUIRE(data.targets[e] == (data.labels[e] == 1 ? 1 : negative));
  CHECK(classCoding(activation).threshold == threshold);
}
