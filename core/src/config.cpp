#include "backprop/config.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "backprop/formula.h"

namespace backprop {
namespace {

// Words for refusals are functions of their own, here and below: so the WebAssembly product can load them when they are needed

[[gnu::noinline]] Flaw contradiction(const Path& path, std::string_view found, std::string_view other) {
  return Failure{Error::contradiction, path, std::string(found), std::string(other)};
}

[[gnu::noinline]] Flaw withUnit(Flaw failure, const char* what) {
  failure->found += what;
  return failure;
}

/// Says what the number that is out of range counts.
Flaw counted(Flaw failure, const char* what) { return failure ? withUnit(std::move(failure), what) : Flaw(); }

/// Rows of so many numbers each.
Flaw checkNumbers(const Path& path, const std::vector<double>& values, std::size_t width) {
  if (auto failure = checkLength(path, values.size(), (values.size() + width - 1) / width * width)) return failure;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (auto failure = limits::number.check(path, values[i])) {
      failure->path = path[i / width][i % width];
      return failure;
    }
  return {};
}

Flaw checkLabels(const Table& table) {
  if (auto failure = checkLength("data.labels", table.labels.size(), table.examples())) return failure;
  Range labels = limits::label;
  if (!table.classes.empty()) labels.max = static_cast<double>(table.classes.size() - 1);
  for (std::size_t i = 0; i < table.labels.size(); ++i)
    if (auto failure = labels.check(Path("data.labels")[i], table.labels[i])) return failure;
  return {};
}

Flaw checkTargets(const Table& table) {
  const std::size_t examples = table.examples();
  const std::size_t outputs = table.targets.size() / examples;
  if (auto failure = counted(limits::outputs.check("data.targets[0]", static_cast<double>(outputs)), " numbers"))
    return failure;
  if (auto failure = checkLength("data.targets", table.targets.size(), examples * outputs)) return failure;
  return checkNumbers("data.targets", table.targets, outputs);
}

/// Says that a list for classes is given beside numbers for targets.
Flaw besideTargets(const Path& path) { return contradiction(path, "a list", "data.targets: give one of them"); }

/// A function of its own, like all that is about tables: the WebAssembly product can then load it when it is needed.
[[gnu::noinline]] Flaw checkTable(const Table& table) {
  if (auto failure = counted(limits::dimensions.check("data.inputs[0]", static_cast<double>(table.dimensions)), " columns"))
    return failure;
  if (auto failure = counted(limits::examples.check("data.inputs", static_cast<double>(table.examples())), " rows"))
    return failure;
  if (auto failure = checkNumbers("data.inputs", table.inputs, table.dimensions)) return failure;
  if (!table.names.empty())
    if (auto failure = checkLength("data.names", table.names.size(), table.dimensions)) return failure;
  if (table.labels.empty() && table.targets.empty())
    return Failure{Error::wrongType, "data", "a table without labels or targets", "an example with an answer"};
  if (!table.labels.empty() && !table.targets.empty()) return besideTargets("data.labels");
  if (table.labels.empty()) return table.classes.empty() ? checkTargets(table) : besideTargets("data.classes");
  if (!table.classes.empty())
    if (auto failure = counted(limits::classes.check("data.classes", static_cast<double>(table.classes.size())), " classes"))
      return failure;
  return checkLabels(table);
}

/// Says that a setting needs classes, which the data has not.
[[gnu::noinline]] Flaw needsClasses(const Path& path, std::string_view found, const DataConfig& data, const char* remedy) {
  const std::string source = data.own ? "data.targets" : "data.generator: " + std::string(nameOf(data.generator));
  return contradiction(path, found, source + ", whose answers are numbers, not classes: " + remedy);
}

[[gnu::noinline]] Flaw strayFormula(const DataConfig& data) {
  return contradiction("data.formula", "\"" + quoted(*data.formula) + "\"",
                       "data.generator: " + std::string(nameOf(data.generator)) + ", only with formula");
}

[[gnu::noinline]] Flaw checkFormula(const Path& path, const std::string& text) {
  const auto formula = Formula::parse(path, text);
  if (formula) return {};
  return formula.failure();
}

Flaw checkDataFormula(const DataConfig& data) {
  if (data.generator == Generator::formula) return checkFormula("data.formula", data.formulaText());
  return data.formula ? strayFormula(data) : Flaw();
}

/// How training and test examples differ.
[[gnu::noinline]] Flaw checkDistribution(const DataConfig& data) {
  if (auto failure = limits::shift.check("data.shift", data.shift)) return failure;
  if (auto failure = limits::imbalance.check("data.imbalance", data.imbalance)) return failure;
  if (auto failure = limits::labelNoise.check("data.labelNoise", data.labelNoise)) return failure;
  if (data.problem() == Problem::classification) return {};
  if (data.imbalance > 0) return needsClasses("data.imbalance", formatNumber(data.imbalance), data, "leave it at 0");
  if (data.labelNoise > 0) return needsClasses("data.labelNoise", formatNumber(data.labelNoise), data, "leave it at 0");
  return {};
}

[[gnu::noinline]] Flaw strayClassCount(const DataConfig& data) {
  return contradiction("data.classCount", std::to_string(*data.classCount),
                       "data.generator: " + std::string(nameOf(data.generator)) + ", only with rings, blobs and pinwheel");
}

Flaw checkGenerated(const DataConfig& data) {
  if (data.classCount) {
    if (!hasAnyClasses(data.generator)) return strayClassCount(data);
    if (auto failure = limits::generatedClasses.check("data.classCount", *data.classCount)) return failure;
  }
  if (auto failure = checkDataFormula(data)) return failure;
  return limits::examples.check("data.examples", data.examples);
}

Flaw checkData(const DataConfig& data) {
  if (auto failure = limits::noise.check("data.noise", data.noise)) return failure;
  if (auto failure = limits::trainFraction.check("data.trainFraction", data.trainShare())) return failure;
  if (auto failure = data.own ? checkTable(*data.own) : checkGenerated(data)) return failure;
  if (data.shift == 0 && data.imbalance == 0 && data.labelNoise == 0) return {};
  return checkDistribution(data);
}

[[gnu::noinline]] Failure repeatedFeature(const Config& config, std::size_t i, std::size_t before) {
  const Path features("features");
  return {Error::contradiction, features[i], std::string(nameOf(config.features[i])),
          features[before].text() + ", which is the same: name it once"};
}

Flaw checkFeatures(const Config& config) {
  if (config.featureFormula != defaultFeatureFormula)
    if (auto failure = checkFormula("featureFormula", config.featureFormula)) return failure;
  if (config.data.dimensions() != 2) return {};
  const auto count = static_cast<double>(config.features.size());
  const Range features{1, static_cast<double>(names<Feature>.size()), true};
  if (auto failure = counted(features.check("features", count), " features")) return failure;
  for (std::size_t i = 0; i < config.features.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (config.features[i] == config.features[j]) return repeatedFeature(config, i, j);
  return {};
}

Flaw checkLayers(const std::vector<LayerConfig>& layers) {
  if (auto failure = counted(limits::layers.check("layers", static_cast<double>(layers.size())), " layers")) return failure;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    if (auto failure = limits::units.check(Path("layers")[l].at("units"), layers[l].units)) return failure;
    if (layers[l].activation == Activation::softmax)
      return contradiction(Path("layers")[l].at("activation"), "softmax", "a hidden layer, only with the output");
  }
  return {};
}

[[gnu::noinline]] Flaw checkTableProbabilities(const Table& table, Loss loss) {
  const std::size_t outputs = table.targets.size() / table.examples();
  const std::span<const double> targets = table.targets;
  for (std::size_t e = 0; e < table.examples(); ++e)
    if (auto failure = checkProbabilities(Path("data.targets")[e], targets.subspan(e * outputs, outputs), loss)) return failure;
  return {};
}

[[gnu::noinline]] Flaw mismatch(Loss loss, Activation output, Activation needed) {
  const std::string name(nameOf(loss));
  if (output == Activation::softmax && loss != Loss::softmaxCrossEntropy)
    return contradiction("loss", name, "a softmax output, only softmaxCrossEntropy does");
  return contradiction("output.activation", nameOf(output), name + ", only " + std::string(nameOf(needed)) + " does");
}

/// Whether output, loss and data belong together.
Flaw checkOutput(const Config& config) {
  const Loss loss = config.lossFunction();
  const Activation output = config.outputActivation();
  const bool ofClasses = loss == Loss::binaryCrossEntropy || loss == Loss::softmaxCrossEntropy;
  const Activation needed = loss == Loss::softmaxCrossEntropy ? Activation::softmax : Activation::sigmoid;
  if (ofClasses ? output != needed : output == Activation::softmax) return mismatch(loss, output, needed);
  if (!ofClasses) return {};
  if (!config.data.own && config.data.problem() != Problem::classification)
    return needsClasses("loss", nameOf(loss), config.data, "take halfSquaredError or huber");
  if (loss == Loss::softmaxCrossEntropy && config.outputUnits() < 2)
    return contradiction("output.activation", "softmax", "a single output, which would always be 1: take sigmoid");
  if (config.data.own && config.data.own->labels.empty()) return checkTableProbabilities(*config.data.own, loss);
  return {};
}

[[gnu::noinline]] Problem problemOfFormula(const std::string& text) {
  const auto rule = Formula::parse("", text);
  return rule && rule.value().isCondition() ? Problem::classification : Problem::regression;
}

}  // namespace

Problem DataConfig::problem() const {
  if (own) return own->labels.empty() ? Problem::regression : Problem::classification;
  return generator == Generator::formula && formula ? problemOfFormula(*formula) : problemOf(generator);
}

std::size_t DataConfig::dimensions() const {
  if (own) return own->dimensions;
  return generator == Generator::sine ? 1 : 2;
}

std::size_t DataConfig::numberOfClasses() const {
  if (problem() == Problem::regression) return 0;
  if (!own) return hasAnyClasses(generator) ? classCount.value_or(3) : 2;
  if (!own->classes.empty()) return own->classes.size();
  return static_cast<std::size_t>(std::max(1, *std::max_element(own->labels.begin(), own->labels.end()))) + 1;
}

Activation Config::outputActivation() const {
  if (output) return *output;
  switch (lossFunction()) {
    case Loss::binaryCrossEntropy: return Activation::sigmoid;
    case Loss::softmaxCrossEntropy: return Activation::softmax;
    default: return data.problem() == Problem::regression ? Activation::linear : Activation::tanh;
  }
}

Loss Config::lossFunction() const {
  if (loss) return *loss;
  const bool many = !output && data.numberOfClasses() > 2;
  return many || output == Activation::softmax ? Loss::softmaxCrossEntropy : Loss::halfSquaredError;
}

std::size_t Config::outputUnits() const {
  const std::size_t classes = data.numberOfClasses();
  if (classes == 2 && outputActivation() != Activation::softmax) return 1;
  if (classes > 0) return classes;
  return data.own ? data.own->targets.size() / data.own->examples() : 1;
}

[[gnu::noinline]] Flaw checkProbabilities(const Path& path, std::span<const double> targets, Loss loss) {
  if (loss != Loss::binaryCrossEntropy && loss != Loss::softmaxCrossEntropy) return {};
  double total = 0;
  for (std::size_t j = 0; j < targets.size(); ++j) {
    if (auto failure = limits::probability.check(path[j], targets[j])) return failure;
    total += targets[j];
  }
  if (loss == Loss::binaryCrossEntropy || std::fabs(total - 1) <= 1e-6) return {};
  return contradiction(path, "a sum of " + formatNumber(total),
                       "softmaxCrossEntropy, which needs probabilities that add up to 1");
}

Flaw validate(const TrainingConfig& training) {
  if (auto failure = limits::learningRate.check("optimizer.learningRate", training.optimizer.learningRate)) return failure;
  if (auto failure = checkOptions("optimizer", training.optimizer)) return failure;
  if (auto failure = checkOptions("schedule", training.schedule)) return failure;
  if (auto failure = limits::clipping.check("clipping.limit", training.clipping.limit)) return failure;
  if (auto failure = limits::dropout.check("dropout", training.dropout)) return failure;
  if (training.fault != Fault::none && training.dropout > 0)
    return contradiction("fault", nameOf(training.fault),
                         "dropout, which the reference implementation does not support: set it to 0");
  if (auto failure = limits::regularizationRate.check("regularization.rate", training.regularization.rate)) return failure;
  return limits::batchSize.check("batchSize", training.batchSize);
}

Flaw validate(const Config& config) {
  if (auto failure = Range{1, 1, true}.check("version", config.version)) return failure;
  if (auto failure = checkData(config.data)) return failure;
  if (auto failure = checkFeatures(config)) return failure;
  if (auto failure = checkLayers(config.layers)) return failure;
  if (auto failure = checkOutput(config)) return failure;
  return validate(config.training);
}

}  // namespace backprop
