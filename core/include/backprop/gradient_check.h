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

/// Compares all parameters, in double precision. Two losses for each
/// parameter: for small networks. The losses know of no fault.
GradientCheck checkGradient(const Network& network, Loss loss, std::span<const double> parameters, Examples<double> examples,
                            double epsilon, Fault fault = Fault::none);

/// How the errors of the check depend on ε: O(ε²) of the differences where it
/// is large, O(1e-16 / ε) of rounding where it is small.
struct EpsilonSweep {
  std::vector<double> epsilon;  ///< from 1e-1 to 1e-12 in half decades
  std::vector<double> worst;    ///< the largest error of all parameters
  std::vector<double> median;   ///< of the errors; half of the parameters are better
};

EpsilonSweep sweepEpsilon(const Network& network, Loss loss, std::span<const double> parameters, Examples<double> examples,
                          Fault fault = Fault::none);

}  // namespace backprop
