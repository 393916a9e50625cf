// The largest, the smallest and the empty: what a session does at the ends of what it takes.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
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

TEST_CASE("A divergence names the layer whose memory overflowed, though all weights are finite", "[divergence][optimizer]") {
  const auto optimizer = GENERATE(Optimizer::adagrad, Optimizer::adam);  // of whose two terms the second overflows
  Config config =
      tests::configOf(1, {1e19, 2e19}, {0, 0}, {{2, Activation::linear}, {2, Activation::linear}}, Activation::linear);
  config.training.optimizer.name = optimizer;
  if (optimizer == Optimizer::adam) config.training.optimizer.beta2 = 0;
  config.training.optimizer.learningRate = 1e-6;
  Session session = tests::sessionOf(config);
  // Layer by layer: what enters is huge, what follows is small, so that only
  // the first layer's gradient has a square beyond a float
  REQUIRE(session.setParameters(std::vector<float>{1e-19f, 1e-19f, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0}));
  session.trainSteps(1);
  REQUIRE(session.divergence());
  CHECK(session.divergence()->layer == 0);
  for (float parameter : session.parameters()) CHECK(std::isfinite(parameter));
}

TEST_CASE("A diverged network hands on the last finite weights when it is reshaped", "[divergence][reshape]") {
  Config config = tests::configOf(1, {1, 2}, {1, 2}, {{2, Activation::linear}}, Activation::linear);
  config.training.optimizer.learningRate = 100;
  Session session = tests::sessionOf(config);
  const std::vector<float> first(session.parameters().begin(), session.parameters().end());
  session.trainSteps(99);  // too few for a checkpoint after the first
  REQUIRE(session.divergence());
  config.layers[0].units = 3;
  const auto next = session.reshaped(config);
  REQUIRE(next);
  CHECK(next.value().parameters()[0] == first[0]);
  CHECK(next.value().parameters()[1] == first[1]);
  CHECK_FALSE(next.value().divergence());
}

TEST_CASE("A reshaped network began with the weights it was handed, and goes back to them where those kept since are no good",
          "[divergence][reshape]") {
  Session session = tests::sessionOf(line(0.1));
  session.trainSteps(5);
  auto next = session.reshaped(line(0.1));
  REQUIRE(next);
  REQUIRE(next.value().setParameters(std::vector<float>{3e38f, 3e38f}));
  REQUIRE(next.value().metrics().divergence);
  REQUIRE(next.value().recover());
  CHECK(std::equal(session.parameters().begin(), session.parameters().end(), next.value().parameters().begin()));
}

TEST_CASE("Numbers that no float holds are refused, and so are features that leave its range", "[table][error]") {
  const auto messageOf = [](const Config& config) {
    const auto session = Session::create(config);
    return session ? std::string() : session.failure().message();
  };
  const std::string range = " is not in -3.40282e38…3.40282e38";
  Config config = tests::configOf(1, {1, 1e39, 3}, {1, 2, 3}, {}, Activation::linear);
  CHECK(messageOf(config) == "data.inputs[1][0]: 1e39" + range);
  config = tests::configOf(1, {1, 2, 3}, {1, 2, -1e39}, {}, Activation::linear);
  CHECK(messageOf(config) == "data.targets[2][0]: -1e39" + range);
  config = tests::configOf(2, {1, 1, 1e13, 2}, {1, 2}, {}, Activation::linear);
  config.features = {Feature::x2, Feature::x1Cubed};
  CHECK(messageOf(config) == "features[1]: 1e39 at x1 = 10000000000000, x2 = 2 is not a finite number");
  config = tests::configOf(3, {1e-30, 0, 0, 0, 0, 0, 1e30, 0, 0}, {1, 2, 3}, {}, Activation::linear);
  config.data.own->normalization = Normalization::standardize;
  config.data.trainFraction = 0.67;
  config.seed = 0;
  while (makeDataset(config).test[0] != 2) ++config.seed;  // until the large one is not trained on
  CHECK(messageOf(config).find(", after normalization, in column 1 is not a finite number") != std::string::npos);
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
  CHECK(formatNumber(1e15) == "1000000000000000");
  CHECK(formatNumber(1e16) == "1e16");
  CHECK(formatNumber(123456789012345) == "123456789012345");
}
