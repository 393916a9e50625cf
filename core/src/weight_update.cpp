#include "backprop/weight_update.h"

#include <algorithm>
#include <utility>

#include "backprop/elementary.h"
#include "backprop/reference.h"

namespace backprop {
namespace {

/// The factor that clipping shortens the gradient by: see Trainer::clip.
double clipFactor(const ClippingConfig& clipping, const std::vector<double>& gradient) {
  if (clipping.name == Clipping::none) return 1;
  double total = 0;
  for (double g : gradient) total += g * g;
  return std::min(1.0, clipping.limit / (sqrt(total) + 1e-6));
}

/// Draws every weight towards 0 and not past it.
void shrink(const Network& network, double by, std::vector<double>& parameters) {
  for (std::size_t p = 0; p < parameters.size(); ++p)
    if (network.isWeight(p)) parameters[p] = withSign(std::max(0.0, absolute(parameters[p]) - by), parameters[p]);
}

}  // namespace

WeightUpdate weightUpdate(const Network& network, const TrainingConfig& training, double rate, std::span<const double> before,
                          std::span<const double> optimizerState, std::vector<double> gradient) {
  const auto [regularization, strength] = training.regularization;
  const std::size_t count = before.size();
  WeightUpdate update;
  update.learningRate = rate;
  update.clipFactor = clipFactor(training.clipping, gradient);
  update.penaltyGradient.resize(count);
  std::vector<double>&after = update.parameters, &states = update.optimizerState;
  std::vector<double>& total = update.change;  // until the change itself is known: what the optimizer gets
  total.resize(count);
  for (std::size_t p = 0; p < count; ++p) {
    gradient[p] *= update.clipFactor;
    if (regularization == Regularization::l2 && network.isWeight(p)) update.penaltyGradient[p] = strength * before[p];
    total[p] = gradient[p] + update.penaltyGradient[p];
  }
  update.gradient = std::move(gradient);

  after.assign(before.begin(), before.end());
  states.assign(optimizerState.begin(), optimizerState.end());
  const double step = states.empty() ? 1 : ++states.back();
  optimize<double>(training.optimizer, rate, static_cast<std::uint64_t>(step), total, after, states);
  if (regularization == Regularization::l1) shrink(network, rate * strength, after);
  for (std::uint32_t p : training.frozen) after[p] = before[p];

  for (std::size_t p = 0; p < count; ++p) update.change[p] = after[p] - before[p];
  for (std::string_view name : termsOf(training.optimizer.name)) {
    const std::size_t at = update.terms.size() * count;
    const auto part = [&](std::span<const double> all) {
      const auto numbers = all.subspan(at, count);
      return std::vector<double>(numbers.begin(), numbers.end());
    };
    update.terms.push_back({name, part(optimizerState), part(states)});
  }
  return update;
}

}  // namespace backprop
