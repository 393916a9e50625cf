// What the trainer does with a gradient. Apart from trainer.cpp, because these loops are a small part of a step and seven rules
// compiled for speed would be a large part of the module.
#include <algorithm>

#include "backprop/trainer.h"

namespace backprop {

void Trainer::setTraining(const TrainingConfig& training) {
  if (training.optimizer.name != training_.optimizer.name) setOptimizerState({});
  training_ = training;
  training_.optimizer = withDefaults(training.optimizer);
  isFrozen_.assign(training.frozen.empty() ? 0 : parameters_.size(), 0.0f);
  for (std::uint32_t p : training.frozen) isFrozen_[p] = 1;
  compiledBatch_ = 0;
}

std::size_t Trainer::optimizerStateSize() const {
  const std::size_t states = termsOf(training_.optimizer.name).size();
  return states == 0 ? 0 : states * network_.parameterCount() + 1;
}

void Trainer::saveOptimizerState(std::span<float> state) const {
  const std::size_t count = network_.parameterCount();
  for (std::size_t s = 0; (s + 1) * count < state.size(); ++s)
    std::copy_n(optimizerState_[s].begin(), count, state.begin() + static_cast<std::ptrdiff_t>(s * count));
  if (!state.empty()) state.back() = static_cast<float>(optimizerSteps_);
}

void Trainer::setOptimizerState(std::span<const float> state) {
  const std::size_t count = network_.parameterCount();
  for (auto& array : optimizerState_) std::fill(array.begin(), array.end(), 0.0f);
  for (std::size_t s = 0; (s + 1) * count < state.size(); ++s)
    std::copy_n(state.begin() + static_cast<std::ptrdiff_t>(s * count), count, optimizerState_[s].begin());
  optimizerSteps_ = state.empty() ? 0 : static_cast<std::uint64_t>(state.back());
}

void Trainer::setGradient(std::span<const float> gradient) { std::copy(gradient.begin(), gradient.end(), gradient_.begin()); }

void Trainer::clip(double limit) {
  double total = 0;  // in double precision, where no square of a float is infinite
  for (float g : gradient()) total += static_cast<double>(g) * static_cast<double>(g);
  const double factor = limit / (sqrt(total) + 1e-6);
  if (factor >= 1) return;
  for (float& g : gradient_) g *= static_cast<float>(factor);
}

bool Trainer::update(double rate) {
  if (training_.clipping.name == Clipping::norm) clip(training_.clipping.limit);
  if (training_.optimizer.name == Optimizer::sgd && training_.regularization.name == Regularization::none && isFrozen_.empty())
    return descend(static_cast<float>(rate));
  return applyRule(rate);
}

[[gnu::noinline]] bool Trainer::applyRule(double rate) {
  const auto constants = stepConstants<Lanes>(training_.optimizer, rate, ++optimizerSteps_);
  const Optimizer optimizer = training_.optimizer.name;
  const auto [regularization, strength] = training_.regularization;
  const Lanes zero(0), l1(regularization == Regularization::l1 ? strength : 0),
      l2(regularization == Regularization::l2 ? strength : 0);
  Lanes::Mask notFinite{};
  const auto note = [&](Lanes value) { notFinite |= value - value != zero; };  // 0 for every finite number, NaN for the others
  for (std::size_t p = 0, end = parameters_.size(); p < end; p += Lanes::count) {
    const Lanes isWeight = Lanes::load(&isWeight_[p]), before = Lanes::load(&parameters_[p]);
    Lanes state[2] = {Lanes::load(&optimizerState_[0][p]), Lanes::load(&optimizerState_[1][p])};
    const Lanes gradient = Lanes::load(&gradient_[p]) + l2 * isWeight * before;
    Lanes w = withOptimizer(optimizer, [&](auto rule) { return rule.next(constants, before, gradient, state); });
    if (regularization == Regularization::l1) {
      const Lanes size = absolute(w) - constants.rate * l1 * isWeight;
      w = withSign(select(size < zero, zero, size), w);
    }
    if (!isFrozen_.empty()) w = select(Lanes::load(&isFrozen_[p]) != zero, before, w);
    w.store(&parameters_[p]);
    note(w);
    for (std::size_t s = 0; s < 2; ++s) {
      state[s].store(&optimizerState_[s][p]);
      note(state[s]);
    }
  }
  return !notFinite.any();
}

}  // namespace backprop
