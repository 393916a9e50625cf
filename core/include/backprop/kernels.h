// The inner loops of the fast path. Every matrix of activations is (rows, K): row r holds one unit for 4 K examples, in K
// registers. Each weight is loaded once and spread over its register; blocks of rows share what they load.
// The order of every sum is part of the contract: it fixes the bits.
//
// `Rows` and `Floats` are pointers, to Lanes and to float, or what stands for them where a pass is written down and not run.
#pragma once

#include <array>
#include <cstddef>

#include "backprop/activation.h"
#include "backprop/lanes.h"
#include "backprop/loss.h"
#include "backprop/network.h"

namespace backprop::kernels {

template <class Rows>
struct ElementOf {
  using Type = typename Rows::Element;
};
template <class V>
struct ElementOf<V*> {
  using Type = V;
};
/// One register of a row.
template <class Rows>
using Element = typename ElementOf<Rows>::Type;

/// Rows that a block works on at once: as many as the registers hold, sums and operands together.
inline constexpr std::size_t blockRows = 2;

/// Calls `work` with the first of every J neighbours out of `count`, then with each that is left over. V may have its own way.
template <class V, std::size_t J, class Work>
inline void inBlocks(std::size_t count, Work work) {
  if constexpr (requires { V::template repeat<J>(count, work); }) {
    V::template repeat<J>(count, work);
  } else {
    std::size_t j = 0;
    for (; j + J <= count; j += J) work.template operator()<J>(j);
    if constexpr (J > 1)
      for (; j < count; ++j) work.template operator()<1>(j);
  }
}

/// The registers of one row.
template <std::size_t K, class Rows>
inline auto row(Rows rows) {
  std::array<Element<Rows>, K> registers;
  for (std::size_t k = 0; k < K; ++k) registers[k] = rows[k];
  return registers;
}

/// net_j = b_j + Σ_i w_ji x_i for J neighbouring units j, (J, K). `weights` is the first one's row of W.
template <std::size_t J, std::size_t K, class Floats, class Rows>
inline auto netInputs(Floats weights, Floats biases, std::size_t inputs, Rows x) {
  using V = Element<Rows>;
  std::array<std::array<V, K>, J> net;
  for (std::size_t j = 0; j < J; ++j) net[j].fill(V(biases[j]));
  for (std::size_t i = 0; i < inputs; ++i) {
    const auto xi = row<K>(x + i * K);
    for (std::size_t j = 0; j < J; ++j) {
      const V w(weights[j * inputs + i]);
      for (std::size_t k = 0; k < K; ++k) net[j][k] += w * xi[k];
    }
  }
  return net;
}

/// The net inputs of a layer: x (n, K) → net (m, K).
template <std::size_t K, class Floats, class Rows>
void netInputsOfLayer(const Layer& layer, Floats parameters, Rows x, Rows net) {
  const Floats weights = parameters + layer.weights, biases = parameters + layer.biases;
  const std::size_t inputs = layer.inputs;
  inBlocks<Element<Rows>, blockRows>(layer.units, [&]<std::size_t J>(auto j) {
    const auto block = netInputs<J, K>(weights + j * inputs, biases + j, inputs, x);
    for (std::size_t r = 0; r < J * K; ++r) net[j * K + r] = block[r / K][r % K];
  });
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

/// A layer forward: x (n, K) → output and slope (m, K).
template <std::size_t K>
void forwardLayer(const Layer& layer, const float* parameters, Lanes* x, Lanes* output, Lanes* slope) {
  netInputsOfLayer<K>(layer, parameters, x, output);
  activate(layer, K, output, slope);
}

/// Multiplies outputs and slopes with the masks: what is left out gives nothing, and no δ comes back to it.
template <class Rows>
inline void mask(std::size_t count, Rows masks, Rows output, Rows slope) {
  for (std::size_t r = 0; r < count; ++r) {
    output[r] = output[r] * masks[r];
    slope[r] = slope[r] * masks[r];
  }
}

/// δ at the outputs, (k, K), times the weights of the examples, (K).
template <std::size_t K, class Rows>
inline void outputDeltas(Loss loss, std::size_t outputs, Rows output, Rows slope, Rows target, Rows weights, Rows delta) {
  using V = Element<Rows>;
  withLoss(loss, [=](auto error) {
    for (std::size_t r = 0; r < outputs * K; ++r)
      delta[r] = error.delta(V(output[r]), V(slope[r]), V(target[r])) * weights[r % K];
  });
}

/// δ_i = (Σ_j w_ji δ_j) φ'_i for I neighbouring units i of the layer before. `weights` is column i of W, (m, n).
template <std::size_t I, std::size_t K, class Floats, class Rows>
inline void backwardUnits(Floats weights, std::size_t inputs, std::size_t units, Rows delta, Rows slopeBefore,
                          Rows deltaBefore) {
  using V = Element<Rows>;
  V signal[I][K];
  const auto terms = [&](std::size_t j, auto put) {
    const auto d = row<K>(delta + j * K);
    for (std::size_t i = 0; i < I; ++i) {
      const V w(weights[j * inputs + i]);
      for (std::size_t k = 0; k < K; ++k) put(signal[i][k], w * d[k]);
    }
  };
  terms(0, [](V& sum, V term) { sum = term; });
  for (std::size_t j = 1; j < units; ++j) terms(j, [](V& sum, V term) { sum += term; });
  for (std::size_t i = 0; i < I; ++i)
    for (std::size_t k = 0; k < K; ++k) deltaBefore[i * K + k] = signal[i][k] * slopeBefore[i * K + k];
}

/// A layer backward: δ (m, K) → δ of the layer before (n, K).
template <std::size_t K, class Floats, class Rows>
void backwardLayer(const Layer& layer, Floats parameters, Rows delta, Rows slopeBefore, Rows deltaBefore) {
  const Floats weights = parameters + layer.weights;
  const std::size_t inputs = layer.inputs, units = layer.units;
  inBlocks<Element<Rows>, blockRows>(inputs, [&]<std::size_t I>(auto i) {
    backwardUnits<I, K>(weights + i, inputs, units, delta, slopeBefore + i * K, deltaBefore + i * K);
  });
}

/// Σ_k a_k b_k: what is left is the sum over the lanes.
template <std::size_t K, class Registers, class Rows>
inline Element<Rows> dot(const Registers& a, Rows b) {
  Element<Rows> total = a[0] * b[0];
  for (std::size_t k = 1; k < K; ++k) total += a[k] * b[k];
  return total;
}

/// The last one to three of Gradient::putSums.
template <class Next>
inline void putLastSums(std::size_t count, Next next, float* to, bool first) {
  for (; count > 0; --count, ++to) {
    const float one = sum(next());
    *to = first ? one : *to + one;
  }
}

/// Where a pass leaves its part of the gradient: the first one of a batch writes it, the others add to it.
template <class Floats>
struct Gradient {
  Floats to;
  bool first;

  Gradient operator+(auto parameters) const { return {to + parameters, first}; }

  /// `count` parameters; next() gives the products of one after the other, whose lanes are still to be summed.
  template <class Next>
  void putSums(std::size_t count, Next next) const {
    Floats at = to;
    for (; count >= 4; count -= 4, at += 4) {
      const auto a = next(), b = next(), c = next(), d = next();
      const auto four = sums(a, b, c, d);
      (first ? four : four.load(at) + four).store(at);
    }
    if (count > 0) putLastSums(count, next, at, first);
  }
};

/// ∂E/∂W = δ xᵀ and ∂E/∂b = δ, summed over the examples. δ is (m, K), x (n, K). Rows of W that are shorter than a register
/// share one.
template <std::size_t K, class Floats, class Rows>
void gradientOfLayer(const Layer& layer, Rows delta, Rows x, Gradient<Floats> gradient) {
  using V = Element<Rows>;
  const std::size_t inputs = layer.inputs, units = layer.units;
  const Gradient<Floats> weights = gradient + layer.weights;
  if (inputs < Lanes::count) {
    std::size_t j = 0, i = 0;
    weights.putSums(units * inputs, [&] {
      const V product = dot<K>(delta + j * K, x + i * K);
      if (++i == inputs) i = 0, ++j;
      return product;
    });
  } else {
    inBlocks<V, 1>(units, [&]<std::size_t>(auto j) {
      const auto d = row<K>(delta + j * K);
      (weights + j * inputs).putSums(inputs, [&d, at = x]() mutable {
        const V product = dot<K>(d, at);
        at += K;
        return product;
      });
    });
  }
  (gradient + layer.biases).putSums(units, [d = delta]() mutable {
    V total = d[0];
    for (std::size_t k = 1; k < K; ++k) total += d[k];
    d += K;
    return total;
  });
}

/// w ← w − η g, the update of plain SGD, of one register. Leaves 0 for finite numbers and NaN, which has bits, for all others.
template <class V, class Floats>
inline V descend(Floats parameters, Floats gradient, V rate) {
  const V w = V::load(parameters) - rate * V::load(gradient);
  w.store(parameters);
  return w - w;
}

/// Where a pass finds and leaves its numbers, with K registers to a row.
template <class Floats, class Rows>
struct Workspace {
  Floats parameters, gradient;  ///< in the network's flat layout
  Rows outputs;                 ///< (inputs + units, K): the input features, then the outputs of every layer
  Rows slopes, deltas;          ///< (units, K)
  Rows masks;                   ///< (hidden units, K)
  Rows targets;                 ///< (outputs, K)
  Rows weights;                 ///< (K), of the examples
};

/// Forward and backward: the gradient of the examples in the lanes, weighed. `first`: of its batch.
template <std::size_t K, class Floats, class Rows>
inline void pass(const Network& network, Loss loss, const Workspace<Floats, Rows>& at, bool masked, bool first) {
  const std::size_t inputs = network.inputs();
  std::size_t unit = 0;  // the first of a layer
  Rows x = at.outputs;
  for (const Layer& layer : network.layers()) {
    const Rows output = at.outputs + (inputs + unit) * K, slope = at.slopes + unit * K;
    forwardLayer<K>(layer, at.parameters, x, output, slope);
    if (masked && &layer != &network.layers().back()) mask(layer.units * K, at.masks + unit * K, output, slope);
    x = output;
    unit += layer.units;
  }

  const std::size_t outputs = network.outputs();
  unit -= outputs;
  Rows delta = at.deltas + unit * K;
  outputDeltas<K>(loss, outputs, x, at.slopes + unit * K, at.targets, at.weights, delta);

  for (std::size_t l = network.layers().size(); l-- > 0;) {
    const Layer& layer = network.layers()[l];
    x = at.outputs + (inputs + unit - layer.inputs) * K;
    gradientOfLayer<K>(layer, delta, x, Gradient<Floats>{at.gradient, first});
    if (l == 0) break;
    unit -= layer.inputs;
    backwardLayer<K>(layer, at.parameters, delta, at.slopes + unit * K, at.deltas + unit * K);
    delta = at.deltas + unit * K;
  }
}

}  // namespace backprop::kernels
