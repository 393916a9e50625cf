// The fast single precision kernels against the readable double precision reference.
#include "backprop/trainer.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cmath>
#include <numeric>

#include "backprop/reference.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

/// Some hundred float roundings of 6e-8 each, over the whole gradient.
constexpr double gradientTolerance = 1e-5;

struct Task {
  Network network;
  FloatExamples examples;
  std::vector<float> parameters;
};

/// Everything rounded to single precision first, so that reference and trainer start from the same numbers.
Task makeTask(const std::vector<std::size_t>& sizes, Activation activation, std::size_t count, std::uint64_t seed) {
  Network network = tests::networkOf(sizes, activation);
  auto parameters = tests::toFloat(tests::randomParameters(network, seed));
  return {std::move(network),
          {sizes.front(), sizes.back(), tests::toFloat(tests::randomNumbers(count * sizes.front(), 1.5, seed + 1)),
           tests::toFloat(tests::randomNumbers(count * sizes.back(), 1, seed + 2))},
          std::move(parameters)};
}

std::vector<std::uint32_t> allRows(std::size_t count) {
  std::vector<std::uint32_t> rows(count);
  std::iota(rows.begin(), rows.end(), 0u);
  return rows;
}

/// The reference gradient over those rows.
std::vector<double> exactGradient(const Task& task, const std::vector<double>& parameters,
                                  std::span<const std::uint32_t> rows) {
  std::vector<double> inputs, targets;
  for (std::uint32_t row : rows) {
    for (std::size_t i = 0; i < task.examples.inputs; ++i)
      inputs.push_back(static_cast<double>(task.examples.features[row * task.examples.inputs + i]));
    for (std::size_t j = 0; j < task.examples.outputs; ++j)
      targets.push_back(static_cast<double>(task.examples.targets[row * task.examples.outputs + j]));
  }
  return meanGradient<double>(task.network, Loss::halfSquaredError, parameters, {inputs, targets});
}

double length(const std::vector<double>& v) { return std::sqrt(std::inner_product(v.begin(), v.end(), v.begin(), 0.0)); }

/// |actual − exact| / |exact|
double relativeDistance(std::span<const float> actual, const std::vector<double>& exact) {
  REQUIRE(actual.size() == exact.size());
  std::vector<double> difference;
  for (std::size_t p = 0; p < exact.size(); ++p) difference.push_back(static_cast<double>(actual[p]) - exact[p]);
  return length(difference) / length(exact);
}

}  // namespace

TEST_CASE("The fast gradient is the reference gradient, for every shape and batch", "[trainer]") {
  // Widths below, on and above one, two and four registers; batches likewise
  const auto sizes = GENERATE(values<std::vector<std::size_t>>(
      {{1, 1}, {2, 4, 2, 1}, {2, 8, 8, 8, 1}, {3, 5, 7, 2}, {7, 1, 1, 3}, {2, 33, 17, 1}, {5, 64, 10}}));
  const auto activation = GENERATE(from_range(tests::allActivations()));
  const std::size_t batch = GENERATE(1u, 3u, 4u, 5u, 8u, 10u, 12u, 15u, 16u, 17u, 32u, 45u);
  CAPTURE(sizes, nameOf(activation), batch);
  const Task task = makeTask(sizes, activation, 50, 3);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t r = 0; r < batch; ++r) rows.push_back((r * 7 + 3) % 50);

  Trainer trainer(task.network, Loss::halfSquaredError, task.parameters);
  trainer.computeGradient(task.examples, rows);
  const auto exact = exactGradient(task, tests::toDouble(task.parameters), rows);
  REQUIRE(length(exact) > 1e-3);
  CHECK(relativeDistance(trainer.gradient(), exact) < gradientTolerance);
}

TEST_CASE("Two hundred fast steps arrive where the reference arrives", "[trainer]") {
  const auto activation = GENERATE(Activation::sigmoid, Activation::tanh);  // relu's kinks make paths part
  const Task task = makeTask({2, 8, 8, 1}, activation, 48, 5);
  Trainer trainer(task.network, Loss::halfSquaredError, task.parameters);
  std::vector<double> reference = tests::toDouble(task.parameters);
  constexpr double rate = 0.1;
  const auto rows = allRows(48);
  for (std::size_t step = 0; step < 200; ++step) {
    const auto batch = std::span(rows).subspan(step % 4 * 12, 12);
    trainer.computeGradient(task.examples, batch);
    REQUIRE(trainer.update(rate));
    const auto gradient = exactGradient(task, reference, batch);
    for (std::size_t p = 0; p < reference.size(); ++p) reference[p] -= rate * gradient[p];
  }
  CHECK(relativeDistance(task.parameters, reference) > 1e-2);  // it did go somewhere
  CHECK(relativeDistance(trainer.parameters(), reference) < gradientTolerance);
}

TEST_CASE("The gradient does not depend on what a batch before has left behind", "[trainer]") {
  const Task task = makeTask({2, 5, 3, 1}, Activation::tanh, 20, 7);
  const auto rows = allRows(20);
  Trainer used(task.network, Loss::halfSquaredError, task.parameters);
  Trainer fresh(task.network, Loss::halfSquaredError, task.parameters);
  used.computeGradient(task.examples, rows);
  used.computeGradient(task.examples, std::span(rows).first(5));
  fresh.computeGradient(task.examples, std::span(rows).first(5));
  for (std::size_t p = 0; p < task.parameters.size(); ++p) CHECK(bitsOf(used.gradient()[p]) == bitsOf(fresh.gradient()[p]));
}

TEST_CASE("The example that fills the empty lanes weighs nothing, even if its numbers are huge", "[trainer]") {
  Task task = makeTask({2, 3, 1}, Activation::linear, 5, 9);
  task.examples.features[9] = 1e4f;  // of the last example, whose copies fill three lanes
  const auto rows = allRows(5);
  Trainer trainer(task.network, Loss::halfSquaredError, task.parameters);
  trainer.computeGradient(task.examples, rows);
  CHECK(relativeDistance(trainer.gradient(), exactGradient(task, tests::toDouble(task.parameters), rows)) < gradientTolerance);
}

namespace {

/// In the place of a compiled step: says what it was called with, and that all went well if the rate is positive.
struct Call {
  std::uint32_t firstRow = 0;
  float firstFeature = 0, firstTarget = 0, rate = 0;
} lastCall;

bool noteCall(const std::uint32_t* rows, const float* features, const float* targets, float rate) {
  lastCall = {rows[0], features[0], targets[0], rate};
  return rate > 0;
}

}  // namespace

TEST_CASE("A compiled step does the steps on batches of its size, until training is set anew", "[trainer]") {
  const Task task = makeTask({2, 3, 1}, Activation::tanh, 9, 15);
  const auto rows = std::vector<std::uint32_t>{4, 2, 7};
  Trainer trainer(task.network, Loss::huber, task.parameters);
  CHECK(trainer.loss() == Loss::huber);
  trainer.setStep(noteCall, 3);
  CHECK(trainer.step(task.examples, rows, {}, 0.5));
  CHECK(lastCall.firstRow == 4);
  CHECK(lastCall.firstFeature == task.examples.features[0]);
  CHECK(lastCall.firstTarget == task.examples.targets[0]);
  CHECK(lastCall.rate == 0.5f);
  CHECK_FALSE(trainer.step(task.examples, rows, {}, -1));
  const auto untouched = [&] {
    return std::equal(task.parameters.begin(), task.parameters.end(), trainer.parameters().begin());
  };
  CHECK(untouched());
  CHECK(trainer.step(task.examples, std::span(rows).first(2), {}, 0.5));
  CHECK_FALSE(untouched());
  trainer.setTraining({});
  CHECK(trainer.step(task.examples, rows, {}, -1));
  CHECK(lastCall.rate == -1.0f);
}

TEST_CASE("A session trains by the compiled step that its trainer is given", "[trainer]") {
  Session session = tests::sessionOf({});
  session.trainer().setStep(noteCall, session.config().training.batchSize);
  const std::vector<float> before(session.parameters().begin(), session.parameters().end());
  const auto row = session.batch().front();
  session.trainSteps(1);
  CHECK(lastCall.firstRow == row);
  CHECK(std::equal(before.begin(), before.end(), session.parameters().begin()));
}

TEST_CASE("forward gives every unit of every example the output that the reference traces", "[trainer]") {
  const auto activation = GENERATE(from_range(tests::allActivations()));
  const Task task = makeTask({3, 6, 5, 2}, activation, Trainer::passWidth, 11);
  constexpr std::size_t registers = Trainer::passWidth / Lanes::count;
  std::vector<Lanes> features(3 * registers);
  for (std::size_t e = 0; e < Trainer::passWidth; ++e)
    for (std::size_t i = 0; i < 3; ++i)
      features[i * registers + e / Lanes::count].raw[e % Lanes::count] = task.examples.features[e * 3 + i];
  Trainer trainer(task.network, Loss::halfSquaredError, task.parameters);
  const auto units = trainer.forward(features);
  REQUIRE(units.size() == 13 * registers);

  const auto parameters = tests::toDouble(task.parameters);
  for (std::size_t e = 0; e < Trainer::passWidth; ++e) {
    std::vector<double> input(3), target(2);
    for (std::size_t i = 0; i < 3; ++i) input[i] = static_cast<double>(task.examples.features[e * 3 + i]);
    const auto traced = trace<double>(task.network, Loss::halfSquaredError, parameters, input, target);
    std::size_t unit = 0;
    for (const auto& layer : traced.layers)
      for (double output : layer.output) {
        const float actual = units[unit++ * registers + e / Lanes::count][e % Lanes::count];
        CHECK_THAT(static_cast<double>(actual), near(output, tests::sameInFloat));
      }
  }
}

TEST_CASE("An update says when a parameter is no longer finite", "[trainer]") {
  const Task task = makeTask({2, 3, 1}, Activation::linear, 4, 13);
  Trainer trainer(task.network, Loss::halfSquaredError, task.parameters);
  TrainingConfig training;
  training.regularization.name = GENERATE(from_range(tests::all<Regularization>()));
  trainer.setTraining(training);
  constexpr double rate = 0.03;
  const auto rows = allRows(4);
  trainer.computeGradient(task.examples, rows);
  CHECK(trainer.update(rate));
  auto huge = task.parameters;
  huge[4] = 3e38f;
  trainer.setParameters(huge);
  trainer.computeGradient(task.examples, rows);
  CHECK_FALSE(trainer.update(rate));
}
