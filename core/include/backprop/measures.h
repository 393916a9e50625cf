// How well a network does, class by class or number by number, and how its layers fare.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace backprop {

/// On a set of examples. Fields that do not apply are empty.
struct Evaluation {
  std::vector<std::uint32_t> confusion;  ///< (classes, classes): row = the class it is, column = the class the network says
  std::vector<std::optional<double>>
      precision;  ///< (classes), share of those said to be the class that are; none if none are said
  std::vector<std::optional<double>>
      recall;                      ///< (classes), share of those of the class that are said to be; none if there are none
  std::optional<double> accuracy;  ///< share of the right classes
  std::optional<double> rSquared;  ///< 1 − Σ (o − t)² / Σ (t − mean of t)², over all outputs; none where all targets are alike
  std::optional<double> meanAbsoluteError;  ///< mean |o − t|, in the units of the targets
};

/// Of one layer, over training examples.
struct LayerStatistics {
  double mean, deviation;  ///< of the outputs of all units
  double saturated;        ///< share of the units' outputs with |φ'| below 0.01
  double dead;             ///< share of the units whose slope is 0 on every example: nothing they learn from
  double gradientNorm;     ///< √Σ g² of the mean gradient, weights and biases
  double parameterNorm;    ///< √Σ w², weights and biases
  double updateToWeight;   ///< length of the step that the optimizer would take along this gradient, over parameterNorm
};

}  // namespace backprop
