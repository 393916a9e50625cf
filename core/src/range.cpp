#include "backprop/range.h"

#include <cmath>

namespace backprop {

namespace {

/// The value, with more digits where a few would show what it just misses: a bound or a whole number.
std::string shown(double value, const Range& range) {
  std::string brief = formatNumber(value);
  for (double missed : {range.min, range.max, std::floor(value + 0.5)})
    if (value != missed && brief == formatNumber(missed)) return formatNumber(value, 12);
  return brief;
}

}  // namespace

std::string Range::text() const { return formatNumber(min) + "…" + formatNumber(max); }

Flaw Range::check(const Path& path, double value) const {
  if (value >= min && value <= max && (!whole || value == std::floor(value))) return {};
  return refusal(path, value);
}

Failure Range::refusal(const Path& path, double value) const {
  if (!std::isfinite(value)) return {Error::notFinite, path, formatNumber(value), ""};
  if (whole && value != std::floor(value)) return {Error::notWhole, path, shown(value, *this), text()};
  return {Error::outOfRange, path, shown(value, *this), text()};
}

}  // namespace backprop
