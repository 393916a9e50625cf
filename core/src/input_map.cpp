#include "backprop/input_map.h"

#include <algorithm>
#include <utility>

#include "backprop/elementary.h"

namespace backprop {

InputMap::InputMap(const Config& config, const Dataset& data) : centre_(data.dimensions, 0.0), scale_(data.dimensions, 1.0) {
  if (data.dimensions == 2) features_ = config.features;
  if (auto formula = Formula::parse("", config.featureFormula)) formula_ = std::move(formula.value());
  if (!config.data.own) return;
  if (config.data.own->normalization == Normalization::standardize) standardize(data);
  if (config.data.own->normalization == Normalization::minMax) spread(data);
}

[[gnu::noinline]] void InputMap::standardize(const Dataset& data) {
  for (std::size_t c = 0; c < data.dimensions; ++c) {
    const auto [mean, deviation] = trainingMoments(data, c);
    centre_[c] = mean;
    if (deviation > 0) scale_[c] = 1 / deviation;
  }
}

[[gnu::noinline]] void InputMap::spread(const Dataset& data) {
  for (std::size_t c = 0; c < data.dimensions; ++c) {
    double low = data.input(data.train[0])[c], high = low;
    for (std::uint32_t row : data.train) {
      low = std::min(low, data.input(row)[c]);
      high = std::max(high, data.input(row)[c]);
    }
    centre_[c] = low + (high - low) / 2;
    if (high > low) scale_[c] = 2 / (high - low);
  }
}

std::vector<double> InputMap::operator()(std::span<const double> example) const {
  std::vector<double> columns(example.size());
  for (std::size_t c = 0; c < example.size(); ++c) columns[c] = normalized(example[c], c);
  if (features_.empty()) return columns;
  std::vector<double> values;
  values.reserve(features_.size());
  for (Feature feature : features_) values.push_back(this->feature(feature, columns[0], columns[1]));
  return values;
}

}  // namespace backprop
