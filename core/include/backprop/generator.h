// The made-up data sets on the square [−6, 6]²: TensorFlow Playground's six, with its formulas, and others.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "backprop/names.h"

namespace backprop {

enum class Generator {
  circle,
  xorQuadrants,
  gauss,
  spiral,
  moons,
  checkerboard,
  rings,
  blobs,
  pinwheel,
  plane,
  multiGauss,
  ripple,
  saddle
};
template <>
inline constexpr std::array<std::string_view, 13> names<Generator>{"circle",       "xor",    "gauss", "spiral",   "moons",
                                                                   "checkerboard", "rings",  "blobs", "pinwheel", "plane",
                                                                   "multiGauss",   "ripple", "saddle"};

/// Whether a data set asks for a class or for a number.
enum class Problem { classification, regression };
template <>
inline constexpr std::array<std::string_view, 2> names<Problem>{"classification", "regression"};

constexpr Problem problemOf(Generator generator) {
  return generator >= Generator::plane ? Problem::regression : Problem::classification;
}

/// Whether a data set has as many classes as one likes; the other classifications have two.
constexpr bool hasAnyClasses(Generator generator) {
  return generator == Generator::rings || generator == Generator::blobs || generator == Generator::pinwheel;
}

}  // namespace backprop
