// Backpropagation in double precision on what a session has. Looking changes nothing in it.
#include <algorithm>
#include <utility>

#include "backprop/range.h"
#include "backprop/schedule.h"
#include "backprop/session.h"
#include "finite.h"
#include "optimizer_state.h"

namespace backprop {
namespace {

/// What is wrong with a list of this many finite numbers.
Flaw checkNumbers(const char* path, std::span<const double> numbers, std::size_t needed) {
  if (auto failure = checkLength(path, numbers.size(), needed)) return failure;
  return checkFinite(path, numbers);
}

Flaw checkRows(std::span<const std::uint32_t> rows, std::size_t examples) {
  auto failure = Range{1, limits::examples.max, true}.check("examples", static_cast<double>(rows.size()));
  if (failure) failure->found += " rows";
  const Range range{0, static_cast<double>(examples - 1), true};
  for (std::size_t i = 0; i < rows.size() && !failure; ++i) failure = range.check(Path("examples")[i], rows[i]);
  return failure;
}

/// One of the three ways to say which examples, and not two.
Flaw checkChoice(const Specimen& of, bool isNeeded) {
  const int choices = (of.example ? 1 : 0) + (of.input || of.target ? 1 : 0) + (of.examples ? 1 : 0);
  if (choices == 1 || (choices == 0 && !isNeeded)) return {};
  return Failure{Error::wrongType, "examples", choices == 0 ? "nothing" : "more than one",
                 "exactly one of example, examples, or input and target"};
}

std::span<const double> numbersOf(const std::optional<std::vector<double>>& list) {
  return list ? std::span<const double>(*list) : std::span<const double>();
}

}  // namespace

Flaw Session::prepare(const Specimen& of, std::span<const std::uint32_t> otherwise, Prepared& ready) const {
  if (auto failure = checkChoice(of, otherwise.empty())) return failure;
  ready.fault = of.fault.value_or(config_.training.fault);
  if (of.parameters) {
    if (auto failure = checkNumbers("parameters", *of.parameters, network().parameterCount())) return failure;
    ready.parameters = *of.parameters;
  } else {
    ready.parameters.assign(parameters().begin(), parameters().end());
  }
  if (of.input || of.target) {
    const auto input = numbersOf(of.input), target = numbersOf(of.target);
    if (auto failure = checkNumbers("input", input, data_.dimensions)) return failure;
    if (auto failure = inputMap_.checkDefined("input", input)) return failure;
    if (auto failure = checkNumbers("target", target, data_.outputs)) return failure;
    if (auto failure = checkProbabilities("target", target, config_.lossFunction())) return failure;
    ready.add(inputMap_(input), target);
    return {};
  }
  if (of.example) otherwise = {&*of.example, 1};
  if (of.examples) otherwise = *of.examples;
  if (auto failure = checkRows(otherwise, data_.examples())) {
    if (of.example) failure->path = "example";
    return failure;
  }
  for (std::uint32_t row : otherwise) ready.add(inputMap_(data_.input(row)), data_.target(row));
  return {};
}

void Session::Prepared::add(std::span<const double> input, std::span<const double> target) {
  inputs.insert(inputs.end(), input.begin(), input.end());
  targets.insert(targets.end(), target.begin(), target.end());
}

Result<Trace<double>> Session::trace(const Specimen& of) const {
  Prepared on;
  if (auto failure = prepare(of, {}, on)) return failure;
  return meanTrace<double>(network(), config_.lossFunction(), on.parameters, on.examples(), on.fault);
}

Result<WeightUpdate> Session::update(const Specimen& of, const StepStart& start) const {
  Prepared on;
  if (auto failure = prepare(of, {}, on)) return failure;
  std::vector<double> state;
  if (start.optimizerState) {
    state = *start.optimizerState;
    if (auto failure =
            checkOptimizerState<double>("optimizerState", config_.training.optimizer.name, network().parameterCount(), state))
      return failure;
  } else {
    const std::vector<float> own = checkpoint().optimizerState;
    state.assign(own.begin(), own.end());
  }
  return weightUpdate(network(), config_.training, learningRateAt(start.step.value_or(step_)), on.parameters, state,
                      gradientOf(on));
}

std::vector<double> Session::gradientOf(const Prepared& on) const {
  return meanGradient<double>(network(), config_.lossFunction(), on.parameters, on.examples(), on.fault);
}

std::vector<double> Session::gradientOver(std::span<const std::uint32_t> rows) const {
  Prepared on;
  static_cast<void>(prepare({}, rows, on));  // rows of our own, which are right
  return gradientOf(on);
}

std::vector<double> Session::gradient() const { return gradientOver(data_.train); }

Result<GradientCheck> Session::checkGradients(double epsilon, const Specimen& of) const {
  if (auto failure = limits::epsilon.check("epsilon", epsilon)) return failure;
  Prepared on;
  if (auto failure = prepare(of, data_.train, on)) return failure;
  return checkGradient(network(), config_.lossFunction(), on.parameters, on.examples(), epsilon, on.fault);
}

Result<EpsilonSweep> Session::epsilonSweep(const Specimen& of) const {
  Prepared on;
  if (auto failure = prepare(of, data_.train, on)) return failure;
  return sweepEpsilon(network(), config_.lossFunction(), on.parameters, on.examples(), on.fault);
}

std::vector<LayerFlow> Session::gradientFlow() const {
  Prepared on;
  static_cast<void>(prepare({}, trainingSample(), on));
  return backprop::gradientFlow(network(), config_.lossFunction(), on.parameters, on.examples(), on.fault);
}

}  // namespace backprop
