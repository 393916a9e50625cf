// Loss functions E: of one output o = φ(net) and its target t. A network's loss is the mean over the examples of the sum over
// the outputs.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "backprop/elementary.h"
#include "backprop/names.h"

namespace backprop {

/// The cross-entropies take the net inputs of the output layer, which stay precise where o has long reached 0 or 1:
/// binaryCrossEntropy with sigmoid outputs, softmaxCrossEntropy with softmax.
enum class Loss { halfSquaredError, binaryCrossEntropy, softmaxCrossEntropy, huber };
template <>
inline constexpr std::array<std::string_view, 4> names<Loss>{"halfSquaredError", "binaryCrossEntropy", "softmaxCrossEntropy",
                                                             "huber"};

/// Each with value E, errorSignal ∂E/∂o and delta δ = ∂E/∂net. `slope` is φ'(net).
namespace losses {

/// E = ½ (o − t)²; ∂E/∂o = o − t; δ = (o − t) φ'.
struct HalfSquaredError {
  template <class V>
  static V value(V, V output, V target) {
    const V difference = output - target;
    return V(0.5) * difference * difference;
  }
  template <class V>
  static V errorSignal(V output, V target) {
    return output - target;
  }
  template <class V>
  static V delta(V output, V slope, V target) {
    return errorSignal(output, target) * slope;
  }
};

/// E = ½ (o − t)² where |o − t| ≤ 1, else |o − t| − ½: far targets pull no harder than near ones. ∂E/∂o = o − t within ±1.
/// (P. J. Huber, Robust Estimation of a Location Parameter, 1964)
struct Huber {
  template <class V>
  static V value(V, V output, V target) {
    const V distance = absolute(output - target), near = select(distance > V(1), V(1), distance);
    return near * (distance - V(0.5) * near);
  }
  template <class V>
  static V errorSignal(V output, V target) {
    return clamp(output - target, V(-1), V(1));
  }
  template <class V>
  static V delta(V output, V slope, V target) {
    return errorSignal(output, target) * slope;
  }
};

/// E = −t log o − (1 − t) log(1 − o) of o = sigmoid(net), with t in [0, 1]; as max(net, 0) − t net + log(1 + e^−|net|).
/// ∂E/∂o = (o − t) / (o (1 − o)), and φ' = o (1 − o) cancels it: δ = o − t.
struct BinaryCrossEntropy {
  template <class V>
  static V value(V net, V, V target) {
    return select(net > V(0), net, V(0)) - target * net + log1p(exp(-absolute(net)));
  }
  template <class V>
  static V errorSignal(V output, V target) {
    const V ones = target > V(0) ? target / output : V(0), zeros = target < V(1) ? (V(1) - target) / (V(1) - output) : V(0);
    return zeros - ones;
  }
  template <class V>
  static V delta(V output, V, V target) {
    return output - target;
  }
};

/// E = −t log o of o = softmax(net), with targets t that add up to 1. `value` is given log o for the net input. ∂E/∂o = −t / o;
/// through the sum that all outputs share, Σ_k ∂E/∂o_k ∂o_k/∂net_j = o_j − t_j: δ = o − t.
struct SoftmaxCrossEntropy {
  template <class V>
  static V value(V logOutput, V, V target) {
    return -target * logOutput;
  }
  template <class V>
  static V errorSignal(V output, V target) {
    return target > V(0) ? -target / output : V(0);
  }
  template <class V>
  static V delta(V output, V, V target) {
    return output - target;
  }
};

}  // namespace losses

/// Calls `use` with the struct that belongs to `loss`.
template <class Use>
decltype(auto) withLoss(Loss loss, Use&& use) {
  switch (loss) {
    case Loss::binaryCrossEntropy: return use(losses::BinaryCrossEntropy{});
    case Loss::softmaxCrossEntropy: return use(losses::SoftmaxCrossEntropy{});
    case Loss::huber: return use(losses::Huber{});
    case Loss::halfSquaredError: break;
  }
  return use(losses::HalfSquaredError{});
}

/// E of one example: the sum over its outputs. Finite and precise for net inputs of any size.
template <class T>
T exampleLoss(Loss loss, std::span<const T> net, std::span<const T> output, std::span<const T> target) {
  T largest(0), logSum(0);
  if (loss == Loss::softmaxCrossEntropy) {  // log o_j = net_j − log Σ e^net = (net_j − largest) − log Σ e^(net − largest)
    largest = *std::max_element(net.begin(), net.end());
    T total(0);
    for (T z : net) total += exp(z - largest);
    logSum = log(total);
  }
  return withLoss(loss, [&](auto error) {
    T total(0);
    for (std::size_t j = 0; j < net.size(); ++j) total += error.value(net[j] - largest - logSum, output[j], target[j]);
    return total;
  });
}

}  // namespace backprop
