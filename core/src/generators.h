// The points of the made-up data sets.
#pragma once

#include <vector>

#include "backprop/config.h"
#include "backprop/random.h"

namespace backprop {

/// A point with its answer: a class, counted from 0, or, for regression, a number. One-dimensional data has no x2.
struct Point {
  double x1, x2, answer;
};

/// The points of a valid config without a table, in random order.
std::vector<Point> generatePoints(const DataConfig& data, Random& random);

}  // namespace backprop
