#include "backprop/reference.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>

#include "support/approx.h"
#include "support/json.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

/// The article prints nine digits behind the point.
constexpr tests::Tolerance printed{0, 1.5e-9};
/// The weights after the step: he computes them from numbers that he has rounded before.
constexpr tests::Tolerance printedAfterRounding{0, 1e-8};

struct Mazur {
  fixtures::Json file = fixtures::load("mazur.json");
  Network network = tests::networkOf({2, 2, 2}, Activation::sigmoid);
  std::vector<double> parameters = file["parameters"].numbers();
  std::vector<double> input = file["inputs"].numbers(), target = file["targets"].numbers();
  const fixtures::Json& expected = file["expected"];

  Trace<double> trace() const { return backprop::trace<double>(network, Loss::halfSquaredError, parameters, input, target); }
};

}  // namespace

TEST_CASE("Mazur's worked example: forward", "[reference][mazur]") {
  const Mazur mazur;
  const auto trace = mazur.trace();
  for (std::size_t j = 0; j < 2; ++j) {
    CHECK_THAT(trace.layers[0].net[j], near(mazur.expected["hiddenNet"].numbers()[j], printed));
    CHECK_THAT(trace.layers[0].output[j], near(mazur.expected["hiddenOutputs"].numbers()[j], printed));
    CHECK_THAT(trace.layers[1].output[j], near(mazur.expected["outputs"].numbers()[j], {0, 1e-8}));  // he prints eight digits
  }
  CHECK_THAT(trace.loss, near(0.298371109, printed));
  CHECK_THAT(trace.loss, near(mazur.expected["loss"].number(), printed));
}

TEST_CASE("Mazur's worked example: backward", "[reference][mazur]") {
  const Mazur mazur;
  const auto trace = mazur.trace();
  CHECK_THAT(trace.layers[1].weightGradient[0], near(0.082167041, printed));
  CHECK_THAT(trace.layers[1].weightGradient[0], near(mazur.expected["gradientOfW5"].number(), printed));
  CHECK_THAT(trace.layers[0].weightGradient[0], near(mazur.expected["gradientOfW1"].number(), printed));
}

TEST_CASE("Mazur's worked example: the weights after one step of the trainer", "[trainer][mazur]") {
  const Mazur mazur;
  Trainer trainer(mazur.network, Loss::halfSquaredError, tests::toFloat(mazur.parameters));
  const std::array<std::uint32_t, 1> batch{0};
  trainer.computeGradient({2, 2, tests::toFloat(mazur.input), tests::toFloat(mazur.target)}, batch);
  REQUIRE(trainer.update(mazur.file["learningRate"].number()));
  const std::array<std::size_t, 8> places{0, 1, 2, 3, 6, 7, 8, 9};  // of w1…w8; the biases lie between
  for (std::size_t w = 0; w < places.size(); ++w) {
    const double expected = mazur.expected["weightsAfterOneStep"]["w" + std::to_string(w + 1)].number();
    // a float has 6e-8 to give away below 1
    CHECK_THAT(static_cast<double>(trainer.parameters()[places[w]]), near(expected, {0, 1e-7}));
  }
}

TEST_CASE("Mazur's worked example: the weights after one step of the reference", "[reference][mazur]") {
  const Mazur mazur;
  const auto gradient =
      meanGradient<double>(mazur.network, Loss::halfSquaredError, mazur.parameters, {mazur.input, mazur.target});
  const std::array<std::size_t, 8> places{0, 1, 2, 3, 6, 7, 8, 9};
  for (std::size_t w = 0; w < places.size(); ++w) {
    const double expected = mazur.expected["weightsAfterOneStep"]["w" + std::to_string(w + 1)].number();
    CHECK_THAT(mazur.parameters[places[w]] - 0.5 * gradient[places[w]], near(expected, printedAfterRounding));
  }
}

TEST_CASE("The mean over the examples is the mean of their traces", "[reference]") {
  const Network network = tests::networkOf({3, 5, 2}, Activation::tanh);
  const auto parameters = tests::randomParameters(network, 1);
  const auto inputs = tests::randomNumbers(4 * 3, 1, 2), targets = tests::randomNumbers(4 * 2, 1, 3);
  std::vector<double> gradient(network.parameterCount(), 0.0);
  double loss = 0;
  for (std::size_t e = 0; e < 4; ++e) {
    const std::span<const double> input(&inputs[e * 3], 3), target(&targets[e * 2], 2);
    const auto trace = backprop::trace<double>(network, Loss::halfSquaredError, parameters, input, target);
    loss += trace.loss / 4;
    for (std::size_t l = 0; l < 2; ++l) {
      const Layer& layer = network.layers()[l];
      for (std::size_t w = 0; w < layer.inputs * layer.units; ++w)
        gradient[layer.weights + w] += trace.layers[l].weightGradient[w] / 4;
      for (std::size_t b = 0; b < layer.units; ++b) gradient[layer.biases + b] += trace.layers[l].biasGradient[b] / 4;
    }
  }
  CHECK_THAT((meanLoss<double>(network, Loss::halfSquaredError, parameters, {inputs, targets})),
             near(loss, tests::sameInDouble));
  const auto mean = meanGradient<double>(network, Loss::halfSquaredError, parameters, {inputs, targets});
  for (std::size_t p = 0; p < gradient.size(); ++p) CHECK_THAT(mean[p], near(gradient[p], tests::sameInDouble));
}

TEST_CASE("Every number of a trace follows from the formulas", "[reference][trace]") {
  const Network network = tests::networkOf({2, 3, 2}, Activation::sigmoid);
  const auto p = tests::randomParameters(network, 4);
  const std::vector<double> input{0.3, -0.8}, target{0.2, 0.9};
  const auto trace = backprop::trace<double>(network, Loss::halfSquaredError, p, input, target);
  const auto& hidden = trace.layers[0];
  const auto& last = trace.layers[1];
  const Layer& out = network.layers()[1];
  double loss = 0;
  for (std::size_t j = 0; j < 2; ++j) {
    const double o = last.output[j];
    CHECK_THAT(last.delta[j], near((o - target[j]) * o * (1 - o), tests::sameInDouble));
    CHECK_THAT(last.errorSignal[j], near(o - target[j], tests::sameInDouble));
    CHECK_THAT(last.biasGradient[j], near(last.delta[j], tests::sameInDouble));
    loss += 0.5 * (o - target[j]) * (o - target[j]);
    for (std::size_t i = 0; i < 3; ++i)
      CHECK_THAT(last.weightGradient[j * 3 + i], near(last.delta[j] * hidden.output[i], tests::sameInDouble));
  }
  CHECK_THAT(trace.loss, near(loss, tests::sameInDouble));
  for (std::size_t i = 0; i < 3; ++i) {
    const double net = p[i * 2] * input[0] + p[i * 2 + 1] * input[1] + p[6 + i];
    CHECK_THAT(hidden.net[i], near(net, tests::sameInDouble));
    const double o = 1 / (1 + std::exp(-net));
    CHECK_THAT(hidden.output[i], near(o, tests::sameInDouble));
    const double signal = p[out.weights + i] * last.delta[0] + p[out.weights + 3 + i] * last.delta[1];
    CHECK_THAT(hidden.errorSignal[i], near(signal, tests::sameInDouble));
    CHECK_THAT(hidden.slope[i], near(o * (1 - o), tests::sameInDouble));
    CHECK_THAT(hidden.delta[i], near(signal * o * (1 - o), tests::sameInDouble));
  }
}

TEST_CASE("A session traces its examples with its parameters", "[session][trace]") {
  const Session session = tests::sessionOf(Config());
  const auto trace = session.trace(tests::exampleOfData(3));
  REQUIRE(trace);
  const auto input = session.data().input(3), target = session.data().target(3);
  CHECK(trace.value().input == std::vector<double>(input.begin(), input.end()));
  const auto same = session.trace(tests::exampleGiven(input, target));
  REQUIRE(same);
  CHECK(same.value().loss == trace.value().loss);
}
