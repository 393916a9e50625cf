// Activation functions φ: the output o = φ(net) of a unit and its slope φ'(net).
// To add one: a struct here, its name in the enum and in the table, its case in withActivation. Nothing outside this file knows
// the list.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "backprop/elementary.h"
#include "backprop/names.h"

namespace backprop {

/// All but softmax work on each unit alone; softmax works on a whole layer and belongs to the output only.
enum class Activation { sigmoid, tanh, relu, leakyRelu, elu, softplus, silu, gelu, sin, linear, softmax };
template <>
inline constexpr std::array<std::string_view, 11> names<Activation>{
    "sigmoid", "tanh", "relu", "leakyRelu", "elu", "softplus", "silu", "gelu", "sin", "linear", "softmax"};
/// Those of hidden layers: the names before softmax.
inline constexpr std::size_t hiddenActivations = names<Activation>.size() - 1;

/// What the forward pass leaves for the backward pass.
template <class V>
struct Activated {
  V output;  ///< o = φ(net)
  V slope;   ///< φ'(net)
};

namespace activations {

/// φ(z) = 1 / (1 + e^−z); φ' = φ (1 − φ). Range (0, 1).
struct Sigmoid {
  template <class V>
  static V output(V net) {
    return V(1) / (V(1) + exp(-net));
  }
  template <class V>
  static Activated<V> activate(V net) {
    const V o = output(net);
    return {o, o * (V(1) - o)};
  }
};

/// φ(z) = tanh z; φ' = 1 − φ². Range (−1, 1).
struct Tanh {
  template <class V>
  static V output(V net) {
    return tanh(net);
  }
  template <class V>
  static Activated<V> activate(V net) {
    const V o = output(net);
    return {o, V(1) - o * o};
  }
};

/// φ(z) = max(0, z); φ' = [z > 0], so 0 at z = 0.
struct Relu {
  template <class V>
  static V output(V net) {
    return select(net < V(0), V(0), net);  // in this order NaN stays NaN
  }
  template <class V>
  static Activated<V> activate(V net) {
    return {output(net), select(net > V(0), V(1), V(0))};
  }
};

/// φ(z) = z where z > 0, else 0.01 z; φ' = 1 or 0.01, 0.01 at z = 0.
/// (A. L. Maas, A. Y. Hannun, A. Y. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013)
struct LeakyRelu {
  template <class V>
  static V output(V net) {
    return select(net < V(0), V(0.01) * net, net);
  }
  template <class V>
  static Activated<V> activate(V net) {
    return {output(net), select(net > V(0), V(1), V(0.01))};
  }
};

/// φ(z) = z where z > 0, else e^z − 1; φ' = 1 or φ + 1. Range (−1, ∞).
/// (D.-A. Clevert, T. Unterthiner, S. Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear Units, 2015)
struct Elu {
  template <class V>
  static V output(V net) {
    return select(net < V(0), expm1(net), net);
  }
  template <class V>
  static Activated<V> activate(V net) {
    const V o = output(net);
    return {o, select(net < V(0), o + V(1), V(1))};
  }
};

/// φ(z) = log(1 + e^z); φ' = 1 / (1 + e^−z). Range (0, ∞). Written with e^−|z|, which can't overflow.
/// (C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau, R. Garcia, Incorporating Second-Order Functional Knowledge for Better Option
/// Pricing, 2000)
struct Softplus {
  template <class V>
  static V output(V net) {
    return Relu::output(net) + log1p(exp(-absolute(net)));
  }
  template <class V>
  static Activated<V> activate(V net) {
    return {output(net), Sigmoid::output(net)};
  }
};

/// φ(z) = z σ(z) with σ the sigmoid; φ' = σ + φ (1 − σ). Also called swish.
/// (S. Elfwing, E. Uchibe, K. Doya, Sigmoid-Weighted Linear Units for Neural Network Function Approximation, 2018)
struct Silu {
  template <class V>
  static V output(V net) {
    return net * Sigmoid::output(net);
  }
  template <class V>
  static Activated<V> activate(V net) {
    const V sigmoid = Sigmoid::output(net), o = net * sigmoid;
    return {o, sigmoid + o * (V(1) - sigmoid)};
  }
};

/// φ(z) = z G(z) with G(z) = ½ (1 + tanh u), u = √(2/π) (z + 0.044715 z³): the tanh form, within 5e-4 of z times the normal
/// distribution. φ' = G + z G', G' = ½ (1 − tanh² u) u'. (D. Hendrycks, K. Gimpel, Gaussian Error Linear Units, 2016)
struct Gelu {
  static constexpr double scale = 0.79788456080286536, cubic = 0.044715;  // √(2/π)

  /// z brought to where tanh u still moves: so z³ can't overflow.
  template <class V>
  static V bounded(V net) {
    return clamp(net, V(-10), V(10));
  }
  template <class V>
  static V halfTanh(V z) {
    return V(0.5) * tanh(V(scale) * (z + V(cubic) * z * z * z));
  }
  template <class V>
  static V output(V net) {
    return net * (V(0.5) + halfTanh(bounded(net)));
  }
  template <class V>
  static Activated<V> activate(V net) {
    const V z = bounded(net), half = halfTanh(z), gate = V(0.5) + half;
    const V gateSlope = (V(0.5) - V(2) * half * half) * V(scale) * (V(1) + V(3 * cubic) * z * z);
    return {net * gate, gate + z * gateSlope};
  }
};

/// φ(z) = sin z; φ' = cos z. Range [−1, 1].
struct Sin {
  template <class V>
  static V output(V net) {
    return sin(net);
  }
  template <class V>
  static Activated<V> activate(V net) {
    return {sin(net), cos(net)};
  }
};

/// φ(z) = z; φ' = 1.
struct Linear {
  template <class V>
  static V output(V net) {
    return net;
  }
  template <class V>
  static Activated<V> activate(V net) {
    return {net, V(1)};
  }
};

}  // namespace activations

/// Calls `use` with the struct that belongs to `activation`: one switch for a whole layer instead of one for each unit.
template <class Use>
decltype(auto) withActivation(Activation activation, Use&& use) {
  switch (activation) {
    case Activation::sigmoid: return use(activations::Sigmoid{});
    case Activation::tanh: return use(activations::Tanh{});
    case Activation::relu: return use(activations::Relu{});
    case Activation::leakyRelu: return use(activations::LeakyRelu{});
    case Activation::elu: return use(activations::Elu{});
    case Activation::softplus: return use(activations::Softplus{});
    case Activation::silu: return use(activations::Silu{});
    case Activation::gelu: return use(activations::Gelu{});
    case Activation::sin: return use(activations::Sin{});
    case Activation::linear:
    case Activation::softmax: break;  // which `softmax` finishes
  }
  return use(activations::Linear{});
}

/// net → o_j = e^net_j / Σ_k e^net_k in place, for one example or one register of them; unit j lies at nets[j · stride]. The
/// largest net input is taken from all, which changes nothing and keeps e^net finite. ∂o_j/∂net_j = o_j (1 − o_j).
template <class V>
void softmax(V* nets, std::size_t units, std::size_t stride) {
  V largest = nets[0], total(0);
  for (std::size_t j = 1; j < units; ++j) largest = select(nets[j * stride] > largest, nets[j * stride], largest);
  for (std::size_t j = 0; j < units; ++j) {
    nets[j * stride] = exp(nets[j * stride] - largest);
    total = total + nets[j * stride];
  }
  for (std::size_t j = 0; j < units; ++j) nets[j * stride] = nets[j * stride] / total;
}

}  // namespace backprop
