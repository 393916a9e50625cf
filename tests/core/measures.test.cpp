#include "backprop/measures.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <numeric>

#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

/// Numbers 1…8 in one column with these classes; the network says class 1 where x > 4.5.
Session threshold(std::vector<std::int32_t> labels) {
  Config config = tests::configOf(1, {1, 2, 3, 4, 5, 6, 7, 8}, {}, {}, Activation::linear);
  config.data.own->labels = std::move(labels);
  Session session = tests::sessionOf(config);
  const std::vector<float> parameters{1, -4.5f};
  REQUIRE(session.setParameters(parameters));
  return session;
}

/// y = w x + b on these points.
Session line(std::vector<double> inputs, std::vector<double> targets, float w, float b) {
  const std::size_t dimensions = inputs.size() / targets.size();
  Session session =
      tests::sessionOf(tests::configOf(dimensions, std::move(inputs), std::move(targets), {}, Activation::linear));
  const std::vector<float> parameters{w, b};
  REQUIRE(session.setParameters(parameters));
  return session;
}

Evaluation evaluated(Session& session, bool onTest = false) {
  const auto evaluation = session.evaluate(onTest);
  REQUIRE(evaluation);
  return evaluation.value();
}

}  // namespace

TEST_CASE("Confusion, precision and recall count what is and what is said", "[measures]") {
  Session session = threshold({0, 0, 1, 0, 1, 1, 0, 1});
  const Evaluation found = evaluated(session);
  CHECK(found.confusion == std::vector<std::uint32_t>{3, 1, 1, 3});  // is 0: 3 right, 1 said to be 1; is 1: 1 missed, 3 right
  CHECK(found.precision == std::vector<std::optional<double>>{0.75, 0.75});
  CHECK(found.recall == std::vector<std::optional<double>>{0.75, 0.75});
  CHECK(found.accuracy == 0.75);
  CHECK(found.accuracy == session.metrics().trainAccuracy);
  CHECK_FALSE(found.rSquared);
  CHECK_FALSE(found.meanAbsoluteError);
}

TEST_CASE("An output on the very threshold says class 0", "[measures]") {
  Session session = threshold({0, 0, 0, 0, 1, 1, 1, 1});
  REQUIRE(session.setParameters(std::vector<float>{1, -5}));
  CHECK(evaluated(session).confusion == std::vector<std::uint32_t>{4, 0, 1, 3});
}

TEST_CASE("A table whose examples are all of class 0 has two classes, one of them without examples", "[measures]") {
  Session session = threshold({0, 0, 0, 0, 0, 0, 0, 0});
  const Evaluation found = evaluated(session);
  CHECK(found.confusion == std::vector<std::uint32_t>{4, 4, 0, 0});
  CHECK(*found.precision[1] == 0);
  CHECK_FALSE(found.recall[1]);
}

TEST_CASE("A class that is never said has no precision, one without examples no recall", "[measures]") {
  Config config = tests::configOf(1, {1, 2, 3}, {}, {}, Activation::tanh);
  config.output.reset();
  config.data.own->labels = {0, 0, 1};
  config.data.own->classes = {"a", "b", "c"};
  Session session = tests::sessionOf(config);
  const std::vector<float> says0{0, 0, 0, 5, 0, 0};
  REQUIRE(session.setParameters(says0));
  const Evaluation found = evaluated(session);
  CHECK(found.confusion == std::vector<std::uint32_t>{2, 0, 0, 1, 0, 0, 0, 0, 0});
  CHECK(*found.precision[0] == 2.0 / 3);
  CHECK_FALSE(found.precision[1]);
  CHECK(*found.recall[0] == 1);
  CHECK(*found.recall[1] == 0);
  CHECK_FALSE(found.recall[2]);
}

TEST_CASE("R² is 1 on the line, 0 for the mean, negative for worse, and the absolute error has the units of the targets",
          "[measures]") {
  Session right = line({1, 2, 3}, {10, 20, 30}, 10, 0);
  CHECK_THAT(*evaluated(right).rSquared, near(1, tests::sameInFloat));
  CHECK_THAT(*evaluated(right).meanAbsoluteError, near(0, tests::sameInFloat));
  Session mean = line({1, 2, 3}, {10, 20, 30}, 0, 20);
  CHECK_THAT(*evaluated(mean).rSquared, near(0, tests::sameInFloat));
  CHECK_THAT(*evaluated(mean).meanAbsoluteError, near(20.0 / 3, tests::sameInFloat));
  Session worse = line({1, 2, 3}, {10, 20, 30}, -10, 40);
  CHECK_THAT(*evaluated(worse).rSquared, near(-3, tests::sameInFloat));
  Session flat = line({1, 2, 3}, {5, 5, 5}, 1, 0);
  CHECK_FALSE(evaluated(flat).rSquared);
  CHECK_FALSE(evaluated(flat).accuracy);
  CHECK(evaluated(flat).confusion.empty());
}

TEST_CASE("Targets that are all alike have no R², however many and whatever they are", "[measures]") {
  const double target = GENERATE(0.1, 1e6 + 0.1, -7.3);
  Session session = line(std::vector<double>(500, 1), std::vector<double>(500, target), 1, 0);
  for (int steps : {0, 1, 100}) {
    session.trainSteps(static_cast<std::uint64_t>(steps));
    CHECK_FALSE(evaluated(session).rSquared);
  }
}

TEST_CASE("Of several outputs R² compares with the mean of each, and the absolute error is the mean over all", "[measures]") {
  Session session = tests::sessionOf(tests::configOf(1, {0, 0, 0}, {1, 10, 2, 20, 3, 30}, {}, Activation::linear));
  REQUIRE(session.setParameters(std::vector<float>{0, 0, 3, 20}));  // says 3 and 20
  const Evaluation found = evaluated(session);
  CHECK_THAT(*found.rSquared, near(1 - (4.0 + 1 + 0 + 100 + 0 + 100) / (1 + 0 + 1 + 100 + 0 + 100), tests::sameInFloat));
  CHECK_THAT(*found.meanAbsoluteError, near((2.0 + 1 + 0 + 10 + 0 + 10) / 6, tests::sameInFloat));
}

TEST_CASE("R² keeps its digits far from 0", "[measures]") {
  Session session = line({0, 1, 2, 3}, {1e6, 1e6 + 1, 1e6 + 2, 1e6 + 3}, 0, 1e6f + 1.5f);
  CHECK_THAT(*evaluated(session).rSquared, near(0, tests::sameInFloat));
}

TEST_CASE("The slope of a leaky ReLU below 0 is small, but not saturated", "[measures]") {
  Config config;
  config.layers = {{4, Activation::leakyRelu}};
  Session session = tests::sessionOf(config);
  CHECK(session.layerStatistics()[0].saturated == 0);
}

TEST_CASE("A slope far below 0 is neither saturated nor dead", "[measures]") {
  Session session = tests::sessionOf(tests::configOf(1, {3, 3.25}, {0, 0}, {{1, Activation::sin}}, Activation::linear));
  REQUIRE(session.setParameters(std::vector<float>{1, 0, 1, 0}));  // cos of about π
  CHECK(session.layerStatistics()[0].saturated == 0);
  CHECK(session.layerStatistics()[0].dead == 0);
}

TEST_CASE("Without test examples there is nothing to evaluate on them", "[measures][error]") {
  Session session = threshold({0, 0, 1, 0, 1, 1, 0, 1});
  const auto evaluation = session.evaluate(true);
  REQUIRE_FALSE(evaluation);
  CHECK(evaluation.failure().message() ==
        "evaluate.set: test does not go with data.trainFraction: 1, which leaves no test examples: take train");
  Session split = tests::sessionOf(Config());
  const Evaluation test = evaluated(split, true);
  CHECK(std::accumulate(test.confusion.begin(), test.confusion.end(), 0u) == 250);
  CHECK(test.accuracy == split.metrics().testAccuracy);
}

TEST_CASE("The statistics of a layer are those of its outputs and its gradient", "[measures]") {
  Config config = tests::configOf(1, {-1, 1, 2, 3}, {1, 2, 3, 4}, {{3, Activation::relu}}, Activation::linear);
  Session session = tests::sessionOf(config);
  // outputs x, 0 and 2 for positive x: one unit learns, one is dead, one always on; the first is off at −1
  const std::vector<float> parameters{1, 0, 0, 0, -1, 2, 1, 1, 1, 0};
  REQUIRE(session.setParameters(parameters));
  const auto layers = session.layerStatistics();
  REQUIRE(layers.size() == 2);
  CHECK_THAT(layers[0].mean, near((0 + 1 + 2 + 3 + 4 * 2) / 12.0, tests::sameInFloat));
  CHECK_THAT(layers[0].deviation, near(std::sqrt((0 + 1 + 4 + 9 + 4 * 4) / 12.0 - std::pow(14 / 12.0, 2)), tests::sameInFloat));
  CHECK_THAT(layers[0].dead, near(1.0 / 3, tests::sameInFloat));
  CHECK_THAT(layers[0].saturated, near(5.0 / 12, tests::sameInFloat));  // the dead one four times, the first one once
  CHECK(layers[1].dead == 0);
  CHECK(layers[1].saturated == 0);

  const auto gradient = session.gradient();
  double norm = 0, weights = 0;
  for (std::size_t p = 6; p < 10; ++p) {
    norm += gradient[p] * gradient[p];
    weights += static_cast<double>(parameters[p] * parameters[p]);
  }
  CHECK_THAT(layers[1].gradientNorm, near(std::sqrt(norm), tests::sameInFloat));
  CHECK_THAT(layers[1].parameterNorm, near(std::sqrt(weights), tests::sameInFloat));
  // plain gradient descent: η · gradient
  CHECK_THAT(layers[1].updateToWeight, near(0.03 * std::sqrt(norm / weights), {1e-4, 0}));
}

TEST_CASE("The statistics are over the first thousand training examples", "[measures]") {
  std::vector<double> inputs(1001, 1);
  inputs.back() = 1e6;
  Session session = line(inputs, std::vector<double>(1001, 0), 1, 0);
  CHECK(session.layerStatistics()[0].mean == 1);
  CHECK(session.gradientFlow()[0].delta.back() == 1);
}

TEST_CASE("Looking at the statistics changes nothing, whatever the optimizer", "[measures]") {
  Config config;
  config.training.optimizer.name = Optimizer::adam;
  Session looked = tests::sessionOf(config), other = tests::sessionOf(config);
  looked.trainSteps(30);
  other.trainSteps(30);
  const auto layers = looked.layerStatistics();
  CHECK(layers[0].updateToWeight > 0);
  CHECK(layers[0].deviation > 0);
  looked.trainSteps(30);
  other.trainSteps(30);
  for (std::size_t p = 0; p < looked.parameters().size(); ++p)
    CHECK(bitsOf(looked.parameters()[p]) == bitsOf(other.parameters()[p]));
}
