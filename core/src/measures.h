// How well a network does on a set of examples, and how its layers fare.
#pragma once

#include <span>
#include <vector>

#include "backprop/measures.h"
#include "backprop/trainer.h"

namespace backprop {

/// How well the network does on some examples.
struct Score {
  double loss;      ///< mean, without the penalty
  double accuracy;  ///< share of the right classes; meaningful for classes only
};

Score scoreOf(Trainer& trainer, Loss loss, const FloatExamples& examples, std::span<const std::uint32_t> rows,
              double threshold);

/// Confusion, precision and recall of classes, or the errors of numbers.
Evaluation evaluationOf(Trainer& trainer, const FloatExamples& examples, std::span<const std::uint32_t> rows,
                        std::size_t classes, double threshold);

/// Outputs and slopes of each layer over the rows; gradient and update are left 0.
std::vector<LayerStatistics> outputStatistics(Trainer& trainer, const FloatExamples& examples,
                                              std::span<const std::uint32_t> rows);

}  // namespace backprop
