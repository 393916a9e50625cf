// The inner loops of the fast path. Every matrix of activations is (rows, K): row r holds one unit for 4 K examples, in K
// registers. Each weight is loaded once and spread over its register; blocks of rows share what they load.
// The order of every sum is part of the contract: it fixes the bits.
#pragma once

#include <cstddef>

#include "backprop/activation.h"
#include "backprop/lanes.h"
#include "backprop/loss.h"
#include "backprop/network.h"

namespace backprop::kernels {

/// Rows that a block works on at once: as many as the registers hold, sums and operands together.
template <std::size_t K>
inline constexpr std::size_t blockRows = K <= 2 ? 4 : 2;

/// net_j = b_j + Σ_i w_ji x_i for J neighbouring units j. `weights` is the first one's row of W.
template <std::size_t J, std::size_t K>
inline void netInputs(const float* weights, const float* biases, std::size_t inputs, const Lanes* x, Lanes* result) {
  Lanes net[J][K];
  for (std::size_t j = 0; j < J; ++j)
    for (std::size_t k = 0; k < K; ++k) net[j][k] = Lanes(biases[j]);
  for (std::size_t i = 0; i < inputs; ++i)
    for (std::size_t j = 0; j < J; ++j) {
      const Lanes w(weights[j * inputs + i]);
      for (std::size_t k = 0; k < K; ++k) net[j][k] += w * x[i * K + k];
    }
  for (std::size_t j = 0; j < J; ++j)
    for (std::size_t k = 0; k < K; ++k) result[j * K + k] = net[j][k];
}

/// The net inputs of a layer: x (n, K) → net (m, K).
template <std::size_t K>
void netInputsOfLayer(const Layer& layer, const float* parameters, const Lanes* x, Lanes* net) {
  const float* weights = parameters + layer.weights;
  const float* biases = parameters + layer.biases;
  const std::size_t inputs = layer.inputs, units = layer.units;
  std::size_t j = 0;
  const auto block = [&]<std::size_t J>() {
    netInputs<J, K>(weights + j * inputs, biases + j, inputs, x, net + j * K);
    j += J;
  };
  while (j + blockRows<K> <= units) block.template operator()<blockRows<K>>();
  while (j < units) block.template operator()<1>();
}

/// net → o = φ(net), in place, and φ'(net), of `count` registers. A function of its own for each φ, so that its constants stay in
/// registers and successive iterations, which do not depend on each other, overlap.
template <class Phi>
void activateEach(Phi, std::size_t count, Lanes* netToOutput, Lanes* slope) {
  for (std::size_t r = 0; r < count; ++r) {
    const Activated<Lanes> o = Phi::activate(netToOutput[r]);
    netToOutput[r] = o.output;
    slope[r] = o.slope;
  }
}

/// The same of a layer, (m, registers); softmax leaves no slope. One copy for all kernels: eleven activations are 7 KB of code.
[[gnu::noinline]] inline void activate(const Layer& layer, std::size_t registers, Lanes* netToOutput, Lanes* slope) {
  if (layer.activation == Activation::softmax) {
    for (std::size_t k = 0; k < registers; ++k) softmax(netToOutput + k, layer.units, registers);
    return;
  }
  withActivation(layer.activation, [&](auto phi) { activateEach(phi, layer.units * registers, netToOutput, slope); });
}

/// Multiplies outputs and slopes with the masks: what is left out gives nothing, and no δ comes back to it.
inline void mask(std::size_t count, const Lanes* masks, Lanes* output, Lanes* slope) {
  for (std::size_t r = 0; r < count; ++r) {
    output[r] = output[r] * masks[r];
    slope[r] = slope[r] * masks[r];
  }
}

/// A layer forward: x (n, K) → output and slope (m, K).
template <std::size_t K>
void forwardLayer(const Layer& layer, const float* parameters, const Lanes* x, Lanes* output, Lanes* slope) {
  netInputsOfLayer<K>(layer, parameters, x, output);
  activate(layer, K, output, slope);
}

/// δ at the outputs, `count` registers of them.
inline void outputDeltas(Loss loss, std::size_t count, const Lanes* output, const Lanes* slope, const Lanes* target,
                         Lanes* delta) {
  withLoss(loss, [=](auto error) {
    for (std::size_t r = 0; r < count; ++r) delta[r] = error.delta(output[r], slope[r], target[r]);
  });
}

/// δ_i = (Σ_j w_ji δ_j) φ'_i for I neighbouring units i of the layer before. `weights` is column i of W, (m, n).
template <std::size_t I, std::size_t K>
inline void backwardUnits(const float* weights, std::size_t inputs, std::size_t units, const Lanes* delta,
                          const Lanes* slopeBefore, Lanes* deltaBefore) {
  Lanes signal[I][K];
  for (std::size_t i = 0; i < I; ++i)
    for (std::size_t k = 0; k < K; ++k) signal[i][k] = Lanes(0);
  for (std::size_t j = 0; j < units; ++j)
    for (std::size_t i = 0; i < I; ++i) {
      const Lanes w(weights[j * inputs + i]);
      for (std::size_t k = 0; k < K; ++k) signal[i][k] += w * delta[j * K + k];
    }
  for (std::size_t i = 0; i < I; ++i)
    for (std::size_t k = 0; k < K; ++k) deltaBefore[i * K + k] = signal[i][k] * slopeBefore[i * K + k];
}

/// A layer backward: δ (m, K) → δ of the layer before (n, K).
template <std::size_t K>
void backwardLayer(const Layer& layer, const float* parameters, const Lanes* delta, const Lanes* slopeBefore,
                   Lanes* deltaBefore) {
  const float* weights = parameters + layer.weights;
  const std::size_t inputs = layer.inputs, units = layer.units;
  std::size_t i = 0;
  const auto block = [&]<std::size_t I>() {
    backwardUnits<I, K>(weights + i, inputs, units, delta, slopeBefore + i * K, deltaBefore + i * K);
    i += I;
  };
  while (i + blockRows<K> <= inputs) block.template operator()<blockRows<K>>();
  while (i < inputs) block.template operator()<1>();
}

/// Σ_k a_k b_k: what is left is the sum over the lanes.
template <std::size_t K>
inline Lanes dot(const Lanes* a, const Lanes* b) {
  Lanes total = a[0] * b[0];
  for (std::size_t k = 1; k < K; ++k) total += a[k] * b[k];
  return total;
}

/// gradient[i] += Σ over the examples of δ x_i, for one unit's δ (K) and all its inputs x (n, K).
template <std::size_t K>
inline void weightGradientRow(const Lanes* delta, const Lanes* x, std::size_t inputs, float* gradient) {
  std::size_t i = 0;
  for (; i + 4 <= inputs; i += 4) {
    const Lanes* row = x + i * K;
    const Lanes four = sums(dot<K>(delta, row), dot<K>(delta, row + K), dot<K>(delta, row + 2 * K), dot<K>(delta, row + 3 * K));
    (Lanes::load(gradient + i) + four).store(gradient + i);
  }
  for (; i < inputs; ++i) gradient[i] += sum(dot<K>(delta, x + i * K));
}

/// ∂E/∂W += δ xᵀ and ∂E/∂b += δ, summed over the examples. δ is (m, K), x (n, K).
template <std::size_t K>
void gradientOfLayer(const Layer& layer, const Lanes* delta, const Lanes* x, float* gradient) {
  for (std::size_t j = 0; j < layer.units; ++j) {
    weightGradientRow<K>(delta + j * K, x, layer.inputs, gradient + layer.weights + j * layer.inputs);
    Lanes total = delta[j * K];
    for (std::size_t k = 1; k < K; ++k) total += delta[j * K + k];
    gradient[layer.biases + j] += sum(total);
  }
}

}  // namespace backprop::kernels
