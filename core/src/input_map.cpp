#include "backprop/input_map.h"

#include "backprop/elementary.h"

namespace backprop {

InputMap::InputMap(const Config& config, const Dataset& data) : mean_(data.dimensions, 0.0), scale_(data.dimensions, 1.0) {
  if (data.dimensions == 2) features_ = config.features;
  if (config.data.own && config.data.own->normalization == Normalization::standardize) standardize(data);
}

void InputMap::standardize(const Dataset& data) {
  const std::size_t d = data.dimensions;
  const auto count = static_cast<double>(data.train.size());
  for (std::size_t c = 0; c < d; ++c) {
    double mean = 0, variance = 0;
    for (std::uint32_t row : data.train) mean += data.inputs[row * d + c] / count;
    for (std::uint32_t row : data.train) {
      const double distance = data.inputs[row * d + c] - mean;
      variance += distance * distance / count;
    }
    mean_[c] = mean;
    if (variance > 0) scale_[c] = 1 / sqrt(variance);  // a constant column becomes 0
  }
}

std::vector<double> InputMap::operator()(std::span<const double> example) const {
  std::vector<double> columns(example.size());
  for (std::size_t c = 0; c < example.size(); ++c) columns[c] = normalized(example[c], c);
  if (features_.empty()) return columns;
  std::vector<double> values;
  values.reserve(features_.size());
  for (Feature feature : features_) values.push_back(featureAt(feature, columns[0], columns[1]));
  return values;
}

}  // namespace backprop
