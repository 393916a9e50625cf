// The fast path: single precision, four examples to a register, batches of up to sixteen examples in one pass over the weights.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "backprop/config.h"
#include "backprop/lanes.h"
#include "backprop/network.h"

namespace backprop {

/// N examples in single precision, as the network sees them.
struct FloatExamples {
  std::size_t inputs;           ///< n, input features
  std::size_t outputs;          ///< k
  std::vector<float> features;  ///< (N, n)
  std::vector<float> targets;   ///< (N, k)
};

/// Trains the parameters of a network by mini-batches. Allocates when it is made and never again.
class Trainer {
 public:
  /// Examples that one pass takes along: four registers of four lanes.
  static constexpr std::size_t passWidth = 4 * Lanes::count;

  /// `parameters` in the network's flat layout.
  Trainer(Network network, Loss loss, std::vector<float> parameters);

  const Network& network() const { return network_; }
  std::span<const float> parameters() const { return {parameters_.data(), network_.parameterCount()}; }
  void setParameters(std::span<const float> parameters);

  /// Mean gradient over the examples of the batch, given by their rows. The padding lanes of the last register repeat an
  /// example and weigh nothing.
  void computeGradient(const FloatExamples& examples, std::span<const std::uint32_t> batch);

  /// What computeGradient left, in parameter order.
  std::span<const float> gradient() const { return {gradient_.data(), network_.parameterCount()}; }

  /// One step of the optimizer down the gradient, regularization included. False if a parameter is no longer finite.
  bool update(const TrainingConfig& training);

  /// Outputs of every unit for `passWidth` examples. `features` is (n, passWidth); the result, (units, passWidth) with the
  /// rows in layer order, is valid until the next call of any other member.
  std::span<const Lanes> forward(std::span<const Lanes> features);

 private:
  /// Brings a pass into lanes: the features to the first rows of `outputs_`, the targets, and what each lane weighs.
  void load(const FloatExamples& examples, std::span<const std::uint32_t> rows, float weight, std::size_t registers);

  template <std::size_t K>
  void accumulateGradient();

  Network network_;
  Loss loss_;
  std::vector<float> parameters_;  // padded to whole registers, as are the arrays of the same layout below
  std::vector<float> gradient_;
  std::vector<float> isWeight_;  // 1 for weights, 0 for biases: what regularization acts on
  std::vector<Lanes> outputs_;   // (inputs + units, K): the input features, then the outputs of every layer
  std::vector<Lanes> slopes_;    // (units, K)
  std::vector<Lanes> deltas_;    // (units, K)
  std::vector<Lanes> targets_;   // (outputs, K)
  std::array<Lanes, passWidth / Lanes::count> weights_;  // (K), of the examples: one over their number, 0 for padding
};

}  // namespace backprop
