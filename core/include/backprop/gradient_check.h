// Proof of a gradient: backpropagation's against the slope of the loss itself.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "backprop/reference.h"

namespace backprop {

struct GradientCheck {
  double epsilon;                ///< the step of the differences
  std::vector<double> analytic;  ///< by backpropagation, in parameter order
  std::vector<double> numeric;   ///< (E(w + ε) − E(w − ε)) / 2ε, error O(ε²)
  std::vector<double> error;     ///< |numeric − analytic| / max(1e-8, |numeric| + |analytic|), in [0, 1]
  std::size_t worst;             ///< the parameter of the largest error
};

/// Compares all parameters, in double precision. Two losses for each parameter: for small networks.
GradientCheck checkGradient(const Network& network, Loss loss, std::span<const double> parameters, Examples<double> examples,
                            double epsilon);

}  // namespace backprop
