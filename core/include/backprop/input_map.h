// From an example in the user's units to the numbers that the network is shown.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "backprop/config.h"
#include "backprop/dataset.h"
#include "backprop/feature.h"

namespace backprop {

/// Normalizes the columns; of two-dimensional data it then takes the chosen features, of other data the columns themselves.
class InputMap {
 public:
  InputMap() = default;
  InputMap(const Config& config, const Dataset& data);

  /// Of one example: d columns in, as many numbers out as the network has inputs.
  std::vector<double> operator()(std::span<const double> example) const;

  /// What the network cannot be shown of an example, because it is no finite float, or nothing. `path` is the example's.
  Flaw checkDefined(const Path& path, std::span<const double> example) const;

  /// A coordinate of column c as the features see it.
  double normalized(double x, std::size_t c) const { return (x - centre_[c]) * scale_[c]; }

  /// The value of a feature at a normalized point; V is double or float.
  template <class V>
  V feature(Feature feature, V x1, V x2) const {
    return featureAt(feature, x1, x2, formula_);
  }

  /// Of two-dimensional data; empty for other data.
  const std::vector<Feature>& features() const { return features_; }

 private:
  /// Says that number i of what the network would be shown is not finite.
  Failure undefined(const Path& path, std::span<const double> example, std::size_t i, double value) const;

  void standardize(const Dataset& data);
  void scaleToRange(const Dataset& data);

  std::vector<double> centre_;  // (d) becomes 0
  std::vector<double> scale_;   // (d)
  std::vector<Feature> features_;
  Formula formula_;
};

}  // namespace backprop
