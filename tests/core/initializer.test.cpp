#include "backprop/initializer.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cmath>

#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

/// The weights of a layer of 200 units with 100 inputs.
std::vector<double> weightsOf(Initializer initializer, std::size_t units = 200, std::size_t inputs = 100) {
  const Network network = tests::networkOf({inputs, units}, Activation::tanh);
  Random random(1);
  const auto parameters = initialParameters(network, initializer, random);
  return {parameters.begin(), parameters.begin() + static_cast<std::ptrdiff_t>(units * inputs)};
}

double meanSquare(const std::vector<double>& numbers) {
  double total = 0;
  for (double number : numbers) total += number * number;
  return total / static_cast<double>(numbers.size());
}

double largest(const std::vector<double>& numbers) {
  double size = 0;
  for (double number : numbers) size = std::max(size, std::abs(number));
  return size;
}

/// 20,000 drawings tell a variance to within some percents.
constexpr tests::Tolerance drawn{0.04, 0};

}  // namespace

TEST_CASE("Uniform initializers fill their interval evenly", "[initializer]") {
  const auto [initializer, bound] = GENERATE(table<Initializer, double>({
      {Initializer::uniform, 0.5},
      {Initializer::glorotUniform, std::sqrt(6.0 / 300)},
      {Initializer::heUniform, std::sqrt(6.0 / 100)},
  }));
  CAPTURE(nameOf(initializer));
  const auto weights = weightsOf(initializer);
  CHECK(largest(weights) <= bound * (1 + 1e-7));
  CHECK(largest(weights) > 0.99 * bound);
  CHECK_THAT(meanSquare(weights), near(bound * bound / 3, drawn));
}

TEST_CASE("Normal initializers have their variance and reach beyond three deviations", "[initializer]") {
  const auto [initializer, variance] = GENERATE(table<Initializer, double>({
      {Initializer::glorotNormal, 2.0 / 300},
      {Initializer::heNormal, 2.0 / 100},
      {Initializer::lecunNormal, 1.0 / 100},
  }));
  CAPTURE(nameOf(initializer));
  const auto weights = weightsOf(initializer);
  CHECK_THAT(meanSquare(weights), near(variance, drawn));
  CHECK(largest(weights) > 3 * std::sqrt(variance));
  CHECK(largest(weights) < 6 * std::sqrt(variance));
}

TEST_CASE("Orthogonal weights have rows, or columns where there are fewer, of length 1 at right angles", "[initializer]") {
  const auto [units, inputs] = GENERATE(table<std::size_t, std::size_t>({{5, 12}, {12, 5}, {64, 64}, {1, 3}, {3, 1}}));
  const auto weights = weightsOf(Initializer::orthogonal, units, inputs);
  const bool rows = units <= inputs;
  const std::size_t count = std::min(units, inputs), length = std::max(units, inputs);
  const std::size_t toNextVector = rows ? length : 1, toNextNumber = rows ? 1 : count;
  const auto at = [&](std::size_t vector, std::size_t i) { return weights[vector * toNextVector + i * toNextNumber]; };
  for (std::size_t a = 0; a < count; ++a)
    for (std::size_t b = 0; b <= a; ++b) {
      double product = 0;
      for (std::size_t i = 0; i < length; ++i) product += at(a, i) * at(b, i);
      CHECK_THAT(product, near(a == b ? 1 : 0, tests::sameInFloat));
    }
}

TEST_CASE("Zeros are zeros, and with them all units of a layer stay alike", "[initializer]") {
  CHECK(largest(weightsOf(Initializer::zeros)) == 0);
  Config config;
  config.initializer = Initializer::zeros;
  config.output = Activation::sigmoid;
  Session session = tests::sessionOf(config);
  session.trainSteps(100);
  const Layer& layer = session.network().layers()[0];
  const auto parameters = session.parameters();
  for (std::size_t j = 1; j < layer.units; ++j)
    for (std::size_t i = 0; i < layer.inputs; ++i)
      CHECK(parameters[layer.weights + j * layer.inputs + i] == parameters[layer.weights + i]);
}

TEST_CASE("Biases begin with 0, whatever the initializer, and the same seed gives the same weights", "[initializer]") {
  const auto initializer = GENERATE(from_range(tests::all<Initializer>()));
  Config config;
  config.initializer = initializer;
  Session session = tests::sessionOf(config), again = tests::sessionOf(config);
  for (const Layer& layer : session.network().layers())
    for (std::size_t j = 0; j < layer.units; ++j) CHECK(session.parameters()[layer.biases + j] == 0.0f);
  for (std::size_t p = 0; p < session.parameters().size(); ++p)
    CHECK(bitsOf(session.parameters()[p]) == bitsOf(again.parameters()[p]));
}
