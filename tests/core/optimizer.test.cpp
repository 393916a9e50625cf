// Optimizers by numbers that a hand can follow, and what surrounds them: clipping, freezing, dropout, schedules.
#include "backprop/optimizer.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cmath>
#include <numeric>

#include "backprop/reference.h"
#include "backprop/schedule.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

/// The weights after each step from w = 1 with the gradients given and a learning rate of 0.5.
std::vector<double> path(const OptimizerConfig& config, const std::vector<double>& gradients) {
  std::vector<double> weight{1}, state(2), result;
  for (std::size_t step = 0; step < gradients.size(); ++step) {
    optimize<double>(config, 0.5, step + 1, std::span(&gradients[step], 1), weight, state);
    result.push_back(weight[0]);
  }
  return result;
}

void checkPath(const OptimizerConfig& config, const std::vector<double>& gradients, const std::vector<double>& expected) {
  const auto found = path(config, gradients);
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK_THAT(found[i], near(expected[i], tests::sameInDouble));
}

Config configWith(Optimizer optimizer) {
  Config config;
  config.data.noise = 0.1;
  config.training.optimizer.name = optimizer;
  return config;
}

std::vector<std::uint32_t> bits(std::span<const float> numbers) {
  std::vector<std::uint32_t> all;
  for (float number : numbers) all.push_back(bitsOf(number));
  return all;
}

}  // namespace

TEST_CASE("Each optimizer takes the steps that its formula says", "[optimizer]") {
  OptimizerConfig config;
  SECTION("sgd: ½ · 2, then ½ · −4") { checkPath(config, {2, -4}, {0, 2}); }
  SECTION("momentum ½: velocities 2 and −3") {
    config.name = Optimizer::momentum, config.momentum = 0.5;
    checkPath(config, {2, -4}, {0, 1.5});
  }
  SECTION("nesterov ½: 2 + ½ · 2, then −4 + ½ · −3") {
    config.name = Optimizer::nesterov, config.momentum = 0.5;
    checkPath(config, {2, -4}, {-0.5, 2.25});
  }
  SECTION("adagrad: roots of 9 and 25, ε = 1") {
    config.name = Optimizer::adagrad, config.eps = 1;
    checkPath(config, {3, 4}, {1 - 0.5 * 3 / 4, 1 - 0.5 * 3 / 4 - 0.5 * 4 / 6});
  }
  SECTION("rmsprop ¾: means of the squares 4 and 12") {
    config.name = Optimizer::rmsprop, config.alpha = 0.75, config.eps = 1;
    checkPath(config, {4, 6}, {1 - 0.5 * 4 / 3, 1 - 0.5 * 4 / 3 - 0.5 * 6 / (std::sqrt(12.0) + 1)});
  }
  SECTION("adam ½, ¾: m̂ = 4, ŝ = 16; then m = ½·2 + ½·0 = 1 over ¾, s = ¾·4 over 7/16") {
    config.name = Optimizer::adam, config.beta1 = 0.5, config.beta2 = 0.75, config.eps = 1;
    const double first = 1 - 0.5 * 4 / (4 + 1);
    checkPath(config, {4, 0}, {first, first - 0.5 * (1 / 0.75) / (std::sqrt(3 / 0.4375) + 1)});
  }
  SECTION("adamw: first a quarter of the weight goes") {
    config.name = Optimizer::adamw, config.beta1 = 0.5, config.beta2 = 0.75, config.eps = 1, config.weightDecay = 0.5;
    checkPath(config, {4}, {0.75 - 0.5 * 4 / (4 + 1)});
  }
}

TEST_CASE("A parameter that is not given has PyTorch's default", "[optimizer]") {
  OptimizerConfig config;
  config.name = Optimizer::adamw;
  const OptimizerConfig full = withDefaults(config);
  CHECK(full.beta1 == 0.9);
  CHECK(full.beta2 == 0.999);
  CHECK(full.eps == 1e-8);
  CHECK(full.weightDecay == 0.01);
  CHECK_FALSE(full.momentum);
  CHECK_FALSE(full.alpha);
  config.name = Optimizer::rmsprop;
  CHECK(withDefaults(config).alpha == 0.99);
  config.name = Optimizer::adagrad;
  CHECK(withDefaults(config).eps == 1e-10);
}

TEST_CASE("Every optimizer learns the circle", "[optimizer][session]") {
  const auto optimizer = GENERATE(from_range(tests::all<Optimizer>()));
  CAPTURE(nameOf(optimizer));
  Session session = tests::sessionOf(configWith(optimizer));
  const double before = session.metrics().trainLoss;
  session.trainEpochs(60);
  CHECK(session.metrics().trainLoss < before / 5);
}

TEST_CASE("A checkpoint holds what the optimizer remembers", "[optimizer][checkpoint]") {
  const auto optimizer = GENERATE(from_range(tests::all<Optimizer>()));
  CAPTURE(nameOf(optimizer));
  Session session = tests::sessionOf(configWith(optimizer));
  session.trainSteps(40);
  const Checkpoint checkpoint = session.checkpoint();
  CHECK(checkpoint.optimizerState.empty() == (optimizer == Optimizer::sgd));
  session.trainSteps(40);
  Session other = tests::sessionOf(configWith(optimizer));
  REQUIRE(other.restore(checkpoint));
  other.trainSteps(40);
  CHECK(bits(other.parameters()) == bits(session.parameters()));
}

TEST_CASE("A checkpoint of another optimizer is refused", "[optimizer][checkpoint]") {
  Session adam = tests::sessionOf(configWith(Optimizer::adam)), momentum = tests::sessionOf(configWith(Optimizer::momentum));
  const auto status = momentum.restore(adam.checkpoint());
  REQUIRE_FALSE(status);
  CHECK(status.failure().message() == "checkpoint.optimizerState: has length 51, needs 26");
  Checkpoint broken = momentum.checkpoint();
  broken.optimizerState[3] = std::nanf("");
  CHECK_FALSE(momentum.restore(broken));
}

TEST_CASE("Another optimizer in the midst of training keeps the weights and begins anew", "[optimizer][session]") {
  const auto to = GENERATE(from_range(tests::all<Optimizer>()));
  CAPTURE(nameOf(to));
  Session session = tests::sessionOf(configWith(Optimizer::adam));
  session.trainSteps(250);
  const std::vector<float> weights(session.parameters().begin(), session.parameters().end());
  TrainingConfig training = session.config().training;
  training.optimizer = {};
  training.optimizer.name = to;
  REQUIRE(session.setTraining(training));
  CHECK(bits(session.parameters()) == bits(weights));
  if (to != Optimizer::adam)
    for (float number : session.checkpoint().optimizerState) CHECK(number == 0.0f);
  session.trainSteps(5);
  CHECK_FALSE(bits(session.parameters()) == bits(weights));
  CHECK_FALSE(session.divergence());
}

TEST_CASE("A divergence after a change of optimizer can be recovered from", "[optimizer][session]") {
  Config config = configWith(Optimizer::sgd);
  config.data.generator = Generator::plane;
  config.layers = {{4, Activation::linear}};
  Session session = tests::sessionOf(config);
  session.trainSteps(10);
  config.training.optimizer.name = Optimizer::momentum;
  config.training.optimizer.learningRate = 100;
  REQUIRE(session.setTraining(config.training));
  session.trainSteps(1000);
  REQUIRE(session.divergence());
  REQUIRE(session.recover());
  CHECK(std::isfinite(session.metrics().trainLoss));
}

TEST_CASE("Clipping shortens a long gradient to the limit and leaves a short one alone", "[optimizer][clipping]") {
  const Network network = tests::networkOf({2, 3, 1}, Activation::tanh);
  const auto parameters = tests::toFloat(tests::randomParameters(network, 5));
  const FloatExamples examples{2, 1, {0.5f, 1, -1, 0.25f}, {3, -3}};
  const std::vector<std::uint32_t> batch{0, 1};
  const auto stepOf = [&](const TrainingConfig& training) {
    Trainer trainer(network, Loss::halfSquaredError, parameters);
    trainer.computeGradient(examples, batch);
    trainer.setTraining(training);
    CHECK(trainer.update(1));
    std::vector<double> step;
    for (std::size_t p = 0; p < parameters.size(); ++p)
      step.push_back(static_cast<double>(parameters[p]) - static_cast<double>(trainer.parameters()[p]));
    return step;
  };
  const auto lengthOf = [](const std::vector<double>& step) {
    return std::sqrt(std::inner_product(step.begin(), step.end(), step.begin(), 0.0));
  };
  TrainingConfig training;
  const auto whole = stepOf(training);
  REQUIRE(lengthOf(whole) > 1);
  training.clipping = {Clipping::norm, 0.25};
  const auto clipped = stepOf(training);
  CHECK_THAT(lengthOf(clipped), near(0.25, {1e-5, 0}));
  for (std::size_t p = 0; p < whole.size(); ++p) CHECK_THAT(clipped[p] * lengthOf(whole), near(whole[p] * 0.25, {1e-4, 1e-6}));
  for (double longer : {1.001, 1.5, 100.0}) {
    training.clipping.limit = longer * lengthOf(whole);
    CHECK(stepOf(training) == whole);
  }
  training.clipping = {Clipping::none, 0.25};
  CHECK(stepOf(training) == whole);
}

TEST_CASE("Frozen parameters stay, whatever the optimizer and the regularization do", "[optimizer][freezing]") {
  const auto optimizer = GENERATE(from_range(tests::all<Optimizer>()));
  Config config = configWith(optimizer);
  config.training.regularization = {GENERATE(Regularization::l1, Regularization::l2), 0.01};
  config.training.frozen = {0, 3, 9, 24};
  Session session = tests::sessionOf(config);
  const std::vector<float> before(session.parameters().begin(), session.parameters().end());
  session.trainSteps(30);
  std::size_t changed = 0;
  for (std::uint32_t p : config.training.frozen) CHECK(bitsOf(session.parameters()[p]) == bitsOf(before[p]));
  for (std::size_t p = 0; p < before.size(); ++p) changed += session.parameters()[p] != before[p] ? 1 : 0;
  CHECK(changed == before.size() - config.training.frozen.size());

  config.training.frozen.clear();
  REQUIRE(session.setTraining(config.training));
  session.trainSteps(30);
  CHECK(session.parameters()[3] != before[3]);
}

TEST_CASE("Dropout leaves hidden units out of a step, by the seed", "[optimizer][dropout]") {
  Network network = tests::networkOf({2, 8, 8, 1}, Activation::tanh);
  Trainer trainer(network, Loss::halfSquaredError, tests::toFloat(tests::randomParameters(network, 5)));
  const FloatExamples examples{2, 1, {0.5f, 1}, {3}};
  const std::vector<std::uint32_t> one{0};

  // With one example, a unit that is left out has no gradient, neither into it nor out of it
  trainer.computeGradient(examples, one, {0.5, 1, 1});
  const auto gradient = trainer.gradient();
  std::size_t left = 0;
  for (std::size_t l = 0; l < 2; ++l) {
    const Layer &layer = network.layers()[l], &next = network.layers()[l + 1];
    for (std::size_t j = 0; j < layer.units; ++j) {
      const bool out = gradient[layer.biases + j] == 0.0f;
      left += out ? 1 : 0;
      for (std::size_t i = 0; i < next.units; ++i)
        if (out) CHECK(gradient[next.weights + i * layer.units + j] == 0.0f);
    }
  }
  CHECK(left >= 3);
  CHECK(left <= 13);

  const std::vector<float> first(gradient.begin(), gradient.end());
  trainer.computeGradient(examples, one, {0.5, 1, 1});
  CHECK(bits(trainer.gradient()) == bits(first));
  trainer.computeGradient(examples, one, {0.5, 2, 1});
  CHECK_FALSE(bits(trainer.gradient()) == bits(first));
}

TEST_CASE("Over many drawings dropout changes the output layer's gradient little, because what remains counts more",
          "[optimizer][dropout]") {
  // One hidden layer and a linear output: the gradient of the output's bias is o − t, linear in what the hidden units give
  Network network = tests::networkOf({2, 8, 1}, Activation::tanh, Activation::linear);
  Trainer trainer(network, Loss::halfSquaredError, tests::toFloat(tests::randomParameters(network, 5)));
  const FloatExamples examples{2, 1, {0.5f, 1}, {3}};
  const std::vector<std::uint32_t> one{0};
  trainer.computeGradient(examples, one);
  const double whole = static_cast<double>(trainer.gradient().back());
  double mean = 0;
  constexpr int drawings = 20000;
  for (int d = 0; d < drawings; ++d) {
    trainer.computeGradient(examples, one, {0.3, 1, static_cast<std::uint64_t>(d)});
    mean += static_cast<double>(trainer.gradient().back()) / drawings;
  }
  CHECK_THAT(mean, near(whole, {0.02, 0}));
}

TEST_CASE("Predictions and metrics leave no unit out", "[optimizer][dropout]") {
  Config config;
  Session plain = tests::sessionOf(config);
  config.training.dropout = 0.5;
  Session session = tests::sessionOf(config);
  CHECK(session.metrics().trainLoss == plain.metrics().trainLoss);
  session.trainSteps(20);
  plain.trainSteps(20);
  CHECK_FALSE(bits(session.parameters()) == bits(plain.parameters()));
  REQUIRE(plain.setParameters(session.parameters()));
  CHECK(session.metrics().trainLoss == plain.metrics().trainLoss);
}

TEST_CASE("A schedule says the factor of every step", "[schedule]") {
  ScheduleConfig schedule;
  const auto factor = [&](std::uint64_t steps) { return scheduleFactor(schedule, steps); };
  CHECK(factor(0) == 1);
  CHECK(factor(1'000'000) == 1);
  SECTION("step") {
    schedule = {Schedule::step, 10, 0.5, {}};
    CHECK(factor(9) == 1);
    CHECK(factor(10) == 0.5);
    CHECK(factor(39) == 0.125);
  }
  SECTION("exponential") {
    schedule = {Schedule::exponential, {}, 0.5, {}};
    CHECK(factor(0) == 1);
    CHECK(factor(3) == 0.125);
    CHECK(factor(100000) == 0);
  }
  SECTION("cosine") {
    schedule = {Schedule::cosine, {}, {}, 100};
    CHECK(factor(0) == 1);
    CHECK_THAT(factor(25), near(0.5 + std::sqrt(0.125), tests::sameInDouble));
    CHECK_THAT(factor(50), near(0.5, tests::sameInDouble));
    CHECK_THAT(factor(100), near(0, tests::sameInDouble));
    CHECK(factor(1000) == factor(100));
  }
  SECTION("one cycle, as PyTorch's OneCycleLR of 100 steps") {
    schedule = {Schedule::oneCycle, {}, {}, 100};
    CHECK_THAT(factor(0), near(0.04, tests::sameInDouble));
    CHECK_THAT(factor(29), near(1, tests::sameInDouble));
    CHECK_THAT(factor(64), near((1 + 4e-6) / 2, tests::sameInDouble));
    CHECK_THAT(factor(99), near(4e-6, tests::sameInDouble));
    CHECK_THAT(factor(500), near(4e-6, tests::sameInDouble));
  }
  SECTION("one cycle that is too short for a rise begins at the top") {
    schedule = {Schedule::oneCycle, {}, {}, 3};
    CHECK(factor(0) == 1);
    CHECK_THAT(factor(1), near((1 + 4e-6) / 2, tests::sameInDouble));
    CHECK_THAT(factor(2), near(4e-6, tests::sameInDouble));
  }
  SECTION("warm-up") {
    schedule = {Schedule::warmUp, {}, {}, 4};
    CHECK(factor(0) == 0.25);
    CHECK(factor(2) == 0.75);
    CHECK(factor(3) == 1);
    CHECK(factor(400) == 1);
  }
}

TEST_CASE("Every schedule stays within 0 and 1 and is finite, also where its length is 1", "[schedule]") {
  const auto name = GENERATE(from_range(tests::all<Schedule>()));
  for (double length : {1.0, 2.0, 3.0, 1000.0}) {
    ScheduleConfig schedule{name, {}, {}, {}};
    for (const auto& option : options<ScheduleConfig>)
      if (option.defaultOf(schedule)) schedule.*option.member = option.range.max <= 1 ? 0.5 : length;
    for (std::uint64_t step : {0u, 1u, 2u, 3u, 10u, 4000000000u}) {
      CAPTURE(nameOf(name), length, step);
      CHECK(scheduleFactor(schedule, step) >= 0);
      CHECK(scheduleFactor(schedule, step) <= 1);
    }
  }
}

TEST_CASE("The schedule acts on the steps of a session", "[schedule][session]") {
  Config config;
  config.training.schedule = {Schedule::step, 5, 0.5, {}};
  Session scheduled = tests::sessionOf(config);
  config.training.schedule = {};
  Session constant = tests::sessionOf(config);
  scheduled.trainSteps(5);
  constant.trainSteps(5);
  CHECK(bits(scheduled.parameters()) == bits(constant.parameters()));
  config.training.optimizer.learningRate /= 2;
  REQUIRE(constant.setTraining(config.training));
  scheduled.trainSteps(5);
  constant.trainSteps(5);
  CHECK(bits(scheduled.parameters()) == bits(constant.parameters()));
}
