// The largest, the smallest and the empty: what a session does at the ends of what it takes.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <vector>

#include "support/networks.h"

using namespace backprop;

namespace {

/// One linear unit on one input.
Config line(double rate) {
  Config config = tests::configOf(1, {1, 2}, {1, 2}, {}, Activation::linear);
  config.training.optimizer.learningRate = rate;
  return config;
}

}  // namespace

TEST_CASE("Finite weights whose loss is not finite are a divergence of the output layer, and recovery begins anew",
          "[divergence]") {
  Session session = tests::sessionOf(line(0.1));
  const std::vector<float> first(session.parameters().begin(), session.parameters().end());
  REQUIRE(session.setParameters(std::vector<float>{3e38f, 3e38f}));
  const auto divergence = session.metrics().divergence;
  REQUIRE(divergence);
  CHECK(divergence->layer == 0);
  REQUIRE(session.recover());
  CHECK_FALSE(session.metrics().divergence);
  CHECK(std::isfinite(session.metrics().trainLoss));
  CHECK(std::equal(first.begin(), first.end(), session.parameters().begin()));
}

TEST_CASE("An optimizer that remembers an infinity has diverged, though the weights are finite", "[divergence][optimizer]") {
  Config config = tests::configOf(1, {1e19, 2e19}, {0, 0}, {}, Activation::linear);
  config.training.optimizer.name = Optimizer::adagrad;
  config.training.optimizer.learningRate = 1e-6;
  Session session = tests::sessionOf(config);
  REQUIRE(session.setParameters(std::vector<float>{1, 0}));
  session.trainSteps(1);
  REQUIRE(session.divergence());
  CHECK(session.divergence()->step == 1);
}

TEST_CASE("A layer whose weights are all zero has no ratio of step to weight", "[measures]") {
  Config config;
  config.initializer = Initializer::zeros;
  Session session = tests::sessionOf(config);
  for (const LayerStatistics& layer : session.layerStatistics()) {
    CHECK(layer.parameterNorm == 0);
    CHECK(layer.updateToWeight == 0);
  }
}

TEST_CASE("Softmax units have outputs to tell of and no slope of their own", "[measures]") {
  Config config;
  config.data.generator = Generator::blobs;
  config.output = Activation::softmax;
  Session session = tests::sessionOf(config);
  const LayerStatistics last = session.layerStatistics().back();
  CHECK(std::fabs(last.mean - 1.0 / 3) < 1e-6);
  CHECK(last.deviation > 0);
  CHECK(last.saturated == 0);
  CHECK(last.dead == 0);
}

TEST_CASE("Columns of a table take over by their place what features of the plane had learned", "[reshape]") {
  Config config;
  Session session = tests::sessionOf(config);
  session.trainSteps(20);
  config.data.own = Table{3, {0, 1, 2, 3, 4, 5}, {0, 1}, {}, {}, {}};
  const auto next = session.reshaped(config);
  REQUIRE(next);
  const auto parameters = next.value().parameters();
  CHECK(parameters[0] == session.parameters()[0]);
  CHECK(parameters[1] == session.parameters()[1]);
  CHECK(parameters[3] == session.parameters()[2]);  // the second unit's first weight: rows have grown by one
  const auto back = next.value().reshaped(Config());
  REQUIRE(back);
  CHECK(std::equal(back.value().parameters().begin(), back.value().parameters().begin() + 8, session.parameters().begin()));
}

TEST_CASE("A table without columns has no examples", "[table]") {
  CHECK(Table().examples() == 0);
  Config config;
  config.data.own = Table();
  CHECK_FALSE(Session::create(config));
}

TEST_CASE("Very large numbers are printed with an exponent", "[error]") {
  CHECK(formatNumber(1.5e20) == "1.5e20");
  CHECK(formatNumber(1e15) == "1e15");
  CHECK(formatNumber(123456789012345) == "123456789012345");
}
