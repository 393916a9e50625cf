// What the network says of many examples at once.
#pragma once

#include <span>
#include <vector>

#include "backprop/grid.h"
#include "backprop/input_map.h"
#include "backprop/trainer.h"

namespace backprop {

/// Outputs for N examples of d columns in the user's units, (outputs, N), or with `allUnits` their features and every unit's
/// output: (features and units, N).
std::vector<float> predictAt(Trainer& trainer, const InputMap& map, std::span<const float> inputs, std::size_t dimensions,
                             bool allUnits);

/// Outputs over a rectangle: `result` becomes (units, rows, columns).
void predictOver(Trainer& trainer, const InputMap& map, const Grid& grid, std::vector<float>& result);

}  // namespace backprop
