#include "backprop/trainer.h"

#include <algorithm>
#include <utility>

#include "backprop/loss.h"
#include "kernels.h"

namespace backprop {
namespace {

constexpr std::size_t maxRegisters = Trainer::passWidth / Lanes::count;

std::size_t wholeRegisters(std::size_t count) { return (count + Lanes::count - 1) / Lanes::count * Lanes::count; }

/// Turns rows of `width` numbers into columns of lanes: to (width, K). The last row fills what is left of the lanes.
void gather(const std::vector<float>& from, std::size_t width, std::span<const std::uint32_t> rows, Lanes* to,
            std::size_t lanes) {
  float* flat = reinterpret_cast<float*>(to);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const float* row = from.data() + rows[std::min(lane, rows.size() - 1)] * width;
    for (std::size_t i = 0; i < width; ++i) flat[i * lanes + lane] = row[i];
  }
}

}  // namespace

Trainer::Trainer(Network network, Loss loss, std::vector<float> parameters)
    : network_(std::move(network)), loss_(loss), parameters_(std::move(parameters)) {
  const std::size_t padded = wholeRegisters(network_.parameterCount());
  parameters_.resize(padded, 0.0f);
  gradient_.resize(padded, 0.0f);
  isWeight_.resize(padded, 0.0f);
  for (std::size_t p = 0; p < network_.parameterCount(); ++p) isWeight_[p] = network_.isWeight(p) ? 1 : 0;
  const std::size_t units = network_.unitCount() * maxRegisters;
  outputs_.resize(network_.inputs() * maxRegisters + units);
  slopes_.resize(units);
  masks_.resize(units - network_.outputs() * maxRegisters);
  outputNets_.resize(network_.outputs() * maxRegisters);
  for (auto& state : optimizerState_) state.resize(padded, 0.0f);
  deltas_.resize(units);
  targets_.resize(network_.outputs() * maxRegisters);
}

void Trainer::setParameters(std::span<const float> parameters) {
  std::copy(parameters.begin(), parameters.end(), parameters_.begin());
}

void Trainer::freeze(std::span<const std::uint32_t> frozen) {
  isFrozen_.assign(frozen.empty() ? 0 : parameters_.size(), 0.0f);
  for (std::uint32_t p : frozen) isFrozen_[p] = 1;
}

std::size_t Trainer::optimizerStateSize(Optimizer optimizer) const {
  const std::size_t states = statesOf(optimizer);
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

void Trainer::computeGradient(const FloatExamples& examples, std::span<const std::uint32_t> batch, Dropout dropout) {
  std::fill(gradient_.begin(), gradient_.end(), 0.0f);
  const float weight = 1.0f / static_cast<float>(batch.size());
  while (!batch.empty()) {
    const auto rows = batch.first(std::min(batch.size(), passWidth));
    batch = batch.subspan(rows.size());
    const std::size_t registers = (rows.size() + Lanes::count - 1) / Lanes::count;
    load(examples, rows, weight, registers);
    const bool masked = dropout.rate > 0;
    if (masked) drawMasks(dropout, rows.size(), registers);
    switch (registers) {
      case 1: accumulateGradient<1>(masked); break;
      case 2: accumulateGradient<2>(masked); break;
      case 3: accumulateGradient<3>(masked); break;
      default: accumulateGradient<4>(masked);
    }
  }
}

void Trainer::drawMasks(Dropout& dropout, std::size_t examples, std::size_t registers) {
  const auto kept = static_cast<float>(1 / (1 - dropout.rate));
  const std::size_t lanes = registers * Lanes::count, units = network_.unitCount() - network_.outputs();
  float* flat = reinterpret_cast<float*>(masks_.data());
  for (std::size_t unit = 0; unit < units; ++unit)
    for (std::size_t lane = 0; lane < lanes; ++lane)
      flat[unit * lanes + lane] = lane < examples && dropout.random.uniform() < dropout.rate ? 0 : kept;
}

void Trainer::load(const FloatExamples& examples, std::span<const std::uint32_t> rows, float weight, std::size_t registers) {
  const std::size_t lanes = registers * Lanes::count;
  gather(examples.features, examples.inputs, rows, outputs_.data(), lanes);
  gather(examples.targets, examples.outputs, rows, targets_.data(), lanes);
  weights_.fill(Lanes(weight));
  for (std::size_t lane = rows.size(); lane < lanes; ++lane) weights_[lane / Lanes::count].raw[lane % Lanes::count] = 0;
}

template <std::size_t K>
void Trainer::accumulateGradient(bool masked) {
  const std::size_t depth = network_.layers().size();
  const Lanes* x = outputs_.data();
  Lanes* output = outputs_.data() + network_.inputs() * K;
  Lanes* slope = slopes_.data();
  for (const Layer& layer : network_.layers()) {
    kernels::forwardLayer<K>(layer, parameters_.data(), x, output, slope);
    if (masked && &layer != &network_.layers().back())
      kernels::mask(layer.units * K, masks_.data() + (slope - slopes_.data()), output, slope);
    x = output;
    output += layer.units * K;
    slope += layer.units * K;
  }

  const std::size_t outputs = network_.outputs();
  Lanes* delta = deltas_.data() + network_.unitCount() * K - outputs * K;
  slope -= outputs * K;
  withLoss(loss_, [&](auto error) {
    for (std::size_t r = 0; r < outputs * K; ++r) delta[r] = error.delta(x[r], slope[r], targets_[r]) * weights_[r % K];
  });

  for (std::size_t l = depth; l-- > 0;) {
    const Layer& layer = network_.layers()[l];
    x -= layer.inputs * K;
    kernels::gradientOfLayer<K>(layer, delta, x, gradient_.data());
    if (l == 0) break;
    slope -= layer.inputs * K;
    kernels::backwardLayer<K>(layer, parameters_.data(), delta, slope, delta - layer.inputs * K);
    delta -= layer.inputs * K;
  }
}

void Trainer::clip(double limit) {
  double total = 0;  // in double precision, where no square of a float is infinite
  for (float g : gradient()) total += static_cast<double>(g) * static_cast<double>(g);
  const double factor = limit / (sqrt(total) + 1e-6);
  if (factor >= 1) return;
  for (float& g : gradient_) g *= static_cast<float>(factor);
}

bool Trainer::update(const TrainingConfig& training, double rate) {
  if (training.clipping.name == Clipping::norm) clip(training.clipping.limit);
  ++optimizerSteps_;
  return withOptimizer(training.optimizer.name, [&](auto rule) { return apply<decltype(rule)>(training, rate); });
}

template <class Rule>
bool Trainer::apply(const TrainingConfig& training, double learningRate) {
  const auto constants = stepConstants<Lanes>(training.optimizer, learningRate, optimizerSteps_);
  const Lanes zero(0);
  const auto strength = static_cast<float>(training.regularization.rate);
  const Lanes l1(training.regularization.name == Regularization::l1 ? strength : 0);
  const Lanes l2(training.regularization.name == Regularization::l2 ? strength : 0);
  const bool shrinks = training.regularization.name == Regularization::l1;
  Lanes::Mask notFinite{};
  const auto note = [&](Lanes value) { notFinite |= value - value != zero; };  // 0 for every finite number, NaN for the others
  for (std::size_t p = 0; p < parameters_.size(); p += Lanes::count) {
    const Lanes isWeight = Lanes::load(&isWeight_[p]), before = Lanes::load(&parameters_[p]);
    Lanes state[2];
    for (std::size_t s = 0; s < Rule::states; ++s) state[s] = Lanes::load(&optimizerState_[s][p]);
    Lanes w = Rule::next(constants, before, Lanes::load(&gradient_[p]) + l2 * isWeight * before, state);
    if (shrinks) {
      const Lanes size = absolute(w) - constants.rate * l1 * isWeight;
      w = withSign(select(size < zero, zero, size), w);
    }
    if (!isFrozen_.empty()) w = select(Lanes::load(&isFrozen_[p]) != zero, before, w);
    w.store(&parameters_[p]);
    note(w);
    for (std::size_t s = 0; s < Rule::states; ++s) {
      state[s].store(&optimizerState_[s][p]);
      note(state[s]);
    }
  }
  return !notFinite.any();
}

std::span<const Lanes> Trainer::forward(std::span<const Lanes> features) {
  std::copy(features.begin(), features.end(), outputs_.begin());
  const Lanes* x = outputs_.data();
  Lanes* output = outputs_.data() + features.size();
  for (const Layer& layer : network_.layers()) {
    kernels::netInputsOfLayer<maxRegisters>(layer, parameters_.data(), x, output);
    if (&layer == &network_.layers().back()) std::copy_n(output, outputNets_.size(), outputNets_.begin());
    kernels::activate<maxRegisters>(layer, output, nullptr);
    x = output;
    output += layer.units * maxRegisters;
  }
  return {outputs_.data() + features.size(), network_.unitCount() * maxRegisters};
}

}  // namespace backprop
