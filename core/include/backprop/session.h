// A network in training on its data: everything a page or a program asks of the library goes through here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "backprop/config.h"
#include "backprop/dataset.h"
#include "backprop/gradient_check.h"
#include "backprop/gradient_flow.h"
#include "backprop/grid.h"
#include "backprop/input_map.h"
#include "backprop/measures.h"
#include "backprop/network.h"
#include "backprop/reference.h"
#include "backprop/specimen.h"
#include "backprop/trainer.h"
#include "backprop/weight_update.h"

namespace backprop {

/// Where training stopped being finite.
struct Divergence {
  std::uint64_t step;  ///< the step after which a parameter, what the optimizer remembers or the loss was infinite or NaN
  std::size_t layer;   ///< the layer of that parameter, counted from 0; the output layer if it is the loss
};

/// How far training is and how well it goes.
struct Metrics {
  std::uint64_t step;                   ///< mini-batches so far
  std::uint64_t epoch;                  ///< whole passes over the training examples so far
  double progress;                      ///< share of the examples in the next pass that are through, in [0, 1)
  double trainLoss;                     ///< mean over the training examples, without the penalty
  std::optional<double> testLoss;       ///< none without test examples
  double penalty;                       ///< of the regularization
  std::optional<double> trainAccuracy;  ///< share of the right classes in [0, 1]; none for regression
  std::optional<double> testAccuracy;
  std::optional<Divergence> divergence;
};

/// All that training depends on: a session that restores it goes on with the same bits.
struct Checkpoint {
  std::uint64_t step = 0;
  std::uint64_t epoch = 0;
  std::uint32_t position = 0;  ///< training examples of this epoch already used
  std::vector<float> parameters;
  std::vector<float> optimizerState;  ///< see Trainer::optimizerStateSize
};

struct Score;

class Session {
 public:
  static Result<Session> create(Config config);

  /// A new session that takes along the weights and biases that still fit: of units that both networks have, from input
  /// features and units that both have. The output layer keeps what it has from the last hidden layer if there are as many
  /// layers as before.
  Result<Session> reshaped(Config config) const;

  const Config& config() const { return config_; }
  const Network& network() const { return trainer_.network(); }
  /// What does the steps, for a host that compiles one.
  Trainer& trainer() { return trainer_; }
  const Dataset& data() const { return data_; }

  /// Takes over settings that keep the network: how to train. Applies from the next step on; another optimizer begins anew.
  Status setTraining(const TrainingConfig& training);

  /// What setTraining would refuse, or nothing.
  Flaw checkTraining(const TrainingConfig& training) const;

  /// Takes over other examples and keeps the parameters; the input features and outputs must stay as many as they are.
  Status setData(const DataConfig& data, std::uint32_t seed);

  /// Trains that many mini-batches, or until it diverges; once diverged it does nothing.
  void trainSteps(std::uint64_t steps);

  /// Trains to the end of the current epoch and on through `epochs` − 1 whole ones.
  void trainEpochs(std::uint64_t epochs);

  Metrics metrics();

  /// On the training or on the test examples.
  Result<Evaluation> evaluate(bool onTest);

  /// Layer by layer, the output last; over the first 1,000 training examples.
  std::vector<LayerStatistics> layerStatistics();

  /// That of the next step: the schedule applied.
  double learningRate() const { return learningRateAt(step_); }

  /// Set once training has left the finite numbers.
  const std::optional<Divergence>& divergence() const { return divergence_; }

  std::span<const float> parameters() const { return trainer_.parameters(); }

  /// In parameter order, all finite. The optimizer forgets what it remembers; a divergence ends, and recovery leads here.
  Status setParameters(std::span<const float> parameters);

  /// Outputs for N points in the user's units: (N, d) → (N, outputs).
  Result<std::vector<float>> predict(std::span<const float> inputs);

  /// What every unit makes of examples (N, d) in the user's units: (features, then units layer by layer; N).
  Result<std::vector<float>> predictUnits(std::span<const float> inputs);

  /// Outputs over a rectangle: (units, rows, columns). For two-dimensional data. Valid until the next call.
  Result<std::span<const float>> predictGrid(const Grid& grid);

  /// Rows of the examples that the next step trains on.
  std::vector<std::uint32_t> batch();

  /// Every number of backpropagation, in double precision: on one example, or the means over several.
  Result<Trace<double>> trace(const Specimen& of) const;

  /// What a step of the optimizer on these examples would do, without dropout, in double precision.
  Result<WeightUpdate> update(const Specimen& of, const StepStart& start = {}) const;

  /// Gradient of the mean loss over the training examples, in parameter order.
  std::vector<double> gradient() const;

  /// By default over the training examples.
  Result<GradientCheck> checkGradients(double epsilon, const Specimen& of = {}) const;
  Result<EpsilonSweep> epsilonSweep(const Specimen& of = {}) const;

  /// Layer by layer, the output last; over the first 1,000 training examples.
  std::vector<LayerFlow> gradientFlow() const;

  Checkpoint checkpoint() const;
  Status restore(const Checkpoint& checkpoint);

  /// After a divergence: back to the last checkpoint that the session kept for itself while all was finite.
  Status recover();

 private:
  Session(Config config, Network network, std::vector<float> parameters);

  /// A specimen as the reference wants it.
  struct Prepared {
    std::vector<double> parameters, inputs, targets;
    Fault fault = Fault::none;

    void add(std::span<const double> input, std::span<const double> target);
    Examples<double> examples() const { return {inputs, targets}; }
  };
  /// What is wrong with the specimen, or nothing. One that says nothing of examples has the rows `otherwise`, if there are any.
  Flaw prepare(const Specimen& of, std::span<const std::uint32_t> otherwise, Prepared& ready) const;
  std::vector<double> gradientOf(const Prepared& on) const;

  double learningRateAt(std::uint64_t step) const;
  std::span<const std::uint32_t> nextBatch();
  std::span<const std::uint32_t> trainingSample() const;
  void computeGradient(std::span<const std::uint32_t> rows);

  /// A step with this batch. False if a number is not finite.
  bool descend(std::span<const std::uint32_t> batch);
  std::vector<double> gradientOver(std::span<const std::uint32_t> rows) const;

  void loadData();
  Flaw checkDefined() const;
  void beginEpoch();
  void step();
  void noteDivergence();
  void keepFinite();
  Score score(std::span<const std::uint32_t> rows);
  double penalty() const;
  Flaw checkPoints(std::span<const float> inputs) const;

  Config config_;
  Dataset data_;
  InputMap inputMap_;
  FloatExamples examples_;
  Trainer trainer_;
  std::vector<std::uint32_t> order_;  // rows of the training examples in the order of this epoch
  std::vector<float> grid_;           // kept, because pages ask for megabytes many times a second
  std::uint64_t step_ = 0;
  std::uint64_t epoch_ = 0;
  std::uint32_t position_ = 0;
  std::optional<Divergence> divergence_;
  Checkpoint start_;       // as the session began
  Checkpoint lastFinite_;  // at most checkpointInterval steps old
};

}  // namespace backprop
