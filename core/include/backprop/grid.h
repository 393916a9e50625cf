// A rectangle of points to predict at.
#pragma once

#include <cstdint>

namespace backprop {

/// `columns` × `rows` cells of a rectangle in the user's units, each represented by its centre; row 0 is the top (yMax).
struct Grid {
  double xMin = -6, xMax = 6, yMin = -6, yMax = 6;
  std::uint32_t columns = 100, rows = 100;
  bool allUnits = false;  ///< input features, hidden units and outputs; else the outputs alone
};

}  // namespace backprop
