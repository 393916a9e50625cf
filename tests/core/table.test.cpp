#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "backprop/dataset.h"
#include "backprop/input_map.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

/// Lengths in mm about 40 and 200, and a column that never changes.
Config penguinLike(Normalization normalization) {
  Config config;
  Table table;
  table.dimensions = 3;
  for (int e = 0; e < 40; ++e) {
    table.inputs.insert(table.inputs.end(), {40.0 + e % 7, 200.0 - 3 * (e % 11), 5.0});
    table.labels.push_back(e % 7 > 3 ? 1 : 0);
  }
  table.normalization = normalization;
  config.data.own = table;
  config.data.trainFraction = 0.5;
  return config;
}

}  // namespace

TEST_CASE("Own examples are taken over as they are, in their order", "[table]") {
  const Config config = penguinLike(Normalization::standardize);
  const Dataset data = makeDataset(config);
  CHECK(data.dimensions == 3);
  CHECK(data.outputs == 1);
  CHECK(data.inputs == config.data.own->inputs);
  CHECK(data.labels == config.data.own->labels);
  CHECK(data.train.size() == 20);
}

TEST_CASE("All own examples are trained on unless a share is asked for", "[table]") {
  Config config = penguinLike(Normalization::none);
  config.data.trainFraction.reset();
  CHECK(makeDataset(config).test.empty());
}

TEST_CASE("Features are of the plane alone: to other data it does not matter which there are", "[table]") {
  Config config = penguinLike(Normalization::none);
  config.features = {};
  CHECK(tests::sessionOf(config).network().inputs() == 3);
}

TEST_CASE("Own targets may have several columns and make it a regression", "[table]") {
  const Config config = tests::configOf(1, {1, 2, 3}, {10, 11, 20, 21, 30, 31}, {}, Activation::linear);
  const Dataset data = makeDataset(config);
  CHECK(data.outputs == 2);
  CHECK(data.targets == std::vector<double>{10, 11, 20, 21, 30, 31});
  CHECK(data.labels.empty());
  CHECK(config.data.problem() == Problem::regression);
  CHECK(Config(config).outputActivation() == Activation::linear);
}

TEST_CASE("Standardizing gives the training examples mean 0 and deviation 1, and a constant column 0", "[table]") {
  const Config config = penguinLike(Normalization::standardize);
  const Dataset data = makeDataset(config);
  const InputMap map(config, data);
  for (std::size_t c = 0; c < 3; ++c) {
    double mean = 0, squares = 0;
    for (std::uint32_t row : data.train) {
      const double z = map(data.input(row))[c];
      mean += z / 20;
      squares += z * z / 20;
    }
    CHECK_THAT(mean, near(0, tests::sameInDouble));
    CHECK_THAT(squares, near(c == 2 ? 0 : 1, tests::sameInDouble));
  }
}

TEST_CASE("A column that is constant among the training examples becomes exactly 0 there, whatever number it is", "[table]") {
  const double constant = GENERATE(1.0, 3.0, 3.7, 0.1, -36.6, 1e9);
  const std::size_t count = GENERATE(3u, 149u, 150u, 499u);
  Config config =
      tests::configOf(1, std::vector<double>(count, constant), std::vector<double>(count, 1), {}, Activation::linear);
  config.data.own->normalization = Normalization::standardize;
  config.data.trainFraction = 0.6;
  const Dataset data = makeDataset(config);
  const InputMap map(config, data);
  CAPTURE(constant, count);
  for (std::uint32_t row : data.train) CHECK(map(data.input(row))[0] == 0);
  CHECK(map(std::vector<double>{constant + 0.5})[0] == 0.5);  // there is no deviation to measure the others by
}

TEST_CASE("Min-max brings the training examples into -1 to 1, both ends reached, and a constant column to 0", "[table]") {
  const Config config = penguinLike(Normalization::minMax);
  const Dataset data = makeDataset(config);
  const InputMap map(config, data);
  for (std::size_t c = 0; c < 3; ++c) {
    double low = 9, high = -9;
    for (std::uint32_t row : data.train) {
      low = std::min(low, map(data.input(row))[c]);
      high = std::max(high, map(data.input(row))[c]);
    }
    CHECK_THAT(low, near(c == 2 ? 0 : -1, tests::sameInDouble));
    CHECK_THAT(high, near(c == 2 ? 0 : 1, tests::sameInDouble));
  }
}

TEST_CASE("Without normalization the network is shown the user's numbers", "[table]") {
  const Config config = penguinLike(Normalization::none);
  const Dataset data = makeDataset(config);
  const auto first = data.input(0);
  CHECK(InputMap(config, data)(first) == std::vector<double>(first.begin(), first.end()));
}

TEST_CASE("Features of two columns are taken after they are standardized", "[table]") {
  Config config = tests::configOf(2, {10, 300, 20, 500}, {0, 1}, {}, Activation::linear);
  config.data.own->normalization = Normalization::standardize;
  config.features = {Feature::x1x2, Feature::x1Squared, Feature::x2};
  const Dataset data = makeDataset(config);
  const auto shown = InputMap(config, data)(std::vector<double>{25, 400});  // 2 and 0 deviations from the means
  REQUIRE(shown.size() == 3);
  CHECK_THAT(shown[0], near(0, tests::sameInDouble));
  CHECK_THAT(shown[1], near(4, tests::sameInDouble));
  CHECK_THAT(shown[2], near(0, tests::sameInDouble));
}

TEST_CASE("A session on standardized data speaks the user's units", "[table]") {
  Session session = tests::sessionOf(penguinLike(Normalization::standardize));
  CHECK(session.network().inputs() == 3);
  const std::vector<double> input{43, 188, 5}, target{1};
  const auto trace = session.trace(tests::exampleGiven(input, target));
  REQUIRE(trace);
  CHECK(trace.value().input == InputMap(session.config(), session.data())(input));
  const auto predicted = session.predict(tests::toFloat(input));
  REQUIRE(predicted);
  CHECK_THAT(static_cast<double>(predicted.value()[0]), near(trace.value().layers.back().output[0], tests::sameInFloat));
}

TEST_CASE("A standardized session learns what raw millimetres would saturate", "[table]") {
  Session session = tests::sessionOf(penguinLike(Normalization::standardize));
  session.trainEpochs(400);
  CHECK(*session.metrics().trainAccuracy == 1.0);
  CHECK(*session.metrics().testAccuracy >= 0.95);
}
