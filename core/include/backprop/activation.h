// Activation functions φ: the output o = φ(net) of a unit and its slope φ'(net).
// To add one: a struct here, its name in the enum and in the table. Nothing else knows the list.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "backprop/elementary.h"
#include "backprop/names.h"

namespace backprop {

enum class Activation { sigmoid, tanh, relu, linear };
template <>
inline constexpr std::array<std::string_view, 4> names<Activation>{"sigmoid", "tanh", "relu", "linear"};

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
    case Activation::linear: break;
  }
  return use(activations::Linear{});
}

}  // namespace backprop
