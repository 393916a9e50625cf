#include "backprop/loss.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "backprop/activation.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

template <class T>
std::vector<T> softmaxOf(std::vector<T> nets) {
  softmax(nets.data(), nets.size(), 1);
  return nets;
}

template <class T>
T lossOf(Loss loss, const std::vector<T>& nets, const std::vector<T>& outputs, const std::vector<T>& targets) {
  return exampleLoss<T>(loss, nets, outputs, targets);
}

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

}  // namespace

TEST_CASE("Each loss is its formula", "[loss]") {
  const std::vector<double> nets{0.3, -1.2, 2}, targets{0.2, 0.5, 0.3};
  SECTION("half squared error") {
    CHECK_THAT(lossOf(Loss::halfSquaredError, nets, nets, targets), near(0.005 + 1.445 + 1.445, tests::sameInDouble));
  }
  SECTION("huber: a parabola near the target, straight lines beyond") {
    CHECK_THAT(lossOf(Loss::huber, nets, nets, targets), near(0.005 + 1.2 + 1.2, tests::sameInDouble));
    CHECK(losses::Huber::errorSignal(5.0, 1.0) == 1);
    CHECK(losses::Huber::errorSignal(-5.0, 1.0) == -1);
    CHECK_THAT(losses::Huber::errorSignal(1.25, 1.0), near(0.25, tests::sameInDouble));
  }
  SECTION("binary cross-entropy of the sigmoid") {
    std::vector<double> outputs;
    double expected = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      outputs.push_back(sigmoid(nets[j]));
      expected -= targets[j] * std::log(outputs[j]) + (1 - targets[j]) * std::log(1 - outputs[j]);
    }
    CHECK_THAT(lossOf(Loss::binaryCrossEntropy, nets, outputs, targets), near(expected, tests::sameInDouble));
  }
  SECTION("cross-entropy of the softmax") {
    const auto outputs = softmaxOf(nets);
    const double total = std::exp(0.3) + std::exp(-1.2) + std::exp(2.0);
    double expected = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK_THAT(outputs[j], near(std::exp(nets[j]) / total, tests::sameInDouble));
      expected -= targets[j] * std::log(outputs[j]);
    }
    CHECK_THAT(lossOf(Loss::softmaxCrossEntropy, nets, outputs, targets), near(expected, tests::sameInDouble));
  }
}

TEST_CASE("The error signal is the slope of the loss by the output", "[loss]") {
  // Of the cross-entropies by o itself, where their value is a function of the net input: E = −t log o − (1 − t) log(1 − o)
  for (double output : {0.1, 0.5, 0.93})
    for (double target : {0.0, 0.3, 1.0}) {
      CHECK_THAT(losses::BinaryCrossEntropy::errorSignal(output, target),
                 near((output - target) / (output * (1 - output)), tests::sameInDouble));
      CHECK_THAT(losses::SoftmaxCrossEntropy::errorSignal(output, target), near(-target / output, tests::sameInDouble));
    }
  CHECK(losses::BinaryCrossEntropy::errorSignal(1.0, 1.0) == -1);  // E = −log o there, no 0/0
  CHECK(losses::BinaryCrossEntropy::errorSignal(0.0, 0.0) == 1);
}

TEST_CASE("The cross-entropies are finite and right for net inputs of any size", "[loss]") {
  constexpr double huge = 1e30;
  SECTION("softmax") {
    const std::vector<double> nets{huge, -huge, huge / 2}, right{1, 0, 0}, wrong{0, 1, 0};
    const auto outputs = softmaxOf(nets);
    for (std::size_t j = 0; j < 3; ++j) CHECK_THAT(outputs[j], near(right[j], tests::sameInDouble));
    CHECK(lossOf(Loss::softmaxCrossEntropy, nets, outputs, right) == 0);
    CHECK(lossOf(Loss::softmaxCrossEntropy, nets, outputs, wrong) == 2 * huge);
  }
  SECTION("softmax in single precision") {
    const std::vector<float> nets{1e30f, 1e30f, -1e30f}, targets{0, 1, 0};
    const auto outputs = softmaxOf(nets);
    for (float output : {outputs[0], outputs[1]}) CHECK(output == 0.5f);
    CHECK_THAT(static_cast<double>(outputs[2]), near(0, tests::sameInFloat));
    CHECK(std::isfinite(lossOf(Loss::softmaxCrossEntropy, nets, outputs, targets)));
  }
  SECTION("binary") {
    const std::vector<double> nets{huge, -huge}, outputs{1, 0};
    CHECK_THAT(lossOf(Loss::binaryCrossEntropy, nets, outputs, {1, 0}), near(0, tests::sameInDouble));
    CHECK(lossOf(Loss::binaryCrossEntropy, nets, outputs, {0, 0}) == huge);
  }
  SECTION("and keep a loss that the output no longer shows") {
    CHECK_THAT(lossOf<double>(Loss::binaryCrossEntropy, {40}, {1}, {1}), near(std::exp(-40.0), tests::sameInDouble));
    CHECK_THAT(lossOf<double>(Loss::softmaxCrossEntropy, {100, 100}, {0.5, 0.5}, {1, 0}),
               near(std::log(2.0), tests::sameInDouble));
  }
}

TEST_CASE("What is not a number stays none through softmax", "[loss]") {
  for (double bad : {std::nan(""), HUGE_VAL})
    for (double output : softmaxOf<double>({1, bad, 2})) CHECK(std::isnan(output));
}

TEST_CASE("Softmax adds up to 1 in the lanes as for single numbers, with the same bits", "[loss][activation]") {
  const auto numbers = tests::randomNumbers(5 * 8, 6, 3);
  std::vector<Lanes> lanes(5 * 2);
  for (std::size_t r = 0; r < lanes.size(); ++r)
    for (std::size_t e = 0; e < 4; ++e) lanes[r].raw[e] = static_cast<float>(numbers[r * 4 + e]);
  const auto before = lanes;
  for (std::size_t k = 0; k < 2; ++k) softmax(lanes.data() + k, 5, 2);
  for (std::size_t k = 0; k < 2; ++k)
    for (std::size_t e = 0; e < 4; ++e) {
      std::vector<float> single;
      for (std::size_t j = 0; j < 5; ++j) single.push_back(before[j * 2 + k][e]);
      softmax(single.data(), 5, 1);
      float total = 0;
      for (std::size_t j = 0; j < 5; ++j) {
        CHECK(bitsOf(single[j]) == bitsOf(lanes[j * 2 + k][e]));
        total += single[j];
      }
      CHECK_THAT(static_cast<double>(total), near(1, tests::sameInFloat));
    }
}
