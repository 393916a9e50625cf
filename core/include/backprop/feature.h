// Input features: what the network is shown of a point (x1, x2).
#pragma once

#include <array>
#include <string_view>

#include "backprop/elementary.h"
#include "backprop/formula.h"
#include "backprop/names.h"

namespace backprop {

/// The angle is the one from the x1 axis, in [−π, π]; the formula is the config's.
enum class Feature { x1, x2, x1Squared, x2Squared, x1x2, sinX1, sinX2, cosX1, cosX2, x1Cubed, x2Cubed, radius, angle, formula };
template <>
inline constexpr std::array<std::string_view, 14> names<Feature>{"x1",      "x2",     "x1Squared", "x2Squared", "x1x2",
                                                                 "sinX1",   "sinX2",  "cosX1",     "cosX2",     "x1Cubed",
                                                                 "x2Cubed", "radius", "angle",     "formula"};

/// The rarer features, in a function that the WebAssembly product loads when it is needed. A formula is always computed in
/// double.
template <class V>
[[gnu::noinline]] V rarerFeatureAt(Feature feature, V x1, V x2, const Formula& formula) {
  switch (feature) {
    case Feature::cosX1: return cos(x1);
    case Feature::cosX2: return cos(x2);
    case Feature::x1Cubed: return x1 * x1 * x1;
    case Feature::x2Cubed: return x2 * x2 * x2;
    case Feature::radius: return sqrt(x1 * x1 + x2 * x2);
    case Feature::angle: return atan2(x2, x1);
    default: return static_cast<V>(formula(static_cast<double>(x1), static_cast<double>(x2)));
  }
}

/// The value of a feature at a point, that of `formula` by this one; V is double or float.
template <class V>
V featureAt(Feature feature, V x1, V x2, const Formula& formula = {}) {
  switch (feature) {
    case Feature::x1: return x1;
    case Feature::x2: return x2;
    case Feature::x1Squared: return x1 * x1;
    case Feature::x2Squared: return x2 * x2;
    case Feature::x1x2: return x1 * x2;
    case Feature::sinX1: return sin(x1);
    case Feature::sinX2: return sin(x2);
    default: return rarerFeatureAt(feature, x1, x2, formula);
  }
}

}  // namespace backprop
