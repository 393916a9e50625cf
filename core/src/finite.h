// Lists of numbers that must all be finite.
#pragma once

#include <cmath>
#include <span>
#include <string>

#include "backprop/error.h"

namespace backprop {

template <class T>
Flaw checkFinite(const std::string& path, std::span<const T> values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i]))
      return Failure{Error::notFinite, element(path, i), formatNumber(static_cast<double>(values[i])), ""};
  return {};
}

}  // namespace backprop
