#include "backprop/dataset.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "backprop/elementary.h"
#include "backprop/random.h"
#include "generators.h"

namespace backprop {
namespace {

void encodeLabels(Dataset& data, Activation output) {
  const ClassCoding coding = classCoding(output);
  const std::size_t first = data.outputs == 1 ? 1 : 0;  // the class of the first output
  for (std::int32_t label : data.labels)
    for (std::size_t j = 0; j < data.outputs; ++j)
      data.targets.push_back(static_cast<std::size_t>(label) == first + j ? coding.positive : coding.negative);
}

Dataset generate(const Config& config) {
  Dataset data;
  Random random(config.seed, Random::data);
  const bool classes = config.data.problem() == Problem::classification;
  data.dimensions = config.data.dimensions();
  for (const Point& point : generatePoints(config.data, random)) {
    data.inputs.push_back(point.x1);
    if (data.dimensions == 2) data.inputs.push_back(point.x2);
    const auto answer = static_cast<float>(point.answer);
    const bool defined = std::isfinite(answer);
    if (!defined) data.undefined = Dataset::Undefined{point.x1, point.x2, static_cast<double>(answer)};
    if (classes)
      data.labels.push_back(defined ? static_cast<std::int32_t>(point.answer) : 0);
    else
      data.targets.push_back(point.answer);
  }
  return data;
}

[[gnu::noinline]] Dataset fromTable(const Table& table) {
  Dataset data;
  data.dimensions = table.dimensions;
  data.inputs = table.inputs;
  data.targets = table.targets;
  data.labels = table.labels;
  return data;
}

/// Draws which examples are for training: the share `trainFraction` rounded, but at least one.
void split(Dataset& data, double trainFraction, std::uint32_t seed) {
  std::vector<std::uint32_t> order(data.examples());
  std::iota(order.begin(), order.end(), 0u);
  Random(seed, Random::split).shuffleItems(order);
  const auto count =
      std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(order.size()) * trainFraction + 0.5));
  std::vector<std::uint8_t> trains(order.size());
  for (std::size_t i = 0; i < count; ++i) trains[order[i]] = 1;
  for (std::uint32_t row = 0; row < order.size(); ++row) (trains[row] ? data.train : data.test).push_back(row);
}

/// Leaves a share of the last class out of the training examples, and out of the data; one stays.
void dropFromLastClass(Dataset& data, std::int32_t lastClass, double share, std::uint32_t seed) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row : data.train)
    if (data.labels[row] == lastClass) rows.push_back(row);
  Random(seed, Random::imbalance).shuffleItems(rows);
  const double kept = static_cast<double>(rows.size()) * (1 - share) + 0.5;
  rows.erase(rows.begin(), rows.begin() + std::min(static_cast<std::ptrdiff_t>(rows.size()),
                                                   std::max<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(kept))));
  std::vector<bool> leaves(data.examples());
  for (std::uint32_t row : rows) leaves[row] = true;

  Dataset left;
  left.dimensions = data.dimensions;
  left.undefined = data.undefined;
  std::vector<bool> trains(data.examples());
  for (std::uint32_t row : data.train) trains[row] = true;
  for (std::uint32_t row = 0; row < data.examples(); ++row) {
    if (leaves[row]) continue;
    (trains[row] ? left.train : left.test).push_back(static_cast<std::uint32_t>(left.labels.size()));
    const auto input = data.input(row);
    left.inputs.insert(left.inputs.end(), input.begin(), input.end());
    left.labels.push_back(data.labels[row]);
  }
  data = std::move(left);
}

/// Gives a share of the training examples one of the other classes.
void mislabel(Dataset& data, std::size_t classes, double share, std::uint32_t seed) {
  Random random(seed, Random::labelNoise);
  std::vector<std::uint32_t> rows = data.train;
  random.shuffleItems(rows);
  rows.resize(static_cast<std::size_t>(static_cast<double>(rows.size()) * share + 0.5));
  const auto others = static_cast<std::uint32_t>(classes - 1);
  for (std::uint32_t row : rows) {
    const auto further = static_cast<std::int32_t>(1 + random.below(others));
    data.labels[row] = (data.labels[row] + further) % static_cast<std::int32_t>(classes);
  }
}

/// Moves the test examples by so many standard deviations of the training examples in every column.
void shiftTestInputs(Dataset& data, double deviations) {
  for (std::size_t c = 0; c < data.dimensions; ++c) {
    const double distance = deviations * trainingMoments(data, c).deviation;
    for (std::uint32_t row : data.test) data.inputs[row * data.dimensions + c] += distance;
  }
}

}  // namespace

Moments trainingMoments(const Dataset& data, std::size_t column) {
  const std::size_t d = data.dimensions;
  const double first = data.inputs[data.train[0] * d + column];
  const auto isFirst = [&](std::uint32_t row) { return data.inputs[row * d + column] == first; };
  if (std::all_of(data.train.begin(), data.train.end(), isFirst)) return {first, 0};  // the computed mean may be off
  const auto count = static_cast<double>(data.train.size());
  double mean = 0, variance = 0;
  for (std::uint32_t row : data.train) mean += data.inputs[row * d + column] / count;
  for (std::uint32_t row : data.train) {
    const double distance = data.inputs[row * d + column] - mean;
    variance += distance * distance / count;
  }
  return {mean, sqrt(variance)};
}

ClassCoding classCoding(Activation output) {
  const double low = withActivation(output, [](auto phi) { return phi.output(-1.0); });
  if (output != Activation::softmax && low < -0.5) return {-1, 1, 0};
  return {0, 1, 0.5};
}

Dataset makeDataset(const Config& config) {
  Dataset data = config.data.own ? fromTable(*config.data.own) : generate(config);
  const DataConfig& wanted = config.data;
  split(data, wanted.trainShare(), config.seed);
  const std::size_t classes = wanted.numberOfClasses();
  if (wanted.imbalance > 0) dropFromLastClass(data, static_cast<std::int32_t>(classes) - 1, wanted.imbalance, config.seed);
  if (wanted.labelNoise > 0) mislabel(data, classes, wanted.labelNoise, config.seed);
  if (wanted.shift != 0) shiftTestInputs(data, wanted.shift);
  data.outputs = config.outputUnits();
  encodeLabels(data, config.outputActivation());
  return data;
}

}  // namespace backprop
