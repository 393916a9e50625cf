// What becomes of the gradient on its way back through the layers, and why.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "backprop/reference.h"

namespace backprop {

/// The shares whose quantiles a LayerFlow has.
inline constexpr std::array flowShares{0.05, 0.25, 0.5, 0.75, 0.95};

/// Of one layer, over N examples.
struct LayerFlow {
  std::vector<double> delta;     ///< quantiles of |δ|, over units and examples
  std::vector<double> gradient;  ///< quantiles of |∂E/∂w| of the mean loss, over the weights
  double slope = 0;              ///< mean φ', over units and examples; 1 at the output of a cross-entropy, which cancels it
  double slopeProduct = 0;  ///< mean over the examples of the product, from this layer to the output, of the layers' mean |φ'|
};

/// Layer by layer, the output last.
std::vector<LayerFlow> gradientFlow(const Network& network, Loss loss, std::span<const double> parameters,
                                    Examples<double> examples, Fault fault = Fault::none);

}  // namespace backprop
