// What the network says of many examples at once.
#pragma once

#include <span>
#include <vector>

#include "backprop/grid.h"
#include "backprop/input_map.h"
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

/// Outputs, (N, outputs), for N examples of d columns in the user's units.
std::vector<float> predictEach(Trainer& trainer, const InputMap& map, std::span<const float> inputs, std::size_t dimensions);

/// Outputs over a rectangle: `result` becomes (units, rows, columns).
void predictOver(Trainer& trainer, const InputMap& map, const Grid& grid, std::vector<float>& result);

}  // namespace backprop
