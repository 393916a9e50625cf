#include "backprop/input_map.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "backprop/elementary.h"
#include "finite.h"

namespace backprop {

InputMap::InputMap(const Config& config, const Dataset& data) : centre_(data.dimensions, 0.0), scale_(data.dimensions, 1.0) {
  if (data.dimensions == 2) features_ = config.features;
  if (std::count(features_.begin(), features_.end(), Feature::formula))
    formula_ = std::move(Formula::parse("", config.featureFormula).value());
  if (!config.data.own) return;
  if (config.data.own->normalization == Normalization::standardize) standardize(data);
  if (config.data.own->normalization == Normalization::minMax) scaleToRange(data);
}

[[gnu::noinline]] void InputMap::standardize(const Dataset& data) {
  for (std::size_t c = 0; c < data.dimensions; ++c) {
    const auto [mean, deviation] = trainingMoments(data, c);
    centre_[c] = mean;
    if (deviation > 0) scale_[c] = 1 / deviation;
  }
}

[[gnu::noinline]] void InputMap::scaleToRange(const Dataset& data) {
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

[[gnu::noinline]] Failure InputMap::undefined(const Path& path, std::span<const double> example, std::size_t i,
                                              double value) const {
  if (features_.empty())
    return {Error::notFinite, path, formatNumber(value) + ", after normalization, in column " + std::to_string(i + 1), ""};
  const Path features("features"), at = features_[i] == Feature::formula ? Path("featureFormula") : features[i];
  return notFiniteAt(at, value, normalized(example[0], 0), normalized(example[1], 1));
}

Flaw InputMap::checkDefined(const Path& path, std::span<const double> example) const {
  const std::vector<double> values = (*this)(example);
  const auto isFinite = [](double value) { return std::isfinite(static_cast<float>(value)); };
  const auto bad = std::find_if_not(values.begin(), values.end(), isFinite);
  if (bad == values.end()) return {};
  return undefined(path, example, static_cast<std::size_t>(bad - values.begin()), *bad);
}

}  // namespace backprop
