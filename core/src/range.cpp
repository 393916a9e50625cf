#include "backprop/range.h"

#include <cmath>

namespace backprop {

std::string Range::text() const { return formatNumber(min) + "…" + formatNumber(max); }

Flaw Range::check(const std::string& path, double value) const {
  if (!std::isfinite(value)) return Failure{Error::notFinite, path, formatNumber(value), ""};
  if (whole && value != std::floor(value)) return Failure{Error::notWhole, path, formatNumber(value), text()};
  if (value < min || value > max) return Failure{Error::outOfRange, path, formatNumber(value), text()};
  return {};
}

}  // namespace backprop
