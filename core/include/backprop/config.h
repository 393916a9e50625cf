// All settings of a session. The member initialisers are the defaults: they exist here and nowhere else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backprop/activation.h"
#include "backprop/error.h"
#include "backprop/fault.h"
#include "backprop/feature.h"
#include "backprop/generator.h"
#include "backprop/initializer.h"
#include "backprop/loss.h"
#include "backprop/names.h"
#include "backprop/optimizer.h"
#include "backprop/range.h"
#include "backprop/schedule.h"

namespace backprop {

/// l1: penalty = rate Σ|w|; l2: penalty = rate ½ Σw². Over the weights, not the biases.
enum class Regularization { none, l1, l2 };
template <>
inline constexpr std::array<std::string_view, 3> names<Regularization>{"none", "l1", "l2"};

/// norm: a gradient longer than the limit is shortened to it, direction kept. Of the loss alone, before regularization.
enum class Clipping { none, norm };
template <>
inline constexpr std::array<std::string_view, 2> names<Clipping>{"none", "norm"};

/// standardize: each input minus its mean, over its standard deviation. minMax: the smallest becomes −1, the largest 1. All
/// taken from the training examples; a column that never changes becomes 0.
enum class Normalization { none, standardize, minMax };
template <>
inline constexpr std::array<std::string_view, 3> names<Normalization>{"none", "standardize", "minMax"};

/// The user's own examples, N of them.
struct Table {
  std::size_t dimensions = 0;        ///< d, columns of `inputs`
  std::vector<double> inputs;        ///< (N, d) in the user's units
  std::vector<std::int32_t> labels;  ///< (N), class of each example, or empty where `targets` are given
  std::vector<double> targets;       ///< (N, outputs), or empty where `labels` are given
  std::vector<std::string> names;    ///< of the d columns, or empty
  std::vector<std::string> classes;  ///< names of the classes, or empty; only beside `labels`
  Normalization normalization = Normalization::none;

  std::size_t examples() const { return dimensions == 0 ? 0 : inputs.size() / dimensions; }
};

struct DataConfig {
  Generator generator = Generator::circle;
  std::uint32_t examples = 500;
  double noise = 0;                         ///< 0 … 0.5, what it moves depends on the generator
  std::optional<double> trainFraction;      ///< share of the examples that is trained on, the rest tests; see trainShare
  std::optional<std::uint32_t> classCount;  ///< of a generator that has any number of them; by default 3
  std::optional<std::string> formula;       ///< of the generator `formula`; see formulaText
  std::optional<Table> own;                 ///< instead of the generator

  // How the training examples differ from those that test, so that fitting them is not enough:
  double shift = 0;       ///< each test input moves by so many standard deviations of the training examples
  double imbalance = 0;   ///< share of the last class that is left out of the training examples
  double labelNoise = 0;  ///< share of the training examples that get one of the other classes

  /// Of `formula` a condition tells two classes apart, and any other formula asks for its value.
  Problem problem() const;

  /// Columns of the inputs.
  std::size_t dimensions() const;

  /// `formula`, or by default a wave between two classes.
  std::string formulaText() const { return formula.value_or("x2 > sin(x1)"); }

  /// How many classes there are, or 0 where the answers are numbers. Of a table:
  /// as many as it names, else up to its largest label.
  std::size_t numberOfClasses() const;

  /// `trainFraction`, or by default half of the examples of a generator and all of a table.
  double trainShare() const { return trainFraction.value_or(own ? 1 : 0.5); }
};

struct LayerConfig {
  std::uint32_t units = 4;
  Activation activation = Activation::tanh;
};

struct RegularizationConfig {
  Regularization name = Regularization::none;
  double rate = 0;
};

struct ClippingConfig {
  Clipping name = Clipping::none;
  double limit = 1;  ///< the largest length, √Σ g², of the gradient
};

/// What can change while a network is being trained, without losing its weights.
struct TrainingConfig {
  OptimizerConfig optimizer;
  ScheduleConfig schedule;
  RegularizationConfig regularization;
  ClippingConfig clipping;
  double dropout = 0;  ///< share of the hidden units that each training example does without
  /// Parameters that training leaves as they are, by their place in the flat array. Their gradients still count in clipping and
  /// in what the optimizer remembers; PyTorch leaves out of both what requires no gradient.
  std::vector<std::uint32_t> frozen;
  std::uint32_t batchSize = 10;
  bool shuffle = true;        ///< a new order every epoch, from the seed
  Fault fault = Fault::none;  ///< other than none: training follows the broken gradient, by the slow reference
};

inline constexpr const char* defaultFeatureFormula = "sin(x1*x2)";

struct Config {
  std::uint32_t version = 1;
  std::uint32_t seed = 1;
  DataConfig data;
  std::vector<Feature> features{Feature::x1, Feature::x2};  ///< of two-dimensional data; else the columns are the inputs
  std::string featureFormula{defaultFeatureFormula};        ///< what the feature `formula` is
  std::vector<LayerConfig> layers{{4, Activation::tanh}, {2, Activation::tanh}};  ///< the hidden layers
  std::optional<Activation> output;                                               ///< of the output layer; see outputActivation
  std::optional<Loss> loss;                                                       ///< see lossFunction
  Initializer initializer = Initializer::glorotUniform;
  TrainingConfig training;

  /// `output`, or by default what belongs to the loss: sigmoid and softmax to their cross-entropies; else tanh for classes and
  /// linear for numbers.
  Activation outputActivation() const;

  /// `loss`, or by default softmaxCrossEntropy for a softmax output, and for three or more classes where no output is given;
  /// else halfSquaredError.
  Loss lossFunction() const;

  /// Units of the output layer: one for each number or class, but a single one for two classes unless softmax tells them apart.
  std::size_t outputUnits() const;
};

/// What is wrong with the targets of one example for a cross-entropy, which compares probabilities; nothing for other losses.
Flaw checkProbabilities(const Path& path, std::span<const double> targets, Loss loss);

/// The first thing that is wrong with a config, or nothing.
Flaw validate(const Config& config);
Flaw validate(const TrainingConfig& training);

}  // namespace backprop
