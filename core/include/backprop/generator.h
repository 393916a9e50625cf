// The made-up data sets: TensorFlow Playground's six, with its formulas, on the square [−6, 6]².
#pragma once

#include <array>
#include <string_view>

#include "backprop/names.h"

namespace backprop {

enum class Generator { circle, xorQuadrants, gauss, spiral, plane, multiGauss };
template <>
inline constexpr std::array<std::string_view, 6> names<Generator>{"circle", "xor", "gauss", "spiral", "plane", "multiGauss"};

/// Whether a data set asks for a class or for a number.
enum class Problem { classification, regression };
template <>
inline constexpr std::array<std::string_view, 2> names<Problem>{"classification", "regression"};

constexpr Problem problemOf(Generator generator) {
  return generator == Generator::plane || generator == Generator::multiGauss ? Problem::regression : Problem::classification;
}

}  // namespace backprop
