// What the network says of many examples at once.
#pragma once

#include <span>
#include <vector>

#include "backprop/grid.h"
#include "backprop/input_map.h"
#include "backprop/trainer.h"

namespace backprop {

/// Outputs, (N, outputs), for N examples of d columns in the user's units.
std::vector<float> predictEach(Trainer& trainer, const InputMap& map, std::span<const float> inputs, std::size_t dimensions);

/// Outputs over a rectangle: `result` becomes (units, rows, columns).
void predictOver(Trainer& trainer, const InputMap& map, const Grid& grid, std::vector<float>& result);

}  // namespace backprop
