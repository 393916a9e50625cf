// The fields of everything that crosses to JavaScript or back: for every struct one list, with the range of each number. The
// reader, the writer and the catalog's limits all visit these lists, so a new setting is one line here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backprop/config.h"
#include "backprop/gradient_check.h"
#include "backprop/range.h"
#include "backprop/session.h"

namespace backprop {

inline constexpr Range anyNumber{-1.7976931348623157e308, 1.7976931348623157e308};
inline constexpr Range parameterIndex{0, 4294967295.0, true};
inline constexpr Range count{0, 9007199254740991.0, true};  // what JavaScript's numbers count exactly

/// An enum inside an object of its own, `{ name: 'zeros' }`, as the others that have settings of their own.
template <class Enum>
struct Named {
  Enum& name;
};
template <class Visit, class Enum>
void fields(Visit& visit, Named<Enum>& named) {
  visit("name", named.name);
}

struct OutputConfig {
  std::optional<Activation>& activation;
};
template <class Visit>
void fields(Visit& visit, OutputConfig& output) {
  visit("activation", output.activation);
}

template <class Visit>
void fields(Visit& visit, LayerConfig& layer) {
  visit("units", layer.units, limits::units);
  visit("activation", layer.activation);
}

/// A number or a text that is left out where it isn't given.
template <class T>
struct IfGiven {
  std::optional<T>& value;
};

/// The options of a block, each a number beside its name.
template <class Visit, class Config>
void visitOptions(Visit& visit, Config& config) {
  for (const auto& option : options<Config>) visit(option.name, IfGiven<double>{config.*option.member}, option.range);
}

template <class Visit>
void fields(Visit& visit, OptimizerConfig& optimizer) {
  visit("name", optimizer.name);
  visit("learningRate", optimizer.learningRate, limits::learningRate);
  visitOptions(visit, optimizer);
}

template <class Visit>
void fields(Visit& visit, ScheduleConfig& schedule) {
  visit("name", schedule.name);
  visitOptions(visit, schedule);
}

template <class Visit>
void fields(Visit& visit, ClippingConfig& clipping) {
  visit("name", clipping.name);
  visit("limit", clipping.limit, limits::clipping);
}

template <class Visit>
void fields(Visit& visit, RegularizationConfig& regularization) {
  visit("name", regularization.name);
  visit("rate", regularization.rate, limits::regularizationRate);
}

/// A list that is left out where it is empty.
template <class T>
struct IfAny {
  std::vector<T>& values;
};

/// Flat values (rows, width) that JavaScript writes as a list of lists.
struct Rows {
  std::vector<double>& values;
  std::size_t width;
  std::optional<std::size_t> count;  ///< how many rows there must be, if that is known
};

/// The width of targets, or 0 where there are none.
inline std::size_t targetWidth(const Table& table) {
  return table.examples() == 0 ? 0 : table.targets.size() / table.examples();
}

/// How many there must be, if the inputs are right.
inline std::optional<std::size_t> numberOfRows(const Table& table) {
  return table.dimensions == 0 ? std::nullopt : std::optional(table.examples());
}

template <class Visit>
void fields(Visit& visit, Table& table) {
  Rows inputs{table.inputs, table.dimensions, std::nullopt};
  visit("inputs", inputs, limits::examples);
  table.dimensions = inputs.width;
  visit("labels", IfAny{table.labels}, limits::label);
  visit("targets", Rows{table.targets, targetWidth(table), numberOfRows(table)});
  visit("names", IfAny{table.names});
  visit("classes", IfAny{table.classes});
  visit("normalization", table.normalization);
}

template <class Visit>
void fields(Visit& visit, DataConfig& data) {
  if (data.own) {
    fields(visit, *data.own);
  } else {
    visit("generator", data.generator);
    visit("examples", data.examples, limits::examples);
    visit("noise", data.noise, limits::noise);
    visit("classCount", IfGiven<std::uint32_t>{data.classCount}, limits::generatedClasses);
    visit("formula", IfGiven<std::string>{data.formula}, limits::formula);
  }
  visit("trainFraction", data.trainFraction, limits::trainFraction);
  visit("shift", data.shift, limits::shift);
  visit("imbalance", data.imbalance, limits::imbalance);
  visit("labelNoise", data.labelNoise, limits::labelNoise);
}

template <class Visit>
void fields(Visit& visit, TrainingConfig& training) {
  visit("optimizer", training.optimizer);
  visit("schedule", training.schedule);
  visit("regularization", training.regularization);
  visit("clipping", training.clipping);
  visit("dropout", training.dropout, limits::dropout);
  visit("frozen", IfAny{training.frozen}, parameterIndex);
  visit("batchSize", training.batchSize, limits::batchSize);
  visit("shuffle", training.shuffle);
  visit("fault", training.fault);
}

template <class Visit>
void fields(Visit& visit, Config& config) {
  visit("version", config.version, Range{1, 1, true});
  visit("seed", config.seed, limits::seed);
  visit("data", config.data);
  visit("features", config.features, Range{1, static_cast<double>(names<Feature>.size()), true});
  visit("featureFormula", config.featureFormula, limits::formula);
  visit("layers", config.layers, limits::layers);
  visit("output", OutputConfig{config.output});
  visit("loss", config.loss);
  visit("initializer", Named<Initializer>{config.initializer});
  fields(visit, config.training);
}

/// The settings that a running session takes over, keeping its weights.
struct Change {
  std::uint32_t seed;
  DataConfig data;
  TrainingConfig training;
};
template <class Visit>
void fields(Visit& visit, Change& change) {
  visit("seed", change.seed, limits::seed);
  visit("data", change.data);
  fields(visit, change.training);
}

template <class Visit>
void fields(Visit& visit, Range& range) {
  visit("min", range.min);
  visit("max", range.max);
  visit("integer", range.whole);
}

inline constexpr Range trainingLength{0, 4294967295.0, true};

/// How far to train: so many steps or so many epochs.
struct TrainRequest {
  std::optional<std::uint64_t> steps, epochs;
};
template <class Visit>
void fields(Visit& visit, TrainRequest& request) {
  visit("steps", request.steps, trainingLength);
  visit("epochs", request.epochs, trainingLength);
}

enum class GridUnits { output, all };
template <>
inline constexpr std::array<std::string_view, 2> names<GridUnits>{"output", "all"};

struct GridRequest {
  Grid grid;
  GridUnits units = GridUnits::output;
};
template <class Visit>
void fields(Visit& visit, GridRequest& request) {
  visit("xMin", request.grid.xMin, anyNumber);
  visit("xMax", request.grid.xMax, anyNumber);
  visit("yMin", request.grid.yMin, anyNumber);
  visit("yMax", request.grid.yMax, anyNumber);
  visit("columns", request.grid.columns, limits::gridSide);
  visit("rows", request.grid.rows, limits::gridSide);
  visit("units", request.units);
}

template <class Visit>
void fields(Visit& visit, Checkpoint& checkpoint) {
  visit("step", checkpoint.step, count);
  visit("epoch", checkpoint.epoch, count);
  visit("position", checkpoint.position, Range{0, limits::examples.max, true});
  visit("parameters", checkpoint.parameters);
  visit("optimizerState", checkpoint.optimizerState);
}

/// All but what stopped it, which is told in words.
template <class Visit>
void fields(Visit& visit, Metrics& metrics) {
  visit("step", metrics.step);
  visit("epoch", metrics.epoch);
  visit("progress", metrics.progress);
  visit("trainLoss", metrics.trainLoss);
  visit("testLoss", metrics.testLoss);
  visit("penalty", metrics.penalty);
  visit("trainAccuracy", metrics.trainAccuracy);
  visit("testAccuracy", metrics.testAccuracy);
}

enum class ExampleSet { train, test };
template <>
inline constexpr std::array<std::string_view, 2> names<ExampleSet>{"train", "test"};

struct EvaluateRequest {
  ExampleSet set = ExampleSet::test;
};
template <class Visit>
void fields(Visit& visit, EvaluateRequest& request) {
  visit("set", request.set);
}

template <class Visit>
void fields(Visit& visit, Evaluation& evaluation) {
  visit("confusion", IfAny{evaluation.confusion});
  visit("precision", IfAny{evaluation.precision});
  visit("recall", IfAny{evaluation.recall});
  visit("accuracy", IfGiven<double>{evaluation.accuracy});
  visit("rSquared", IfGiven<double>{evaluation.rSquared});
  visit("meanAbsoluteError", IfGiven<double>{evaluation.meanAbsoluteError});
}

template <class Visit>
void fields(Visit& visit, LayerStatistics& layer) {
  visit("mean", layer.mean);
  visit("deviation", layer.deviation);
  visit("saturated", layer.saturated);
  visit("dead", layer.dead);
  visit("gradientNorm", layer.gradientNorm);
  visit("parameterNorm", layer.parameterNorm);
  visit("updateToWeight", layer.updateToWeight);
}

template <class Visit>
void fields(Visit& visit, ClassCoding& coding) {
  visit("negative", coding.negative);
  visit("positive", coding.positive);
  visit("threshold", coding.threshold);
}

template <class Visit>
void fields(Visit& visit, Failure& failure) {
  std::string code(nameOf(failure.code)), message = failure.message();
  visit("code", code);
  visit("path", failure.path);
  visit("message", message);
}

}  // namespace backprop
