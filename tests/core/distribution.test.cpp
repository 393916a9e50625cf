// Training examples that differ from those that test: shift, imbalance, label noise; and data of one dimension.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "backprop/dataset.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

Config blobs(std::uint32_t classes = 3) {
  Config config;
  config.data.generator = Generator::blobs;
  config.data.classCount = classes;
  config.data.examples = 600;
  return config;
}

std::ptrdiff_t countOf(const Dataset& data, const std::vector<std::uint32_t>& rows, std::int32_t label) {
  return std::count_if(rows.begin(), rows.end(), [&](std::uint32_t row) { return data.labels[row] == label; });
}

}  // namespace

TEST_CASE("A shift moves every test example by that many deviations of the training examples, and no other", "[dataset]") {
  const double shift = GENERATE(-1.5, 0.5, 3.0);
  Config config = blobs();
  const Dataset before = makeDataset(config);
  config.data.shift = shift;
  const Dataset data = makeDataset(config);
  CHECK(data.labels == before.labels);
  for (std::uint32_t row : data.train)
    for (std::size_t c = 0; c < 2; ++c) REQUIRE(data.input(row)[c] == before.input(row)[c]);
  for (std::size_t c = 0; c < 2; ++c) {
    double mean = 0, squares = 0;
    for (std::uint32_t row : data.train) mean += data.input(row)[c] / 300;
    for (std::uint32_t row : data.train) squares += std::pow(data.input(row)[c] - mean, 2) / 300;
    for (std::uint32_t row : data.test)
      REQUIRE_THAT(data.input(row)[c] - before.input(row)[c], near(shift * std::sqrt(squares), tests::sameInDouble));
  }
}

TEST_CASE("An imbalance leaves that share of the last class out of the training examples, and nothing out of the test",
          "[dataset]") {
  const double share = GENERATE(0.25, 0.9, 0.99);
  const std::uint32_t classes = GENERATE(2u, 3u);
  Config config = blobs(classes);
  const auto last = static_cast<std::int32_t>(classes) - 1;
  const Dataset before = makeDataset(config);
  config.data.imbalance = share;
  const Dataset data = makeDataset(config);
  const auto all = countOf(before, before.train, last);
  CHECK(countOf(data, data.train, last) ==
        std::max<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(static_cast<double>(all) * (1 - share) + 0.5)));
  CHECK(data.train.size() - static_cast<std::size_t>(countOf(data, data.train, last)) ==
        before.train.size() - static_cast<std::size_t>(all));
  CHECK(data.examples() == data.train.size() + data.test.size());
  REQUIRE(data.test.size() == before.test.size());
  for (std::size_t i = 0; i < data.test.size(); ++i) {
    REQUIRE(data.input(data.test[i])[0] == before.input(before.test[i])[0]);
    REQUIRE(data.labels[data.test[i]] == before.labels[before.test[i]]);
  }
  Session session = tests::sessionOf(config);
  session.trainEpochs(3);
  CHECK_FALSE(session.divergence());
}

TEST_CASE("Label noise gives that share of the training examples another class, and leaves the test clean", "[dataset]") {
  const double share = GENERATE(0.1, 0.5);
  Config config = blobs();
  const Dataset before = makeDataset(config);
  config.data.labelNoise = share;
  const Dataset data = makeDataset(config);
  CHECK(data.inputs == before.inputs);
  std::size_t changed = 0;
  for (std::uint32_t row : data.train) changed += data.labels[row] != before.labels[row];
  CHECK(changed == static_cast<std::size_t>(300 * share + 0.5));
  for (std::uint32_t row : data.test) REQUIRE(data.labels[row] == before.labels[row]);
  for (std::int32_t label : data.labels) REQUIRE((label >= 0 && label < 3));
  for (std::uint32_t row : data.train) {
    const auto target = data.target(row);
    REQUIRE(std::max_element(target.begin(), target.end()) - target.begin() == data.labels[row]);
  }
}

TEST_CASE("A network that fits wrong labels is worse on the clean test than on what it fits", "[dataset][training]") {
  Config config;
  config.data.generator = Generator::gauss;
  config.data.examples = 60;
  config.data.labelNoise = 0.2;
  config.features = {Feature::x1,   Feature::x2,    Feature::x1Squared, Feature::x2Squared,
                     Feature::x1x2, Feature::sinX1, Feature::sinX2};
  config.layers = {{16, Activation::tanh}, {16, Activation::tanh}};
  config.training.optimizer.name = Optimizer::adam;
  config.training.optimizer.learningRate = 0.01;
  Session session = tests::sessionOf(config);
  session.trainEpochs(3000);
  CHECK(*session.metrics().trainAccuracy > 0.99);
  CHECK(*session.metrics().testAccuracy < 0.95);
}

TEST_CASE("The sine has one input and its sine as the answer, and noise moves the answer", "[dataset]") {
  Config config;
  config.data.generator = Generator::sine;
  REQUIRE_FALSE(validate(config));
  CHECK(config.data.dimensions() == 1);
  const Dataset clean = makeDataset(config);
  REQUIRE(clean.inputs.size() == 500);
  for (std::size_t e = 0; e < 500; ++e) {
    REQUIRE(std::abs(clean.inputs[e]) <= 6);
    REQUIRE_THAT(clean.targets[e], near(std::sin(clean.inputs[e]), tests::sameInDouble));
  }
  config.data.noise = 0.5;
  const Dataset noisy = makeDataset(config);
  double largest = 0;
  for (std::size_t e = 0; e < 500; ++e) largest = std::max(largest, std::abs(noisy.targets[e] - std::sin(noisy.inputs[e])));
  CHECK(largest > 0.4);
  CHECK(largest <= 0.5);
}

TEST_CASE("A small network learns the sine and predicts it between the examples", "[dataset][training]") {
  Config config;
  config.data.generator = Generator::sine;
  config.layers = {{16, Activation::tanh}};
  config.training.optimizer.name = Optimizer::adam;
  config.training.optimizer.learningRate = 0.01;
  Session session = tests::sessionOf(config);
  REQUIRE(session.network().inputs() == 1);
  session.trainEpochs(1000);
  CHECK(*session.metrics().testLoss < 0.002);
  const std::vector<float> points{-3.0f, 0.5f, 2.0f};
  const auto outputs = session.predict(points);
  REQUIRE(outputs);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK_THAT(static_cast<double>(outputs.value()[i]), near(std::sin(static_cast<double>(points[i])), {0, 0.15}));
  CHECK_FALSE(session.predictGrid({}));
}
