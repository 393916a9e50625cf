// The made-up data sets on the square [−6, 6]², one of them on the line [−6, 6]: TensorFlow Playground's six, with its
// formulas, and others.
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
  saddle,
  sine,
  formula
};
template <>
inline constexpr std::array<std::string_view, 15> names<Generator>{"circle",       "xor",    "gauss",  "spiral",   "moons",
                                                                   "checkerboard", "rings",  "blobs",  "pinwheel", "plane",
                                                                   "multiGauss",   "ripple", "saddle", "sine",     "formula"};

/// Whether a data set asks for a class or for a number.
enum class Problem { classification, regression };
template <>
inline constexpr std::array<std::string_view, 2> names<Problem>{"classification", "regression"};

/// Of `formula` it is that of its default; one that was typed decides for itself: see DataConfig::problem.
constexpr Problem problemOf(Generator generator) {
  const bool asksForNumbers = generator >= Generator::plane && generator != Generator::formula;
  return asksForNumbers ? Problem::regression : Problem::classification;
}

/// Whether a data set has as many classes as one likes; the other classifications have two.
constexpr bool hasAnyClasses(Generator generator) {
  return generator == Generator::rings || generator == Generator::blobs || generator == Generator::pinwheel;
}

}  // namespace backprop
