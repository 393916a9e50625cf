// Loss functions E: of one output o and its target t. A network's loss is the mean over the examples of the sum over the outputs.
#pragma once

#include <array>
#include <string_view>

#include "backprop/names.h"

namespace backprop {

enum class Loss { halfSquaredError };
template <>
inline constexpr std::array<std::string_view, 1> names<Loss>{"halfSquaredError"};

namespace losses {

/// E = ½ (o − t)²; ∂E/∂o = o − t.
struct HalfSquaredError {
  template <class V>
  static V value(V output, V target) {
    const V difference = output - target;
    return V(0.5f) * difference * difference;
  }
  template <class V>
  static V slope(V output, V target) {
    return output - target;
  }
};

}  // namespace losses

/// Calls `use` with the struct that belongs to `loss`.
template <class Use>
decltype(auto) withLoss(Loss loss, Use&& use) {
  switch (loss) {
    case Loss::halfSquaredError: break;
  }
  return use(losses::HalfSquaredError{});
}

}  // namespace backprop
