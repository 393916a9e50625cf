// Backpropagation against the slope of the loss itself, in double precision.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cmath>
#include <numeric>

#include "backprop/gradient_check.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

constexpr double epsilon = 1e-5;
/// Central differences err by ε² of the third derivative (1e-10) and by the rounding of the loss over ε (1e-16 / 1e-5).
constexpr tests::Tolerance centralDifference{1e-6, 2e-10};
/// The error that the check itself reports is relative, also for the small gradients that it rounds most.
constexpr double enough = 3e-5;
/// A gradient that is (nearly) nothing would agree with anything.
constexpr double muchMoreThanNothing = 1e-2;
/// Of one layer: three sigmoids on top of each other leave the first one little.
constexpr double moreThanNothing = 1e-4;

constexpr std::size_t examples = 7, inputs = 3, outputs = 2;

struct Task {
  Network network;
  Loss loss;
  std::vector<double> parameters, input, target;

  Examples<double> set() const { return {input, target}; }
  GradientCheck check() const { return checkGradient(network, loss, parameters, set(), epsilon); }
};

/// What a loss wants at the output; the squared error takes any activation.
Network networkFor(Loss loss, const std::vector<std::size_t>& sizes, Activation activation) {
  if (loss == Loss::binaryCrossEntropy) return tests::networkOf(sizes, activation, Activation::sigmoid);
  if (loss == Loss::softmaxCrossEntropy) return tests::networkOf(sizes, activation, Activation::softmax);
  return tests::networkOf(sizes, activation);
}

/// Numbers within ±1, and within 0…1 and adding up to 1 for the cross-entropies. For huber some further away than its bend.
std::vector<double> targetsFor(Loss loss, std::uint64_t seed) {
  auto targets = tests::randomNumbers(examples * outputs, loss == Loss::huber ? 3 : 1, seed);
  if (loss == Loss::binaryCrossEntropy || loss == Loss::softmaxCrossEntropy)
    for (std::size_t t = 0; t < targets.size(); t += 2) {
      targets[t] = std::abs(targets[t]);
      targets[t + 1] = 1 - targets[t];
    }
  return targets;
}

Task taskOf(Activation activation, Loss loss, std::size_t depth, std::uint64_t seed) {
  std::vector<std::size_t> sizes{inputs};
  for (std::size_t l = 0; l < depth; ++l) sizes.push_back(4 + (l + seed) % 3);
  sizes.push_back(outputs);
  Network network = networkFor(loss, sizes, activation);
  auto parameters = tests::randomParameters(network, seed);
  return {std::move(network), loss, std::move(parameters), tests::randomNumbers(examples * inputs, 1.5, seed + 100),
          targetsFor(loss, seed + 200)};
}

/// The smallest |net| of any unit on any example: how far all of them are from the kink of relu.
double distanceFromKinks(const Task& task) {
  double smallest = 1;
  for (std::size_t e = 0; e < examples; ++e) {
    const auto trace =
        backprop::trace<double>(task.network, task.loss, task.parameters, std::span(task.input).subspan(e * inputs, inputs),
                                std::span(task.target).subspan(e * outputs, outputs));
    for (const auto& layer : trace.layers)
      for (double net : layer.net) smallest = std::min(smallest, std::abs(net));
  }
  return smallest;
}

/// A task whose units all keep away from their kinks: a move of one parameter by ε moves a net by some ε times the weights
/// after it. Found by going on to other seeds.
Task smoothTaskOf(Activation activation, Loss loss, std::size_t depth, std::uint64_t seed) {
  Task task = taskOf(activation, loss, depth, seed);
  while (tests::hasKink(activation) && distanceFromKinks(task) < 20 * epsilon)
    task = taskOf(activation, loss, depth, seed += 1000);
  return task;
}

double sizeOf(const std::vector<double>& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0, [](double sum, double n) { return sum + std::abs(n); });
}

}  // namespace

TEST_CASE("The gradient is the slope of the loss, for every activation, loss and depth", "[gradient]") {
  const auto activation = GENERATE(from_range(tests::allActivations()));
  const auto loss = GENERATE(from_range(tests::all<Loss>()));
  const std::size_t depth = GENERATE(0u, 1u, 2u, 4u);
  const std::uint64_t seed = GENERATE(range(1u, 21u));
  const Task task = smoothTaskOf(activation, loss, depth, seed);
  CAPTURE(nameOf(activation), nameOf(loss), depth, seed);

  const auto check = task.check();
  for (std::size_t p = 0; p < check.analytic.size(); ++p)
    CHECK_THAT(check.analytic[p], near(check.numeric[p], centralDifference));
  CHECK(sizeOf(check.numeric) > muchMoreThanNothing);
  CHECK(check.analytic.size() == task.network.parameterCount());
}

TEST_CASE("Every layer takes part in the gradient", "[gradient]") {
  const auto activation = GENERATE(from_range(tests::allActivations()));
  const auto loss = GENERATE(from_range(tests::all<Loss>()));
  const Task task = taskOf(activation, loss, 3, 1);
  const auto check = task.check();
  for (const Layer& layer : task.network.layers()) {
    double size = 0;
    for (std::size_t p = layer.weights; p < layer.biases; ++p) size += std::abs(check.numeric[p]);
    CHECK(size > moreThanNothing);
  }
}

TEST_CASE("A step goes down the slope of loss plus penalty, for every loss and regularization", "[gradient][regularization]") {
  const auto activation = GENERATE(from_range(tests::allActivations()));
  const auto loss = GENERATE(from_range(tests::all<Loss>()));
  const std::size_t depth = GENERATE(1u, 3u);
  const std::uint64_t seed = GENERATE(range(1u, 21u));
  const Task task = smoothTaskOf(activation, loss, depth, seed);
  constexpr double rate = 0.1;
  Trainer trainer(task.network, loss, tests::toFloat(task.parameters));
  const std::vector<double> before = tests::toDouble(trainer.parameters());
  const auto slopes = checkGradient(task.network, loss, before, task.set(), epsilon).numeric;  // of the loss alone
  CHECK(sizeOf(slopes) > muchMoreThanNothing);
  std::vector<std::uint32_t> batch(examples);
  std::iota(batch.begin(), batch.end(), 0u);
  for (const auto regularization : tests::all<Regularization>()) {
    CAPTURE(nameOf(activation), nameOf(loss), nameOf(regularization), depth, seed);
    const auto penalty = [regularization](double w) {
      if (regularization == Regularization::none) return 0.0;
      return rate * (regularization == Regularization::l1 ? std::abs(w) : 0.5 * w * w);
    };
    TrainingConfig training;
    training.regularization = {regularization, rate};
    trainer.setTraining(training);
    trainer.setParameters(tests::toFloat(before));
    trainer.computeGradient({inputs, outputs, tests::toFloat(task.input), tests::toFloat(task.target)}, batch);
    trainer.update(1);  // a rate of 1, so that the step is the gradient, not lost in the digits of the parameters
    for (std::size_t p = 0; p < before.size(); ++p) {
      const double w = before[p], after = static_cast<double>(trainer.parameters()[p]);
      const bool weight = task.network.isWeight(p);
      // L1 has its kink at 0 and stops there; that has a test of its own
      if (regularization == Regularization::l1 && weight && after * w <= 0) continue;
      const double slope = slopes[p] + (weight ? (penalty(w + epsilon) - penalty(w - epsilon)) / (2 * epsilon) : 0);
      // single precision: the step is a difference of numbers of size 1
      CHECK_THAT(w - after, near(slope, {1e-4, 2e-6}));
    }
  }
}

TEST_CASE("A gradient too small for the differences to see is no error", "[gradient]") {
  const Network network = tests::networkOf({1, 1}, Activation::sigmoid);
  const std::vector<double> parameters{0, 30}, input{1}, target{0.5};  // the slope there is 1e-13
  const auto check = checkGradient(network, Loss::halfSquaredError, parameters, {input, target}, epsilon);
  CHECK(check.analytic[0] != 0);
  CHECK(check.error[check.worst] < 0.01);
}

TEST_CASE("A session checks its own gradients, in double precision", "[gradient][session]") {
  Session session = tests::sessionOf(Config());
  session.trainSteps(5);
  const auto check = session.checkGradients(epsilon);
  REQUIRE(check);
  CHECK(check.value().error[check.value().worst] < enough);
  CHECK(sizeOf(check.value().numeric) > muchMoreThanNothing);
  CHECK(check.value().analytic == session.gradient());
  CHECK_FALSE(session.checkGradients(0));
  CHECK_FALSE(session.checkGradients(1));
}
