// "Break it on purpose": each mistake is the one it says it is, the check finds it, and training suffers from it.
#include "backprop/fault.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cmath>

#include "backprop/gradient_check.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

/// Of a right gradient: what the differences err by.
constexpr double right = 1e-6;
/// Of a wrong one, at its worst parameter.
constexpr double wrong = 0.1;

/// Two outputs, a hidden layer that is not square and no symmetry: every fault shows.
struct Case {
  Network network = tests::networkOf({2, 3, 2}, Activation::sigmoid);
  std::vector<double> parameters = tests::randomParameters(network, 3), inputs = tests::randomNumbers(5 * 2, 1.5, 4),
                      targets = tests::randomNumbers(5 * 2, 1, 5);

  GradientCheck check(Fault fault) const {
    return checkGradient(network, Loss::halfSquaredError, parameters, {inputs, targets}, 1e-5, fault);
  }
  Trace<double> trace(Fault fault) const {
    return backprop::trace<double>(network, Loss::halfSquaredError, parameters, std::span(inputs).first(2),
                                   std::span(targets).first(2), fault);
  }
};

std::vector<Fault> allFaults() {
  auto faults = tests::all<Fault>();
  faults.erase(faults.begin());
  return faults;
}

Config configWith(Fault fault) {
  Config config;
  config.data.generator = Generator::xorQuadrants;
  config.training.fault = fault;
  config.training.optimizer.learningRate = 0.1;
  return config;
}

}  // namespace

TEST_CASE("The check finds each fault and nothing where there is none", "[fault]") {
  const Case c;
  const auto sound = c.check(Fault::none);
  CHECK(sound.error[sound.worst] < right);
  const auto fault = GENERATE(from_range(allFaults()));
  CAPTURE(nameOf(fault));
  const auto check = c.check(fault);
  CHECK(check.error[check.worst] > wrong);
  CHECK(check.numeric == sound.numeric);
}

TEST_CASE("Each fault is the mistake that it is named after", "[fault]") {
  const Case c;
  const auto good = c.trace(Fault::none);
  const Layer& out = c.network.layers()[1];
  const auto w = [&](std::size_t at) { return c.parameters[out.weights + at]; };
  const auto &last = good.layers[1], &hidden = good.layers[0];

  SECTION("δ with the other sign turns every gradient round") {
    const auto bad = c.trace(Fault::deltaSign);
    for (std::size_t l = 0; l < 2; ++l)
      for (std::size_t j = 0; j < good.layers[l].delta.size(); ++j) CHECK(bad.layers[l].delta[j] == -good.layers[l].delta[j]);
  }
  SECTION("without its slope δ is the error signal") {
    const auto bad = c.trace(Fault::missingSlope);
    CHECK(bad.layers[1].delta == last.errorSignal);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK_THAT(bad.layers[0].delta[i],
                 near(w(i) * last.errorSignal[0] + w(3 + i) * last.errorSignal[1], tests::sameInDouble));
      CHECK(bad.layers[0].slope[i] == hidden.slope[i]);
    }
  }
  SECTION("read as if transposed, row i of three columns is row i of two") {
    const auto bad = c.trace(Fault::transposedWeights);
    CHECK(bad.layers[1].delta == last.delta);
    for (std::size_t i = 0; i < 3; ++i)
      CHECK_THAT(bad.layers[0].errorSignal[i],
                 near(w(2 * i) * last.delta[0] + w(2 * i + 1) * last.delta[1], tests::sameInDouble));
  }
  SECTION("of the sum over the outputs its first term remains") {
    const auto bad = c.trace(Fault::forgottenSum);
    CHECK(bad.layers[1].delta == last.delta);
    for (std::size_t i = 0; i < 3; ++i)
      CHECK_THAT(bad.layers[0].errorSignal[i], near(w(i) * last.delta[0], tests::sameInDouble));
  }
}

TEST_CASE("With one output there is no sum to forget", "[fault]") {
  const Network network = tests::networkOf({2, 3, 1}, Activation::sigmoid);
  const auto parameters = tests::randomParameters(network, 3);
  const std::vector<double> input{0.4, -1}, target{1};
  const auto gradient = [&](Fault fault) {
    return meanGradient<double>(network, Loss::halfSquaredError, parameters, {input, target}, fault);
  };
  CHECK(gradient(Fault::forgottenSum) == gradient(Fault::none));
}

TEST_CASE("A step with a fault goes along the broken gradient", "[fault][session]") {
  const auto fault = GENERATE(from_range(allFaults()));
  CAPTURE(nameOf(fault));
  Session session = tests::sessionOf(configWith(fault));
  const auto told = session.update(tests::examplesOfData(session.batch()));
  REQUIRE(told);
  session.trainSteps(1);
  for (std::size_t p = 0; p < told.value().parameters.size(); ++p)
    CHECK_THAT(static_cast<double>(session.parameters()[p]), near(told.value().parameters[p], {0, 1e-7}));
  CHECK(session.gradient() == session.checkGradients(1e-5).value().analytic);
}

TEST_CASE("Training with a fault ends worse than without", "[fault][session]") {
  const auto lossAfter = [](Fault fault, std::vector<LayerConfig> layers, std::uint64_t epochs) {
    Config config = configWith(fault);
    config.layers = std::move(layers);
    config.data.generator = Generator::blobs;  // three outputs, so that there is a sum to forget
    config.data.noise = 0.2;
    Session session = tests::sessionOf(config);
    session.trainEpochs(epochs);
    return session.metrics().trainLoss;
  };
  const std::vector<LayerConfig> layers{{6, Activation::tanh}, {5, Activation::tanh}};
  const double good = lossAfter(Fault::none, layers, 20);
  const auto fault = GENERATE(from_range(allFaults()));
  CAPTURE(nameOf(fault), good, lossAfter(fault, layers, 20));
  CHECK_FALSE(lossAfter(fault, layers, 20) < 1.05 * good);  // so that a loss that is not finite counts too
}

TEST_CASE("A fault comes and goes while training runs, and the statistics of the layers know of it", "[fault][session]") {
  Session session = tests::sessionOf(configWith(Fault::none)), twin = tests::sessionOf(configWith(Fault::none));
  session.trainSteps(30);
  twin.trainSteps(30);
  TrainingConfig training = session.config().training;
  training.fault = Fault::missingSlope;
  REQUIRE(session.setTraining(training));
  double length = 0;
  const Layer& first = session.network().layers()[0];
  const auto broken = session.gradient(), sound = twin.gradient();
  for (std::size_t p = first.weights; p < first.biases + first.units; ++p) length += broken[p] * broken[p];
  CHECK_THAT(session.layerStatistics()[0].gradientNorm, near(std::sqrt(length), tests::sameInFloat));
  CHECK_FALSE(broken == sound);
  training.fault = Fault::none;
  REQUIRE(session.setTraining(training));
  session.trainSteps(30);
  twin.trainSteps(30);
  CHECK(tests::toDouble(session.parameters()) == tests::toDouble(twin.parameters()));
}

TEST_CASE("A fault does not go with dropout, which the reference does not support", "[fault][config]") {
  Config config = configWith(Fault::deltaSign);
  config.training.dropout = 0.5;
  const auto flaw = validate(config);
  REQUIRE(flaw);
  CHECK(flaw->message() ==
        "fault: deltaSign does not go with dropout, which the reference implementation does not support: set it to 0");
}
