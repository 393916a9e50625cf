// All settings of a session. The member initialisers are the defaults: they exist here and nowhere else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backprop/activation.h"
#include "backprop/error.h"
#include "backprop/feature.h"
#include "backprop/generator.h"
#include "backprop/loss.h"
#include "backprop/names.h"
#include "backprop/range.h"

namespace backprop {

enum class Initializer { glorotUniform };
template <>
inline constexpr std::array<std::string_view, 1> names<Initializer>{"glorotUniform"};

enum class Optimizer { sgd };
template <>
inline constexpr std::array<std::string_view, 1> names<Optimizer>{"sgd"};

enum class Schedule { constant };
template <>
inline constexpr std::array<std::string_view, 1> names<Schedule>{"constant"};

/// l1: penalty = rate Σ|w|; l2: penalty = rate ½ Σw². Over the weights, not the biases.
enum class Regularization { none, l1, l2 };
template <>
inline constexpr std::array<std::string_view, 3> names<Regularization>{"none", "l1", "l2"};

/// standardize: each input minus its mean, over its standard deviation; both taken from the training examples.
enum class Normalization { none, standardize };
template <>
inline constexpr std::array<std::string_view, 2> names<Normalization>{"none", "standardize"};

/// The user's own examples, N of them.
struct Table {
  std::size_t dimensions = 0;        ///< d, columns of `inputs`
  std::vector<double> inputs;        ///< (N, d) in the user's units
  std::vector<std::int32_t> labels;  ///< (N), class of each example, or empty where `targets` are given
  std::vector<double> targets;       ///< (N, outputs), or empty where `labels` are given
  std::vector<std::string> names;    ///< of the d columns, or empty
  std::vector<std::string> classes;  ///< names of the classes, or empty
  Normalization normalization = Normalization::none;

  std::size_t examples() const { return dimensions == 0 ? 0 : inputs.size() / dimensions; }
};

struct DataConfig {
  Generator generator = Generator::circle;
  std::uint32_t examples = 500;
  double noise = 0;                     ///< 0 … 0.5, what it moves depends on the generator
  std::optional<double> trainFraction;  ///< share of the examples that is trained on, the rest tests; see trainShare
  std::optional<Table> own;             ///< instead of the generator

  Problem problem() const;

  /// `trainFraction`, or by default half of the examples of a generator and all of a table.
  double trainShare() const { return trainFraction.value_or(own ? 1 : 0.5); }
};

struct LayerConfig {
  std::uint32_t units = 4;
  Activation activation = Activation::tanh;
};

struct OptimizerConfig {
  Optimizer name = Optimizer::sgd;
  double learningRate = 0.03;
};

struct RegularizationConfig {
  Regularization name = Regularization::none;
  double rate = 0;
};

/// What can change while a network is being trained, without losing its weights.
struct TrainingConfig {
  OptimizerConfig optimizer;
  Schedule schedule = Schedule::constant;
  RegularizationConfig regularization;
  std::uint32_t batchSize = 10;
  bool shuffle = true;  ///< a new order every epoch, from the seed
};

struct Config {
  std::uint32_t version = 1;
  std::uint32_t seed = 1;
  DataConfig data;
  std::vector<Feature> features{Feature::x1, Feature::x2};  ///< of two-dimensional data; else the columns are the inputs
  std::vector<LayerConfig> layers{{4, Activation::tanh}, {2, Activation::tanh}};  ///< the hidden layers
  std::optional<Activation> output;  ///< by default tanh for classes, linear for numbers
  Loss loss = Loss::halfSquaredError;
  Initializer initializer = Initializer::glorotUniform;
  TrainingConfig training;

  Activation outputActivation() const;
};

/// The first thing that is wrong with a config, or nothing.
Flaw validate(const Config& config);
Flaw validate(const TrainingConfig& training);

}  // namespace backprop
