// Input features: what the network is shown of a point (x1, x2).
#pragma once

#include <array>
#include <string_view>

#include "backprop/elementary.h"
#include "backprop/names.h"

namespace backprop {

enum class Feature { x1, x2, x1Squared, x2Squared, x1x2, sinX1, sinX2 };
template <>
inline constexpr std::array<std::string_view, 7> names<Feature>{"x1", "x2", "x1Squared", "x2Squared", "x1x2", "sinX1", "sinX2"};

/// The value of a feature at a point; V is double, float or Lanes (four points).
template <class V>
V featureAt(Feature feature, V x1, V x2) {
  switch (feature) {
    case Feature::x1: return x1;
    case Feature::x2: return x2;
    case Feature::x1Squared: return x1 * x1;
    case Feature::x2Squared: return x2 * x2;
    case Feature::x1x2: return x1 * x2;
    case Feature::sinX1: return sin(x1);
    case Feature::sinX2: break;
  }
  return sin(x2);
}

}  // namespace backprop
