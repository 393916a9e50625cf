#include "backprop/trainer.h"

#include <algorithm>
#include <utility>

#include "backprop/loss.h"
#include "kernels.h"

namespace backprop {
namespace {

constexpr std::size_t maxRegisters = Trainer::passWidth / Lanes::count;

std::size_t wholeRegisters(std::size_t count) { return (count + Lanes::count - 1) / Lanes::count * Lanes::count; }

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

void Trainer::computeGradient(const FloatExamples& examples, std::span<const std::uint32_t> batch, Dropout dropout) {
  const float weight = 1.0f / static_cast<float>(batch.size());
  const bool masked = dropout.rate > 0;
  Random random(dropout.seed, dropout.stream);
  for (bool first = true; !batch.empty(); first = false) {
    const auto rows = batch.first(std::min(batch.size(), passWidth));
    batch = batch.subspan(rows.size());
    // Three or four: kernels of their own for up to eight examples would be 5 KB of the module
    const std::size_t registers = rows.size() <= 3 * Lanes::count ? 3 : 4;
    load(examples, rows, weight, registers);
    if (masked) drawMasks(dropout.rate, random, rows.size(), registers);
    if (registers == 3)
      accumulateGradient<3>(masked, first);
    else
      accumulateGradient<4>(masked, first);
  }
}

void Trainer::drawMasks(double rate, Random& random, std::size_t examples, std::size_t registers) {
  const auto kept = static_cast<float>(1 / (1 - rate));
  const std::size_t lanes = registers * Lanes::count, units = network_.unitCount() - network_.outputs();
  float* flat = reinterpret_cast<float*>(masks_.data());
  for (std::size_t unit = 0; unit < units; ++unit)
    for (std::size_t lane = 0; lane < lanes; ++lane)
      flat[unit * lanes + lane] = lane < examples && random.uniform() < rate ? 0 : kept;
}

void Trainer::load(const FloatExamples& examples, std::span<const std::uint32_t> rows, float weight, std::size_t registers) {
  static_assert(Lanes::count == 4);
  for (std::size_t k = 0; k < registers; ++k) {
    const auto row = [&](std::size_t lane) { return rows[std::min(k * Lanes::count + lane, rows.size() - 1)]; };
    const std::size_t four[] = {row(0), row(1), row(2), row(3)};
    const auto gather = [&](const std::vector<float>& from, std::size_t width, Lanes* to) {
      const float *a = from.data() + four[0] * width, *b = from.data() + four[1] * width, *c = from.data() + four[2] * width,
                  *d = from.data() + four[3] * width;
      for (std::size_t i = 0; i < width; ++i) to[i * registers + k] = Lanes(Lanes::Raw{a[i], b[i], c[i], d[i]});
    };
    gather(examples.features, examples.inputs, outputs_.data());
    gather(examples.targets, examples.outputs, targets_.data());
  }
  weights_.fill(Lanes(weight));
  for (std::size_t lane = rows.size(); lane < registers * Lanes::count; ++lane)
    weights_[lane / Lanes::count].raw[lane % Lanes::count] = 0;
}

template <std::size_t K>
void Trainer::accumulateGradient(bool masked, bool first) {
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
  kernels::outputDeltas(loss_, outputs * K, x, slope, targets_.data(), delta);
  for (std::size_t r = 0; r < outputs * K; ++r) delta[r] = delta[r] * weights_[r % K];

  const kernels::Gradient gradient{gradient_.data(), first};
  for (std::size_t l = depth; l-- > 0;) {
    const Layer& layer = network_.layers()[l];
    x -= layer.inputs * K;
    kernels::gradientOfLayer<K>(layer, delta, x, gradient);
    if (l == 0) break;
    slope -= layer.inputs * K;
    kernels::backwardLayer<K>(layer, parameters_.data(), delta, slope, delta - layer.inputs * K);
    delta -= layer.inputs * K;
  }
}

// Plain SGD is what most networks here are trained with, and a large part of their steps: so it has a loop to itself.
bool Trainer::descend(float rate) {
  const Lanes eta(rate);
  float* parameters = parameters_.data();
  const float* gradient = gradient_.data();
  Lanes finite(0);  // w − w is 0 for a finite number and NaN for any other, which no sum loses again
  for (std::size_t p = 0, end = parameters_.size(); p < end; p += Lanes::count) {
    const Lanes w = Lanes::load(parameters + p) - eta * Lanes::load(gradient + p);
    w.store(parameters + p);
    finite += w - w;
  }
  return !(finite != Lanes(0)).any();
}

std::span<const Lanes> Trainer::forward(std::span<const Lanes> features) {
  std::copy(features.begin(), features.end(), outputs_.begin());
  const Lanes* x = outputs_.data();
  Lanes* output = outputs_.data() + features.size();
  Lanes* slope = slopes_.data();
  for (const Layer& layer : network_.layers()) {
    kernels::netInputsOfLayer<maxRegisters>(layer, parameters_.data(), x, output);
    if (&layer == &network_.layers().back()) std::copy_n(output, outputNets_.size(), outputNets_.begin());
    kernels::activate(layer, maxRegisters, output, slope);
    slope += layer.units * maxRegisters;
    x = output;
    output += layer.units * maxRegisters;
  }
  return {outputs_.data() + features.size(), network_.unitCount() * maxRegisters};
}

}  // namespace backprop
