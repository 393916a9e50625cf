// The points of the made-up data sets.
#pragma once

#include <vector>

#include "backprop/generator.h"
#include "backprop/random.h"

namespace backprop {

/// A point with its answer: a class, counted from 0, or, for regression, a number.
struct Point {
  double x1, x2, answer;
};

/// `count` points in random order. `noise` in 0 … 0.5. `classes` where the generator has any number of them.
std::vector<Point> generatePoints(Generator generator, std::size_t count, double noise, std::size_t classes, Random& random);

}  // namespace backprop
