// The fast path: single precision, four examples to a register, batches of up to sixteen examples in one pass over the weights.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "backprop/config.h"
#include "backprop/kernels.h"
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

/// Which hidden units an example does without: each with probability `rate`, independent of all others; those that remain count
/// 1 / (1 − rate) times. (N. Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, 2014)
struct Dropout {
  double rate = 0;
  std::uint64_t seed = 0, stream = 0;  ///< of the drawings
};

/// Trains the parameters of a network by mini-batches. A step allocates nothing.
class Trainer {
 public:
  /// Examples that one pass takes along: four registers of four lanes.
  static constexpr std::size_t passWidth = 4 * Lanes::count;
  /// Of up to twelve examples: three. Kernels of their own for up to eight would be 5 KB of the module.
  static constexpr std::size_t passRegisters = 3;

  /// `parameters` in the network's flat layout.
  Trainer(Network network, Loss loss, std::vector<float> parameters);

  const Network& network() const { return network_; }
  Loss loss() const { return loss_; }
  std::span<const float> parameters() const { return {parameters_.data(), network_.parameterCount()}; }
  void setParameters(std::span<const float> parameters);

  /// Mean gradient over the examples of the batch, given by their rows. The padding lanes of the last register repeat an
  /// example and weigh nothing.
  void computeGradient(const FloatExamples& examples, std::span<const std::uint32_t> batch, Dropout dropout = {});

  /// computeGradient, then update, whose answer this is; by the compiled step where it fits.
  bool step(const FloatExamples& examples, std::span<const std::uint32_t> batch, Dropout dropout, double rate);

  /// Takes another gradient instead of computing one, in parameter order.
  void setGradient(std::span<const float> gradient);

  /// What computeGradient left, in parameter order.
  std::span<const float> gradient() const { return {gradient_.data(), network_.parameterCount()}; }

  /// How to update: optimizer, regularization, clipping and which parameters are frozen. Another optimizer begins anew.
  void setTraining(const TrainingConfig& training);

  /// One step of the optimizer down the gradient with the learning rate `rate`: clipping, then L2,
  /// then the optimizer's rule, then L1, which draws a weight towards 0 and not past it. False if a
  /// parameter, or what the optimizer remembers, is not finite.
  bool update(double rate);

  /// Length of what the optimizer remembers: its arrays in parameter order,
  /// then the number of steps; 0 if it remembers nothing.
  std::size_t optimizerStateSize() const;
  /// Copies that to `state`, of this length.
  void saveOptimizerState(std::span<float> state) const;
  /// Takes it back; an empty one stands for the beginning.
  void setOptimizerState(std::span<const float> state);

  /// Outputs of every unit for `passWidth` examples. `features` is (n, passWidth); the result, (units, passWidth) with the
  /// rows in layer order, is valid until the next call of any other member.
  std::span<const Lanes> forward(std::span<const Lanes> features);

  /// Net inputs of the output layer from the last `forward`: (outputs, passWidth).
  std::span<const Lanes> outputNets() const { return outputNets_; }

  /// φ' of every unit from the last `forward`: (units, passWidth); of softmax units it says nothing.
  std::span<const Lanes> slopes() const { return slopes_; }

  /// Where a pass works. The places stay while the trainer stays where it is.
  kernels::Workspace<float*, Lanes*> workspace();

  /// Does what step() does on batches of one size: of these rows of the features and targets, by plain SGD.
  using Step = bool (*)(const std::uint32_t* rows, const float* features, const float* targets, float rate);
  /// Until the next setTraining() it does the steps on batches of `batchSize` examples; 0 for none.
  void setStep(Step compiled, std::size_t batchSize) {
    compiled_ = compiled;
    compiledBatch_ = batchSize;
  }

 private:
  /// Brings a pass into lanes: the features to the first rows of `outputs_`, the targets, and what each lane weighs.
  void load(const FloatExamples& examples, std::span<const std::uint32_t> rows, float weight, std::size_t registers);

  /// What the hidden units of this pass are multiplied with: 0 or 1 / (1 − rate), (hidden units, K).
  void drawMasks(double rate, Random& random, std::size_t examples, std::size_t registers);

  /// The gradient of one pass over the examples that load() brought; the first pass of a batch begins it.
  template <std::size_t K>
  [[gnu::noinline]] void accumulateGradient(bool masked, bool first);

  /// Shortens the gradient to a length of `limit`.
  void clip(double limit);

  /// w ← w − η g, the update of plain SGD. False if a parameter is not finite.
  bool descend(float rate);

  /// The update by any rule, with regularization and what is frozen. False if a number is not finite.
  bool applyRule(double rate);

  Network network_;
  Loss loss_;
  std::vector<float> parameters_;  // padded to whole registers, as are the arrays of the same layout below
  std::vector<float> gradient_;
  std::vector<float> isWeight_;  // 1 for weights, 0 for biases: what regularization acts on
  std::vector<float> isFrozen_;  // 1 for what stays as it is; empty where nothing does
  TrainingConfig training_;
  std::array<std::vector<float>, 2> optimizerState_;
  std::uint64_t optimizerSteps_ = 0;
  std::vector<Lanes> outputs_;     // (inputs + units, K): the input features, then the outputs of every layer
  std::vector<Lanes> slopes_;      // (units, K)
  std::vector<Lanes> masks_;       // (hidden units, K)
  std::vector<Lanes> outputNets_;  // (outputs, K)
  std::vector<Lanes> deltas_;      // (units, K)
  std::vector<Lanes> targets_;     // (outputs, K)
  std::array<Lanes, passWidth / Lanes::count> weights_;  // (K), of the examples: one over their number, 0 for padding
  Step compiled_ = nullptr;
  std::size_t compiledBatch_ = 0;
};

}  // namespace backprop
