#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <set>
#include <tuple>

#include "backprop/reference.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

/// One linear unit with weight w and bias 0 on inputs 1, targets as given: everything about it can be computed by hand.
Config onLine(std::vector<double> targets, std::uint32_t batchSize, double learningRate) {
  std::vector<double> ones(targets.size(), 1.0);
  Config config = tests::configOf(1, ones, std::move(targets), {}, Activation::linear);
  config.training.batchSize = batchSize;
  config.training.optimizer.learningRate = learningRate;
  return config;
}

Session sessionAt(const Config& config, const std::vector<float>& parameters) {
  Session session = tests::sessionOf(config);
  REQUIRE(session.setParameters(parameters));
  return session;
}

double parameter(const Session& session, std::size_t p) { return static_cast<double>(session.parameters()[p]); }

/// Sigmoid net that has to learn exclusive or.
Config xorConfig(std::uint32_t seed) {
  Config config = tests::configOf(2, {0, 0, 0, 1, 1, 0, 1, 1}, {0, 1, 1, 0}, {{3, Activation::sigmoid}}, Activation::sigmoid);
  config.seed = seed;
  config.training.batchSize = 4;
  config.training.optimizer.learningRate = 5;
  return config;
}

}  // namespace

TEST_CASE("The last batch of an epoch is smaller and has a mean of its own", "[training]") {
  // w = b = 0: batch {1, 2} has the mean gradient -1.5, batch {9} alone has o − t, not a third or half of it
  Session session = sessionAt(onLine({1, 2, 9}, 2, 0.125), {0, 0});
  session.trainSteps(1);
  CHECK_THAT(parameter(session, 0), near(0.125 * 1.5, tests::sameInFloat));
  session.trainSteps(1);
  const double after = 0.125 * 1.5, output = 2 * after;
  CHECK_THAT(parameter(session, 0), near(after + 0.125 * (9 - output), tests::sameInFloat));
  CHECK(session.metrics().epoch == 1);
  CHECK(session.metrics().step == 2);
}

TEST_CASE("An epoch has as many steps as it takes to use every example once", "[training]") {
  const auto [examples, batch, steps] = GENERATE(table<std::uint32_t, std::uint32_t, std::uint64_t>(
      {{250, 10, 25}, {250, 30, 9}, {7, 7, 1}, {7, 8, 1}, {7, 1000, 1}, {5, 1, 5}}));
  Config config;
  config.data.examples = examples;
  config.data.trainFraction = 1;
  config.training.batchSize = batch;
  Session session = tests::sessionOf(config);
  session.trainEpochs(1);
  CHECK(session.metrics().step == steps);
  CHECK(session.metrics().epoch == 1);
  CHECK(session.metrics().progress == 0);
  session.trainSteps(1);
  CHECK(session.metrics().progress == (steps == 1 ? 0 : static_cast<double>(batch) / examples));
  session.trainEpochs(1);  // to the end of the epoch that has begun
  CHECK(session.metrics().epoch == (steps == 1 ? 3u : 2u));
  session.trainEpochs(2);
  CHECK(session.metrics().epoch == (steps == 1 ? 5u : 4u));
}

TEST_CASE("Shuffling draws a new order once per epoch that uses every example once", "[training]") {
  // Targets are powers of two and the rate is tiny: the sum of the steps shows which targets an epoch used
  std::vector<double> targets;
  for (int e = 0; e < 8; ++e) targets.push_back(std::pow(2, e));
  Config config = onLine(targets, 1, 1e-6);
  config.training.shuffle = true;
  Session session = sessionAt(config, {0, 0});
  std::set<std::vector<int>> orders;
  double before = 0;
  for (int epoch = 0; epoch < 6; ++epoch) {
    std::vector<int> order;
    for (int step = 0; step < 8; ++step) {
      session.trainSteps(1);
      const double seen = (parameter(session, 0) - before) / 1e-6;  // the target, less an output below 0.01
      order.push_back(static_cast<int>(std::lround(std::log2(seen))));
      before = parameter(session, 0);
    }
    CHECK(std::set<int>(order.begin(), order.end()).size() == 8);
    orders.insert(order);
  }
  CHECK(orders.size() == 6);  // 1 / 40,320 for two to agree
}

TEST_CASE("Without shuffling the examples come in their order, every epoch", "[training]") {
  Session session = sessionAt(onLine({1, 2, 4, 8}, 1, 1e-6), {0, 0});
  double before = 0;
  for (int step = 0; step < 8; ++step) {
    session.trainSteps(1);
    CHECK_THAT((parameter(session, 0) - before) / 1e-6, near(std::pow(2, step % 4), {1e-3, 0}));
    before = parameter(session, 0);
  }
}

TEST_CASE("L1 moves a weight by a fixed amount and stops at zero", "[training][regularization]") {
  Config config = onLine({0, 0}, 2, 0.1);
  config.data.own->inputs = {0, 0};  // no gradient but the penalty's
  config.training.regularization = {Regularization::l1, 0.5};
  const float sign = GENERATE(1.0f, -1.0f);
  Session session = sessionAt(config, {sign * 0.12f, 0});
  session.trainSteps(1);
  CHECK_THAT(parameter(session, 0), near(static_cast<double>(sign) * 0.07, tests::sameInFloat));
  CHECK_THAT(session.metrics().penalty, near(0.5 * 0.07, tests::sameInFloat));
  session.trainSteps(1);
  CHECK_THAT(parameter(session, 0), near(static_cast<double>(sign) * 0.02, tests::sameInFloat));
  session.trainSteps(1);
  CHECK(parameter(session, 0) == 0);
  session.trainSteps(5);
  CHECK(parameter(session, 0) == 0);
}

TEST_CASE("A weight that L1 has stopped at zero can leave it again", "[training][regularization]") {
  Config config = onLine({1, 1}, 2, 0.1);
  config.training.regularization = {Regularization::l1, 0.5};
  Session session = sessionAt(config, {0, 0});
  session.trainSteps(1);
  CHECK_THAT(parameter(session, 0), near(0.1 * (1 - 0.5), tests::sameInFloat));
}

TEST_CASE("L2 shrinks the weights by a share of themselves", "[training][regularization]") {
  Config config = onLine({0, 0}, 2, 0.1);
  config.data.own->inputs = {0, 0};
  config.training.regularization = {Regularization::l2, 0.5};
  Session session = sessionAt(config, {2, 0});
  CHECK_THAT(session.metrics().penalty, near(0.5 * 0.5 * 4, tests::sameInFloat));
  session.trainSteps(1);
  CHECK_THAT(parameter(session, 0), near(2 * (1 - 0.1 * 0.5), tests::sameInFloat));
}

TEST_CASE("Regularization leaves the biases alone", "[training][regularization]") {
  Config config = onLine({3, 3}, 2, 0.1);
  config.training.regularization = {GENERATE(Regularization::l1, Regularization::l2), 1};
  Session session = sessionAt(config, {0, 3});  // the output is right and the weight is 0: nothing to do
  session.trainSteps(10);
  CHECK(parameter(session, 0) == 0);
  CHECK(parameter(session, 1) == 3);
}

TEST_CASE("A sigmoid net learns exclusive or", "[training]") {
  const std::uint32_t seed = GENERATE(1u, 2u, 3u);
  Session session = tests::sessionOf(xorConfig(seed));
  session.trainSteps(10000);
  CAPTURE(seed);
  CHECK(session.metrics().trainLoss < 0.005);
  const auto outputs = session.predict(std::vector<float>{0, 0, 0, 1, 1, 0, 1, 1});
  REQUIRE(outputs);
  for (std::size_t e = 0; e < 4; ++e) CHECK((outputs.value()[e] > 0.5f) == (e == 1 || e == 2));
}

TEST_CASE("The default network learns circle, xor and gauss to a test loss below 0.02", "[training]") {
  Config config;
  config.data.generator = GENERATE(Generator::circle, Generator::xorQuadrants, Generator::gauss);
  Session session = tests::sessionOf(config);
  session.trainEpochs(4000);
  CAPTURE(nameOf(config.data.generator));
  CHECK(*session.metrics().testLoss < 0.02);
  CHECK(*session.metrics().testAccuracy > 0.97);
}

TEST_CASE("Two layers of eight units and all features learn the spiral to a test loss below 0.05", "[training]") {
  Config config;
  config.data.generator = Generator::spiral;
  config.features = {Feature::x1,   Feature::x2,    Feature::x1Squared, Feature::x2Squared,
                     Feature::x1x2, Feature::sinX1, Feature::sinX2};
  config.layers = {{8, Activation::tanh}, {8, Activation::tanh}};
  Session session = tests::sessionOf(config);
  session.trainEpochs(4000);
  CHECK(*session.metrics().testLoss < 0.05);
}

TEST_CASE("Metrics are what the reference says of the same parameters", "[training]") {
  Config config;
  config.data.generator = Generator::gauss;
  config.data.noise = 0.5;
  Session session = tests::sessionOf(config);
  session.trainEpochs(3);
  const Dataset& data = session.data();
  const auto parameters = tests::toDouble(session.parameters());
  const auto metrics = session.metrics();
  const std::vector<std::tuple<std::vector<std::uint32_t>, double, double>> parts{
      {data.train, metrics.trainLoss, *metrics.trainAccuracy}, {data.test, *metrics.testLoss, *metrics.testAccuracy}};
  for (const auto& [rows, reportedLoss, reportedAccuracy] : parts) {
    double loss = 0, right = 0;
    for (std::uint32_t row : rows) {
      const auto traced =
          trace<double>(session.network(), Loss::halfSquaredError, parameters, data.input(row), data.target(row));
      loss += traced.loss;
      right += (traced.layers.back().output[0] > 0) == (data.labels[row] == 1) ? 1 : 0;
    }
    CHECK_THAT(reportedLoss, near(loss / static_cast<double>(rows.size()), tests::sameInFloat));
    CHECK(reportedAccuracy == right / static_cast<double>(rows.size()));
  }
}

TEST_CASE("Settings of training change on the way and keep the parameters", "[training]") {
  Session session = tests::sessionOf(Config());
  session.trainSteps(7);
  const std::vector<float> before(session.parameters().begin(), session.parameters().end());
  TrainingConfig training = session.config().training;
  training.batchSize = 3;
  training.optimizer.learningRate = 0.5;
  REQUIRE(session.setTraining(training));
  CHECK(std::vector<float>(session.parameters().begin(), session.parameters().end()) == before);
  session.trainSteps(1);
  CHECK(session.metrics().step == 8);
}

TEST_CASE("Several classes are learned, whatever the output and the loss", "[training]") {
  const auto generator = GENERATE(Generator::blobs, Generator::rings);
  const auto loss = GENERATE(Loss::softmaxCrossEntropy, Loss::binaryCrossEntropy, Loss::halfSquaredError, Loss::huber);
  CAPTURE(nameOf(generator), nameOf(loss));
  Config config;
  config.data.generator = generator;
  config.data.classCount = 4;
  config.features = {Feature::x1, Feature::x2, Feature::x1Squared, Feature::x2Squared};
  config.layers = {{12, Activation::tanh}};
  config.loss = loss;
  config.training.optimizer.name = Optimizer::adam;
  Session session = tests::sessionOf(config);
  session.trainEpochs(80);
  CHECK(*session.metrics().trainAccuracy > 0.97);
  CHECK(*session.metrics().testAccuracy > 0.93);
}
