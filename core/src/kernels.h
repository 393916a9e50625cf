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
inline constexpr std::size_t blockRows = 2;

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
  while (j + blockRows <= units) block.template operator()<blockRows>();
  while (j < units) block.template operator()<1>();
}

/// net → o = φ(net), in place, and φ'(net), of `count` registers. A function of its own for each φ, so that its constants stay
/// in registers and successive iterations, which do not depend on each other, overlap.
template <class Phi>
[[gnu::noinline]] void activateEach(Phi, std::size_t count, Lanes* netToOutput, Lanes* slope) {
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
  while (i + blockRows <= inputs) block.template operator()<blockRows>();
  while (i < inputs) block.template operator()<1>();
}

/// Σ_k a_k b_k: what is left is the sum over the lanes.
template <std::size_t K>
inline Lanes dot(const Lanes* a, const Lanes* b) {
  Lanes total = a[0] * b[0];
  for (std::size_t k = 1; k < K; ++k) total += a[k] * b[k];
  return total;
}

/// Where a pass leaves its part of the gradient: the first one of a batch writes it, the others add to it.
struct Gradient {
  float* to;
  bool first;
  void put(std::size_t p, float one) const { to[p] = first ? one : to[p] + one; }
  void put(std::size_t p, Lanes four) const { (first ? four : Lanes::load(to + p) + four).store(to + p); }
};

/// Parameters p … p + count of the gradient; next() gives the products of one
/// after the other, whose lanes are still to be summed.
template <class Next>
inline void putSums(const Gradient& gradient, std::size_t p, std::size_t count, Next next) {
  for (; count >= 4; count -= 4, p += 4) {
    const Lanes a = next(), b = next(), c = next(), d = next();
    gradient.put(p, sums(a, b, c, d));
  }
  for (; count > 0; --count) gradient.put(p++, sum(next()));
}

/// ∂E/∂W = δ xᵀ and ∂E/∂b = δ, summed over the examples. δ is (m, K), x (n, K). Rows of W that are shorter than a register
/// share one.
template <std::size_t K>
void gradientOfLayer(const Layer& layer, const Lanes* delta, const Lanes* x, const Gradient& gradient) {
  const std::size_t inputs = layer.inputs, units = layer.units;
  if (inputs < Lanes::count) {
    std::size_t j = 0, i = 0;
    putSums(gradient, layer.weights, units * inputs, [&] {
      const Lanes product = dot<K>(delta + j * K, x + i * K);
      if (++i == inputs) i = 0, ++j;
      return product;
    });
  } else {
    for (std::size_t j = 0; j < units; ++j)
      putSums(gradient, layer.weights + j * inputs, inputs, [d = delta + j * K, row = x]() mutable {
        const Lanes product = dot<K>(d, row);
        row += K;
        return product;
      });
  }
  putSums(gradient, layer.biases, units, [d = delta]() mutable {
    Lanes total = d[0];
    for (std::size_t k = 1; k < K; ++k) total += d[k];
    d += K;
    return total;
  });
}

}  // namespace backprop::kernels
