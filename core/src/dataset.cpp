#include "backprop/dataset.h"

#include <algorithm>
#include <numeric>

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
  for (const Point& point :
       generatePoints(config.data.generator, config.data.examples, config.data.noise, config.data.numberOfClasses(), random)) {
    data.inputs.insert(data.inputs.end(), {point.x1, point.x2});
    if (classes)
      data.labels.push_back(static_cast<std::int32_t>(point.answer));
    else
      data.targets.push_back(point.answer);
  }
  return data;
}

Dataset takeOver(const Table& table) {
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
  std::vector<bool> trains(order.size());
  for (std::size_t i = 0; i < count; ++i) trains[order[i]] = true;
  for (std::uint32_t row = 0; row < order.size(); ++row) (trains[row] ? data.train : data.test).push_back(row);
}

}  // namespace

ClassCoding classCoding(Activation output) {
  const double low = withActivation(output, [](auto phi) { return phi.output(-1.0); });
  if (output != Activation::softmax && low < -0.5) return {-1, 1, 0};
  return {0, 1, 0.5};
}

Dataset makeDataset(const Config& config) {
  Dataset data = config.data.own ? takeOver(*config.data.own) : generate(config);
  data.outputs = config.outputUnits();
  encodeLabels(data, config.outputActivation());
  split(data, config.data.trainShare(), config.seed);
  return data;
}

}  // namespace backprop
