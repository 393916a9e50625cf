#include "backprop/session.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "backprop/initializer.h"
#include "backprop/loss.h"
#include "backprop/random.h"
#include "finite.h"
#include "measures.h"
#include "optimizer_state.h"
#include "prediction.h"

namespace backprop {
namespace {

/// A session keeps a checkpoint for itself every so many steps.
constexpr std::uint64_t checkpointInterval = 100;

std::size_t inputFeatures(const Config& config) {
  const std::size_t columns = config.data.dimensions();
  return columns != 2 ? columns : config.features.size();
}

Network networkOf(const Config& config) {
  std::vector<Network::Shape> layers;
  for (const LayerConfig& layer : config.layers) layers.push_back({layer.units, layer.activation});
  layers.push_back({config.outputUnits(), config.outputActivation()});
  return Network(inputFeatures(config), layers);
}

[[gnu::noinline]] Failure noPlane(std::size_t dimensions) {
  return {Error::contradiction, "grid", "a rectangle", "data of " + std::to_string(dimensions) + " dimensions, only of 2"};
}

Flaw checkFrozen(const TrainingConfig& training, const Network& network) {
  const Range parameters{0, static_cast<double>(network.parameterCount() - 1), true};
  for (std::size_t i = 0; i < training.frozen.size(); ++i)
    if (auto failure = parameters.check(Path("frozen")[i], training.frozen[i])) return failure;
  return {};
}

}  // namespace

Result<Session> Session::create(Config config) {
  if (auto failure = validate(config)) return failure;
  Network network = networkOf(config);
  if (auto failure = checkFrozen(config.training, network)) return failure;
  Random random(config.seed, Random::initializer);
  auto parameters = initialParameters(network, config.initializer, random);
  Session session(std::move(config), std::move(network), std::move(parameters));
  if (auto failure = session.checkDefined()) return failure;
  return session;
}

Session::Session(Config config, Network network, std::vector<float> parameters)
    : config_(std::move(config)), trainer_(std::move(network), config_.lossFunction(), std::move(parameters)) {
  trainer_.setTraining(config_.training);
  loadData();
  start_ = lastFinite_ = checkpoint();
}

void Session::loadData() {
  data_ = makeDataset(config_);
  inputMap_ = InputMap(config_, data_);
  examples_ = {network().inputs(), data_.outputs, {}, {}};
  for (std::size_t e = 0; e < data_.examples(); ++e)
    for (double value : inputMap_(data_.input(e))) examples_.features.push_back(static_cast<float>(value));
  for (double value : data_.targets) examples_.targets.push_back(static_cast<float>(value));
  position_ = 0;
}

/// Formulas have no value everywhere, and powers leave the range of a float: an example where one does, if there is any.
Flaw Session::checkDefined() const {
  if (const auto& point = data_.undefined) return notFiniteAt("data.formula", point->value, point->x1, point->x2);
  for (std::size_t e = 0; e < data_.examples(); ++e)
    if (auto failure = inputMap_.checkDefined("data.inputs", data_.input(e))) return failure;
  return {};
}

Flaw Session::checkTraining(const TrainingConfig& training) const {
  if (auto failure = validate(training)) return failure;
  return checkFrozen(training, network());
}

Status Session::setTraining(const TrainingConfig& training) {
  if (auto failure = checkTraining(training)) return failure;
  const bool another = training.optimizer.name != config_.training.optimizer.name;
  trainer_.setTraining(training);
  if (another)
    for (Checkpoint* kept : {&start_, &lastFinite_}) kept->optimizerState.assign(trainer_.optimizerStateSize(), 0.0f);
  const bool reorders = training.shuffle != config_.training.shuffle;
  config_.training = training;
  if (reorders) beginEpoch();  // at once, not at the next epoch: the order depends on the config alone, as restore() expects
  return ok();
}

Status Session::setData(const DataConfig& data, std::uint32_t seed) {
  Config changed = config_;
  changed.data = data;
  changed.seed = seed;
  if (auto failure = validate(changed)) return failure;
  if (inputFeatures(changed) != network().inputs() || changed.outputUnits() != network().outputs() ||
      changed.outputActivation() != config_.outputActivation() || changed.lossFunction() != config_.lossFunction())
    return Failure{Error::needsNewSession, "data", "", ""};
  const std::uint32_t position = position_;
  std::swap(config_, changed);
  loadData();
  if (auto failure = checkDefined()) {
    std::swap(config_, changed);
    loadData();
    position_ = position;
    return failure;
  }
  lastFinite_.position = 0;  // it may lie beyond the end of the new data
  return ok();
}

// Every epoch has an order of its own that depends on the seed and the epoch alone, so a checkpoint need not hold it.
void Session::beginEpoch() {
  order_ = data_.train;
  if (config_.training.shuffle) Random(config_.seed, Random::shuffle + epoch_).shuffleItems(order_);
}

double Session::learningRateAt(std::uint64_t step) const {
  return config_.training.optimizer.learningRate * scheduleFactor(config_.training.schedule, step);
}

// The last batch of an epoch is as small as what is left, with its own mean.
std::span<const std::uint32_t> Session::nextBatch() {
  if (position_ == 0) beginEpoch();
  const auto left = std::span<const std::uint32_t>(order_).subspan(position_);
  return left.first(std::min<std::size_t>(left.size(), config_.training.batchSize));
}

std::vector<std::uint32_t> Session::batch() {
  const auto rows = nextBatch();
  return {rows.begin(), rows.end()};
}

void Session::computeGradient(std::span<const std::uint32_t> rows) {
  if (config_.training.fault == Fault::none) return trainer_.computeGradient(examples_, rows);
  const std::vector<double> broken = gradientOver(rows);
  trainer_.setGradient(std::vector<float>(broken.begin(), broken.end()));
}

bool Session::descend(std::span<const std::uint32_t> batch) {
  if (config_.training.fault == Fault::none)
    return trainer_.step(examples_, batch, {config_.training.dropout, config_.seed, Random::dropout + step_}, learningRate());
  computeGradient(batch);
  return trainer_.update(learningRate());
}

void Session::step() {
  const auto batch = nextBatch();
  const bool finite = descend(batch);
  ++step_;
  position_ += static_cast<std::uint32_t>(batch.size());
  if (position_ == order_.size()) {
    position_ = 0;
    ++epoch_;
  }
  if (!finite) noteDivergence();
}

void Session::noteDivergence() {
  const Checkpoint now = checkpoint();
  const std::size_t count = now.parameters.size();
  std::size_t layer = network().layers().size() - 1;
  // Of the parameters and the optimizer's terms, whose last number counts its steps
  for (const auto* numbers : {&now.optimizerState, &now.parameters}) {
    const auto bad = std::find_if(numbers->begin(), numbers->end(), [](float number) { return !std::isfinite(number); });
    if (bad != numbers->end()) layer = network().layerOfParameter(static_cast<std::size_t>(bad - numbers->begin()) % count);
  }
  divergence_ = Divergence{step_, layer};
}

void Session::trainSteps(std::uint64_t steps) {
  for (; steps > 0 && !divergence_; --steps) {
    if (step_ >= lastFinite_.step + checkpointInterval) keepFinite();
    step();
  }
}

void Session::trainEpochs(std::uint64_t epochs) {
  for (; epochs > 0 && !divergence_; --epochs) {
    const std::size_t left = data_.train.size() - position_;
    trainSteps((left + config_.training.batchSize - 1) / config_.training.batchSize);
  }
}

void Session::keepFinite() {
  lastFinite_.step = step_;
  lastFinite_.epoch = epoch_;
  lastFinite_.position = position_;
  const auto parameters = trainer_.parameters();
  std::copy(parameters.begin(), parameters.end(), lastFinite_.parameters.begin());
  lastFinite_.optimizerState.resize(trainer_.optimizerStateSize());
  trainer_.saveOptimizerState(lastFinite_.optimizerState);
}

Score Session::score(std::span<const std::uint32_t> rows) {
  return scoreOf(trainer_, config_.lossFunction(), examples_, rows, classCoding(config_.outputActivation()).threshold);
}

double Session::penalty() const {
  const auto& [name, rate] = config_.training.regularization;
  if (name == Regularization::none) return 0;
  double total = 0;
  for (const Layer& layer : network().layers())
    for (std::size_t p = layer.weights; p < layer.biases; ++p) {
      const double w = static_cast<double>(parameters()[p]);
      total += name == Regularization::l1 ? std::fabs(w) : 0.5 * w * w;
    }
  return rate * total;
}

Metrics Session::metrics() {
  const Score train = score(data_.train);
  if (!std::isfinite(train.loss) && !divergence_) noteDivergence();
  const double progress = static_cast<double>(position_) / static_cast<double>(data_.train.size());
  Metrics metrics{step_, epoch_, progress, train.loss, std::nullopt, penalty(), std::nullopt, std::nullopt, divergence_};
  const bool classes = !data_.labels.empty();
  if (classes) metrics.trainAccuracy = train.accuracy;
  if (data_.test.empty()) return metrics;
  const Score test = score(data_.test);
  metrics.testLoss = test.loss;
  if (classes) metrics.testAccuracy = test.accuracy;
  return metrics;
}

Result<Evaluation> Session::evaluate(bool onTest) {
  const auto& rows = onTest ? data_.test : data_.train;
  if (rows.empty())
    return Failure{
        Error::contradiction, "evaluate.set", "test",
        "data.trainFraction: " + formatNumber(config_.data.trainShare()) + ", which leaves no test examples: take train"};
  return evaluationOf(trainer_, examples_, rows, config_.data.numberOfClasses(),
                      classCoding(config_.outputActivation()).threshold);
}

std::span<const std::uint32_t> Session::trainingSample() const {
  constexpr std::size_t sample = 1000;
  return std::span<const std::uint32_t>(data_.train).first(std::min(data_.train.size(), sample));
}

std::vector<LayerStatistics> Session::layerStatistics() {
  const auto rows = trainingSample();
  auto statistics = outputStatistics(trainer_, examples_, rows);
  computeGradient(rows);
  const std::vector<float> gradient(trainer_.gradient().begin(), trainer_.gradient().end());
  const Checkpoint before = checkpoint();
  trainer_.update(learningRate());
  for (std::size_t l = 0; l < statistics.size(); ++l) {
    const Layer& layer = network().layers()[l];
    double gradients = 0, weights = 0, steps = 0;
    for (std::size_t p = layer.weights; p < layer.biases + layer.units; ++p) {
      const auto g = static_cast<double>(gradient[p]), w = static_cast<double>(before.parameters[p]),
                 step = static_cast<double>(parameters()[p]) - w;
      gradients += g * g;
      weights += w * w;
      steps += step * step;
    }
    statistics[l].gradientNorm = std::sqrt(gradients);
    statistics[l].parameterNorm = std::sqrt(weights);
    statistics[l].updateToWeight = weights > 0 ? std::sqrt(steps / weights) : 0;
  }
  trainer_.setParameters(before.parameters);
  trainer_.setOptimizerState(before.optimizerState);
  return statistics;
}

Status Session::setParameters(std::span<const float> parameters) {
  if (auto failure = checkLength("parameters", parameters.size(), network().parameterCount())) return failure;
  if (auto failure = checkFinite("parameters", parameters)) return failure;
  trainer_.setParameters(parameters);
  trainer_.setOptimizerState({});
  divergence_.reset();
  keepFinite();
  return ok();
}

Flaw Session::checkPoints(std::span<const float> inputs) const {
  const std::size_t d = data_.dimensions;
  if (auto flaw = checkLength("inputs", inputs.size(), (inputs.size() + d - 1) / d * d)) return flaw;
  return checkFinite("inputs", inputs);
}

Result<std::vector<float>> Session::predict(std::span<const float> inputs) {
  if (auto failure = checkPoints(inputs)) return failure;
  const std::vector<float> outputs = predictAt(trainer_, inputMap_, inputs, data_.dimensions, false);
  const std::size_t k = data_.outputs, count = outputs.size() / k;
  std::vector<float> result(outputs.size());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = outputs[i % k * count + i / k];
  return result;
}

Result<std::vector<float>> Session::predictUnits(std::span<const float> inputs) {
  if (auto failure = checkPoints(inputs)) return failure;
  return predictAt(trainer_, inputMap_, inputs, data_.dimensions, true);
}

Result<std::span<const float>> Session::predictGrid(const Grid& grid) {
  if (data_.dimensions != 2) return noPlane(data_.dimensions);
  if (auto failure = limits::gridSide.check("columns", grid.columns)) return failure;
  if (auto failure = limits::gridSide.check("rows", grid.rows)) return failure;
  const std::array bounds{grid.xMin, grid.xMax, grid.yMin, grid.yMax};
  if (auto failure = checkFinite<double>("bounds", bounds)) return failure;
  predictOver(trainer_, inputMap_, grid, grid_);
  return std::span<const float>(grid_);
}

Checkpoint Session::checkpoint() const {
  Checkpoint now{step_, epoch_, position_, {parameters().begin(), parameters().end()}, {}};
  now.optimizerState.resize(trainer_.optimizerStateSize());
  trainer_.saveOptimizerState(now.optimizerState);
  return now;
}

Status Session::restore(const Checkpoint& checkpoint) {
  if (auto failure = checkLength("checkpoint.parameters", checkpoint.parameters.size(), network().parameterCount()))
    return failure;
  const Range position{0, static_cast<double>(data_.train.size() - 1), true};
  if (auto failure = position.check("checkpoint.position", checkpoint.position)) return failure;
  if (auto failure = checkFinite<float>("checkpoint.parameters", checkpoint.parameters)) return failure;
  if (auto failure = checkOptimizerState<float>("checkpoint.optimizerState", config_.training.optimizer.name,
                                                network().parameterCount(), checkpoint.optimizerState))
    return failure;
  trainer_.setParameters(checkpoint.parameters);
  trainer_.setOptimizerState(checkpoint.optimizerState);
  step_ = checkpoint.step;
  epoch_ = checkpoint.epoch;
  position_ = checkpoint.position;
  beginEpoch();
  divergence_.reset();
  lastFinite_ = checkpoint;
  return ok();
}

Status Session::recover() {
  if (!divergence_) return Failure{Error::nothingToRecover, "", "", ""};
  if (auto status = restore(Checkpoint(lastFinite_)); !status) return status;
  if (std::isfinite(score(data_.train).loss)) return ok();
  return restore(Checkpoint(start_));  // finite weights whose loss is not: back to the beginning
}

}  // namespace backprop
