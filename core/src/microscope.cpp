// Backpropagation in double precision on what a session has. Looking changes nothing in it.
#include <algorithm>
#include <utility>

#include "backprop/range.h"
#include "backprop/schedule.h"
#include "backprop/session.h"
#include "finite.h"

namespace backprop {
namespace {

/// What is wrong with a list of this many finite numbers.
Flaw checkNumbers(const std::string& path, std::span<const double> numbers, std::size_t needed) {
  if (auto failure = checkLength(path, numbers.size(), needed)) return failure;
  return checkFinite(path, numbers);
}

Flaw checkRows(std::span<const std::uint32_t> rows, std::size_t examples) {
  if (auto failure = Range{1, limits::examples.max, true}.check("examples", static_cast<double>(rows.size()))) {
    failure->found += " rows";
    return failure;
  }
  const Range range{0, static_cast<double>(examples - 1), true};
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (auto failure = range.check(element("examples", i), rows[i])) return failure;
  return {};
}

/// One of the three ways to say which examples, and not two.
Flaw checkChoice(const Specimen& of, bool isNeeded) {
  constexpr const char* one = "input and target";
  const bool given = of.input || of.target;
  if (of.example && (of.examples || given))
    return Failure{Error::contradiction, "example", formatNumber(*of.example), of.examples ? "examples" : one};
  if (of.examples && given) return Failure{Error::contradiction, "examples", "a list", one};
  if (of.example || of.examples || given || !isNeeded) return {};
  return Failure{Error::wrongType, "examples", "nothing", "a list of rows, and neither example nor input and target is given"};
}

}  // namespace

Result<Session::Prepared> Session::prepare(const Specimen& of, const std::vector<std::uint32_t>* otherwise) const {
  if (auto failure = checkChoice(of, otherwise == nullptr)) return failure;
  Prepared ready{{parameters().begin(), parameters().end()}, {}, {}, of.fault.value_or(config_.training.fault)};
  if (of.parameters) {
    if (auto failure = checkNumbers("parameters", *of.parameters, network().parameterCount())) return failure;
    ready.parameters = *of.parameters;
  }
  if (of.input || of.target) {
    const std::vector<double> none, &input = of.input ? *of.input : none, &target = of.target ? *of.target : none;
    if (auto failure = checkNumbers("input", input, data_.dimensions)) return failure;
    if (auto failure = checkNumbers("target", target, data_.outputs)) return failure;
    ready.add(inputMap_(input), target);
    return ready;
  }
  std::vector<std::uint32_t> rows;
  if (of.example)
    rows = {*of.example};
  else
    rows = of.examples ? *of.examples : *otherwise;
  if (auto failure = checkRows(rows, data_.examples())) {
    if (of.example) failure->path = "example";
    return failure;
  }
  for (std::uint32_t row : rows) ready.add(inputMap_(data_.input(row)), data_.target(row));
  return ready;
}

void Session::Prepared::add(std::span<const double> input, std::span<const double> target) {
  inputs.insert(inputs.end(), input.begin(), input.end());
  targets.insert(targets.end(), target.begin(), target.end());
}

Result<Trace<double>> Session::trace(const Specimen& of) const {
  const auto ready = prepare(of, nullptr);
  if (!ready) return ready.failure();
  const Prepared& on = ready.value();
  return meanTrace<double>(network(), config_.lossFunction(), on.parameters, on.examples(), on.fault);
}

Result<WeightUpdate> Session::update(const Specimen& of, const StepStart& start) const {
  const auto ready = prepare(of, nullptr);
  if (!ready) return ready.failure();
  const Prepared& on = ready.value();
  std::vector<double> state;
  if (start.optimizerState) {
    state = *start.optimizerState;
    if (auto failure = checkNumbers("optimizerState", state, trainer_.optimizerStateSize())) return failure;
    if (!state.empty())
      if (auto failure = Range{0, 1e15, true}.check(element("optimizerState", state.size() - 1), state.back())) return failure;
  } else {
    const std::vector<float> own = checkpoint().optimizerState;
    state.assign(own.begin(), own.end());
  }
  return weightUpdate(network(), config_.training, learningRateAt(start.step.value_or(step_)), on.parameters, state,
                      meanGradient<double>(network(), config_.lossFunction(), on.parameters, on.examples(), on.fault));
}

std::vector<double> Session::gradient() const { return gradientOver(data_.train); }

std::vector<double> Session::gradientOver(std::span<const std::uint32_t> rows) const {
  Specimen of;
  of.examples.emplace(rows.begin(), rows.end());
  return gradientOf(trace(of).value());
}

Result<GradientCheck> Session::checkGradients(double epsilon, const Specimen& of) const {
  if (auto failure = limits::epsilon.check("epsilon", epsilon)) return failure;
  const auto ready = prepare(of, &data_.train);
  if (!ready) return ready.failure();
  const Prepared& on = ready.value();
  return checkGradient(network(), config_.lossFunction(), on.parameters, on.examples(), epsilon, on.fault);
}

Result<EpsilonSweep> Session::epsilonSweep(const Specimen& of) const {
  const auto ready = prepare(of, &data_.train);
  if (!ready) return ready.failure();
  const Prepared& on = ready.value();
  return sweepEpsilon(network(), config_.lossFunction(), on.parameters, on.examples(), on.fault);
}

std::vector<LayerFlow> Session::gradientFlow() const {
  const auto sample = trainingSample();
  const std::vector<std::uint32_t> rows(sample.begin(), sample.end());
  const auto ready = prepare({}, &rows);
  const Prepared& on = ready.value();
  return backprop::gradientFlow(network(), config_.lossFunction(), on.parameters, on.examples(), on.fault);
}

}  // namespace backprop
