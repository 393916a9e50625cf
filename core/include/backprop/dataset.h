// The examples of a session: made by a generator or the user's own, split, normalized and encoded.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "backprop/config.h"

namespace backprop {

/// N examples of d numbers each with the targets of k outputs.
struct Dataset {
  std::size_t dimensions = 2;        ///< d
  std::size_t outputs = 1;           ///< k
  std::vector<double> inputs;        ///< (N, d), in the user's units
  std::vector<double> targets;       ///< (N, k), as the output activation wants them: see classCoding
  std::vector<std::int32_t> labels;  ///< (N), the classes; empty for regression
  std::vector<std::uint32_t> train;  ///< numbers of the examples to train on, ascending
  std::vector<std::uint32_t> test;   ///< the others, ascending

  /// A point at which the config's formula has no finite value, if one was drawn.
  struct Undefined {
    double x1, x2, value;
  };
  std::optional<Undefined> undefined;

  std::size_t examples() const { return inputs.size() / dimensions; }
  std::span<const double> input(std::size_t example) const { return {&inputs[example * dimensions], dimensions}; }
  std::span<const double> target(std::size_t example) const { return {&targets[example * outputs], outputs}; }
};

/// Draws or takes over the examples, splits them, then makes the training examples differ from the others as the config asks.
/// `config` must be valid.
Dataset makeDataset(const Config& config);

/// Of a column of the training examples.
struct Moments {
  double mean, deviation;
};
Moments trainingMoments(const Dataset& data, std::size_t column);

/// How an output activation writes "no" and "yes", and the value half-way that parts them. A single output says whether it is
/// class 1; of several, each says whether it is its own class, and the largest wins.
struct ClassCoding {
  double negative, positive, threshold;
};

/// −1 and 1 about 0 where the output can come near −1 (φ(−1) < −½: tanh, elu, sin, linear); else 0 and 1 about ½.
ClassCoding classCoding(Activation output);

}  // namespace backprop
