#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "support/networks.h"

using namespace backprop;

namespace {

/// Linear units at a rate far too high: every step multiplies the weights.
Config explosive() {
  Config config;
  config.layers = {{4, Activation::linear}, {3, Activation::linear}};
  config.output = Activation::linear;
  config.training.optimizer.learningRate = 10;
  return config;
}

/// Linear units that remember a velocity and learn, until the rate is raised.
Config steady() {
  Config config = explosive();
  config.training.optimizer = {Optimizer::momentum, 1e-4, 0.5, {}, {}, {}, {}, {}};
  return config;
}

void trainUntilDiverged(Session& session) {
  TrainingConfig training = session.config().training;
  training.optimizer.learningRate = 100;
  REQUIRE(session.setTraining(training));
  session.trainSteps(60);  // too few for another checkpoint
  REQUIRE(session.divergence());
}

void checkSame(const Checkpoint& actual, const Checkpoint& expected) {
  CHECK(actual.step == expected.step);
  CHECK(actual.epoch == expected.epoch);
  CHECK(actual.position == expected.position);
  CHECK(actual.parameters == expected.parameters);
  CHECK(actual.optimizerState == expected.optimizerState);
}

bool allFinite(std::span<const float> numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](float number) { return std::isfinite(number); });
}

}  // namespace

TEST_CASE("Divergence stops training at its step and names step and layer", "[divergence]") {
  Session session = tests::sessionOf(explosive());
  session.trainSteps(100000);
  const auto divergence = session.metrics().divergence;
  REQUIRE(divergence);
  CHECK(divergence->step == session.metrics().step);
  CHECK(divergence->step < 100000);
  REQUIRE(divergence->layer < 3);

  // The step before, everything was finite; with it, that layer is not and those before it are
  Session again = tests::sessionOf(explosive());
  again.trainSteps(divergence->step - 1);
  CHECK(allFinite(again.parameters()));
  CHECK_FALSE(again.divergence());
  again.trainSteps(1);
  const Layer& layer = again.network().layers()[divergence->layer];
  CHECK(allFinite(again.parameters().first(layer.weights)));
  CHECK_FALSE(allFinite(again.parameters().subspan(layer.weights, layer.biases + layer.units - layer.weights)));
}

TEST_CASE("A diverged session does not train on", "[divergence]") {
  Session session = tests::sessionOf(explosive());
  session.trainSteps(100000);
  const std::uint64_t step = session.metrics().step;
  session.trainSteps(10);
  session.trainEpochs(2);
  CHECK(session.metrics().step == step);
}

TEST_CASE("Recovery goes back to finite numbers, and a smaller rate learns from there", "[divergence]") {
  Session session = tests::sessionOf(explosive());
  session.trainSteps(100000);
  REQUIRE(session.metrics().divergence);
  REQUIRE(session.recover());
  CHECK_FALSE(session.metrics().divergence);
  CHECK(allFinite(session.parameters()));
  CHECK(std::isfinite(session.metrics().trainLoss));
  TrainingConfig training = session.config().training;
  training.optimizer.learningRate = 0.001;
  REQUIRE(session.setTraining(training));
  const double before = session.metrics().trainLoss;
  session.trainEpochs(3);
  CHECK(session.metrics().trainLoss <= before);
}

TEST_CASE("Recovery loses at most the steps since the last kept checkpoint", "[divergence]") {
  Config config;
  config.layers = {{4, Activation::linear}};
  config.output = Activation::linear;
  Session session = tests::sessionOf(config);
  session.trainSteps(1234);
  TrainingConfig training = session.config().training;
  training.optimizer.learningRate = 100;
  REQUIRE(session.setTraining(training));
  session.trainSteps(100000);
  REQUIRE(session.divergence());
  REQUIRE(session.recover());
  CHECK(session.metrics().step >= 1134);
}

TEST_CASE("Recovery goes back to all that the session kept, in the midst of an epoch", "[divergence]") {
  Config config = steady();
  config.training.batchSize = 7;  // an epoch of 36 steps, and every hundredth is kept
  Session session = tests::sessionOf(config), other = tests::sessionOf(config);
  session.trainSteps(101);
  other.trainSteps(100);
  trainUntilDiverged(session);
  REQUIRE(session.recover());
  checkSame(session.checkpoint(), other.checkpoint());
}

TEST_CASE("Recovery goes back to the checkpoint that was restored", "[divergence]") {
  Session session = tests::sessionOf(steady());
  session.trainSteps(7);
  const Checkpoint restored = session.checkpoint();
  session.trainSteps(30);
  REQUIRE(session.restore(restored));
  trainUntilDiverged(session);
  REQUIRE(session.recover());
  checkSame(session.checkpoint(), restored);
}

TEST_CASE("Parameters that are set end a divergence, let the optimizer forget, and are what recovery goes back to",
          "[divergence]") {
  Session session = tests::sessionOf(steady());
  session.trainSteps(7);
  trainUntilDiverged(session);
  const std::vector<float> set(session.parameters().size(), 0.125f);
  REQUIRE(session.setParameters(set));
  CHECK_FALSE(session.divergence());
  const Checkpoint then = session.checkpoint();
  CHECK(std::all_of(then.optimizerState.begin(), then.optimizerState.end(), [](float number) { return number == 0; }));
  trainUntilDiverged(session);
  REQUIRE(session.recover());
  checkSame(session.checkpoint(), then);
}

TEST_CASE("There is nothing to recover from while all is well", "[divergence][error]") {
  Session session = tests::sessionOf(Config());
  session.trainSteps(5);
  const auto status = session.recover();
  REQUIRE_FALSE(status);
  CHECK(status.failure().code == Error::nothingToRecover);
  CHECK(session.metrics().step == 5);
}

TEST_CASE("Recovery works after the data became fewer than the position in the old epoch", "[divergence]") {
  Config config = explosive();
  config.training.optimizer.learningRate = 1e-5;
  Session session = tests::sessionOf(config);
  session.trainSteps(124);                         // a checkpoint of its own is at step 100 or 0…
  REQUIRE(session.restore(session.checkpoint()));  // …and now at 124: position 240 of 250
  DataConfig data;
  data.examples = 20;
  REQUIRE(session.setData(data, 1));
  TrainingConfig training = session.config().training;
  training.optimizer.learningRate = 100;
  REQUIRE(session.setTraining(training));
  session.trainSteps(90);
  REQUIRE(session.divergence());
  const auto status = session.recover();
  if (!status) FAIL(status.failure().message());
  CHECK_FALSE(session.metrics().divergence);
  session.trainSteps(1);
}

TEST_CASE("Saturated units at a senseless rate stay finite", "[divergence]") {
  Config config;
  config.layers.assign(3, {8, GENERATE(Activation::sigmoid, Activation::tanh)});
  config.training.optimizer.learningRate = 100;
  Session session = tests::sessionOf(config);
  session.trainSteps(2000);
  CHECK_FALSE(session.metrics().divergence);
  CHECK(allFinite(session.parameters()));
}
