#include "backprop/trainer.h"

#include <algorithm>
#include <utility>

#include "backprop/loss.h"

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
    const std::size_t registers = rows.size() <= passRegisters * Lanes::count ? passRegisters : maxRegisters;
    load(examples, rows, weight, registers);
    if (masked) drawMasks(dropout.rate, random, rows.size(), registers);
    if (registers == maxRegisters)
      accumulateGradient<maxRegisters>(masked, first);
    else
      accumulateGradient<passRegisters>(masked, first);
  }
}

bool Trainer::step(const FloatExamples& examples, std::span<const std::uint32_t> batch, Dropout dropout, double rate) {
  if (batch.size() == compiledBatch_)
    return compiled_(batch.data(), examples.features.data(), examples.targets.data(), static_cast<float>(rate));
  computeGradient(examples, batch, dropout);
  return update(rate);
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

kernels::Workspace<float*, Lanes*> Trainer::workspace() {
  return {parameters_.data(), gradient_.data(), outputs_.data(), slopes_.data(),
          deltas_.data(),     masks_.data(),    targets_.data(), weights_.data()};
}

template <std::size_t K>
void Trainer::accumulateGradient(bool masked, bool first) {
  kernels::pass<K>(network_, loss_, workspace(), masked, first);
}

// Plain SGD is what most networks here are trained with, and a large part of their steps: so it has a loop to itself.
bool Trainer::descend(float rate) {
  const Lanes eta(rate);
  Lanes::Mask notFinite{};
  for (std::size_t p = 0, end = parameters_.size(); p < end; p += Lanes::count)
    notFinite |= Lanes::Mask{bitsOf(kernels::descend(&parameters_[p], &gradient_[p], eta))};
  return !notFinite.any();
}

std::span<const Lanes> Trainer::forward(std::span<const Lanes> features) {
  std::copy(features.begin(), features.end(), outputs_.begin());
  Lanes* x = outputs_.data();
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
