#include "backprop/config.h"

#include <cmath>

namespace backprop {
namespace {

Flaw checkColumn(const std::string& path, const std::vector<double>& values, std::size_t width) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i])) {
      const std::string at = element(element(path, i / width), i % width);
      return Failure{Error::notFinite, at, formatNumber(values[i]), ""};
    }
  return {};
}

Flaw checkLabels(const Table& table) {
  if (auto failure = checkLength("data.labels", table.labels.size(), table.examples())) return failure;
  for (std::size_t i = 0; i < table.labels.size(); ++i)
    if (auto failure = limits::label.check(element("data.labels", i), table.labels[i])) return failure;
  return {};
}

Flaw checkTargets(const Table& table) {
  const std::size_t examples = table.examples();
  const std::size_t outputs = table.targets.size() / examples;
  if (auto failure = limits::outputs.check("data.targets[0]", static_cast<double>(outputs))) return failure;
  if (auto failure = checkLength("data.targets", table.targets.size(), examples * outputs)) return failure;
  return checkColumn("data.targets", table.targets, outputs);
}

Flaw checkTable(const Table& table) {
  if (auto failure = limits::dimensions.check("data.inputs[0]", static_cast<double>(table.dimensions))) return failure;
  if (auto failure = limits::examples.check("data.inputs", static_cast<double>(table.examples()))) return failure;
  if (auto failure = checkColumn("data.inputs", table.inputs, table.dimensions)) return failure;
  if (!table.names.empty())
    if (auto failure = checkLength("data.names", table.names.size(), table.dimensions)) return failure;
  if (table.labels.empty() && table.targets.empty())
    return Failure{Error::wrongType, "data", "a table without labels or targets", "an example with an answer"};
  if (!table.labels.empty() && !table.targets.empty())
    return Failure{Error::contradiction, "data.labels", "a list", "data.targets"};
  if (table.labels.empty()) return checkTargets(table);
  if (!table.classes.empty())
    if (auto failure = checkLength("data.classes", table.classes.size(), 2)) return failure;
  return checkLabels(table);
}

Flaw checkData(const DataConfig& data) {
  if (auto failure = limits::noise.check("data.noise", data.noise)) return failure;
  if (auto failure = limits::trainFraction.check("data.trainFraction", data.trainShare())) return failure;
  if (data.own) return checkTable(*data.own);
  return limits::examples.check("data.examples", data.examples);
}

Flaw checkFeatures(const Config& config) {
  if (config.data.own && config.data.own->dimensions != 2) return {};
  const auto count = static_cast<double>(config.features.size());
  if (auto failure = Range{1, static_cast<double>(names<Feature>.size()), true}.check("features", count)) {
    failure->found += " features";
    return failure;
  }
  for (std::size_t i = 0; i < config.features.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (config.features[i] == config.features[j])
        return Failure{Error::contradiction, element("features", i), std::string(nameOf(config.features[i])),
                       element("features", j) + ", which is the same"};
  return {};
}

Flaw checkLayers(const std::vector<LayerConfig>& layers) {
  if (auto failure = limits::layers.check("layers", static_cast<double>(layers.size()))) {
    failure->found += " layers";
    return failure;
  }
  for (std::size_t l = 0; l < layers.size(); ++l)
    if (auto failure = limits::units.check(element("layers", l) + ".units", layers[l].units)) return failure;
  return {};
}

}  // namespace

Problem DataConfig::problem() const {
  if (own) return own->labels.empty() ? Problem::regression : Problem::classification;
  return problemOf(generator);
}

Activation Config::outputActivation() const {
  return output.value_or(data.problem() == Problem::regression ? Activation::linear : Activation::tanh);
}

Flaw validate(const TrainingConfig& training) {
  if (auto failure = limits::learningRate.check("optimizer.learningRate", training.optimizer.learningRate)) return failure;
  if (auto failure = limits::regularizationRate.check("regularization.rate", training.regularization.rate)) return failure;
  return limits::batchSize.check("batchSize", training.batchSize);
}

Flaw validate(const Config& config) {
  if (auto failure = Range{1, 1, true}.check("version", config.version)) return failure;
  if (auto failure = checkData(config.data)) return failure;
  if (auto failure = checkFeatures(config)) return failure;
  if (auto failure = checkLayers(config.layers)) return failure;
  return validate(config.training);
}

}  // namespace backprop
