// Numbers that must be finite.
#pragma once

#include <cmath>
#include <span>

#include "backprop/error.h"

namespace backprop {

[[gnu::noinline]] inline Failure notFinite(const Path& path, double value) {
  return {Error::notFinite, path, formatNumber(value), ""};
}

template <class T>
Flaw checkFinite(const Path& path, std::span<const T> values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i])) return notFinite(path[i], static_cast<double>(values[i]));
  return {};
}

/// Says that `value` is not finite, and at which point.
[[gnu::noinline]] inline Failure notFiniteAt(const Path& path, double value, double x1, double x2) {
  return {Error::notFinite, path, formatNumber(value) + " at x1 = " + formatNumber(x1) + ", x2 = " + formatNumber(x2), ""};
}

}  // namespace backprop
