// One step of training in double precision, with every number on the way from the gradient to the parameters.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "backprop/config.h"
#include "backprop/network.h"

namespace backprop {

/// One of the numbers that the optimizer remembers of each parameter, in parameter order.
struct OptimizerTerm {
  std::string_view name;  ///< as in termsOf: `velocity`, `mean`, `squares`
  std::vector<double> before, after;
};

/// All lists in parameter order.
struct WeightUpdate {
  double learningRate;                  ///< η, the schedule applied
  double clipFactor;                    ///< what the gradient was multiplied with to be no longer than the limit; else 1
  std::vector<double> gradient;         ///< ∂E/∂w of the loss, clipped
  std::vector<double> penaltyGradient;  ///< λ w, which L2 adds to it; the optimizer gets the sum
  std::vector<OptimizerTerm> terms;     ///< none for sgd
  std::vector<double> change;           ///< parameters after − before; with what L1 takes, and 0 where frozen
  std::vector<double> parameters;       ///< after
  std::vector<double> optimizerState;   ///< after, as a checkpoint holds it: the terms, then the number of steps; or empty
};

/// What Trainer::update does, in the same order: clipping, then L2, then the
/// optimizer's rule, then L1, then the frozen ones go back.
WeightUpdate weightUpdate(const Network& network, const TrainingConfig& training, double rate,
                          std::span<const double> parameters, std::span<const double> optimizerState,
                          std::vector<double> gradient);

}  // namespace backprop
