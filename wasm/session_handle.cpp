#include "session_handle.h"

#include <emscripten/bind.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "compiled_step.h"
#include "convert.h"
#include "microscope_fields.h"

namespace backprop {
namespace {

val outcome(const Failure& failure) {
  val object = val::object();
  put(object, "failure", Writer::write(failure));
  return object;
}

val outcome(val value) {
  val object = val::object();
  put(object, "value", value);
  return object;
}

template <class T>
val outcome(const Result<T>& result) {
  return result ? outcome(Writer::write(result.value())) : outcome(result.failure());
}

/// Of a request. Core names what it refuses in one, and does not know what the request is called here.
template <class T>
val outcome(const Result<T>& result, const char* request) {
  if (result) return outcome(result);
  Failure failure = result.failure();
  failure.path = Path(request).at(failure.path.c_str());
  return outcome(failure);
}

val outcome(const Status& status) { return status ? outcome(val::undefined()) : outcome(status.failure()); }

val writeConfig(Config config) {
  config.output = config.outputActivation();
  config.loss = config.lossFunction();
  if (!config.data.own && hasAnyClasses(config.data.generator))
    config.data.classCount = static_cast<std::uint32_t>(config.data.numberOfClasses());
  if (!config.data.own && config.data.generator == Generator::formula) config.data.formula = config.data.formulaText();
  config.training.optimizer = withDefaults(config.training.optimizer);
  config.training.schedule = withDefaults(config.training.schedule);
  config.data.trainFraction = config.data.trainShare();
  return Writer::write(std::move(config));
}

Flaw readConfig(const val& value, Config& config) {
  if (auto flaw = Reader::read(value, "", config)) return flaw;
  return validate(config);
}

/// The names of the settings of a config.
std::vector<std::string> settings() { return ownKeys(Writer::write(Config{})); }

Flaw checkSize(const Path& path, const Network& network, bool allUnits, double points) {
  const std::size_t units = allUnits ? network.inputs() + network.unitCount() : network.outputs();
  return checkCount(path, static_cast<double>(units) * points);
}

/// A setting that exists, but not among those that can change, is no unknown key.
Failure asChange(Failure failure) {
  if (failure.code == Error::unknownKey)
    for (const std::string& setting : settings())
      if (setting == failure.path) return {Error::needsNewSession, failure.path, "", ""};
  return failure;
}

/// Neither steps nor epochs, or both.
[[gnu::noinline]] Failure noLength(const TrainRequest& request) {
  if (request.steps) return {Error::contradiction, "train.steps", "a number", "train.epochs: give one of them"};
  return {Error::wrongType, "train", "nothing", "a number of steps or epochs"};
}

std::string layerName(std::size_t layer, std::size_t layers) {
  return layer + 1 == layers ? "the output layer" : "hidden layer " + std::to_string(layer + 1);
}

val writeDivergence(const Divergence& divergence, std::size_t layers) {
  val object = val::object();
  put(object, "step", Writer::write(divergence.step));
  put(object, "layer", Writer::write(divergence.layer));
  put(object, "message",
      Writer::write("training left the finite numbers at step " + std::to_string(divergence.step) + ", in " +
                    layerName(divergence.layer, layers)));
  return object;
}

/// What the network is shown: features of two-dimensional data, else the columns of the table.
val inputNames(const Config& config, std::size_t count) {
  if (config.data.dimensions() == 2) return Writer::write(config.features);
  auto columns = config.data.own ? config.data.own->names : std::vector<std::string>{"x"};
  for (std::size_t i = columns.size(); i < count; ++i) columns.push_back("x" + std::to_string(i + 1));
  return Writer::write(columns);
}

template <class T>
val narrowed(const std::vector<double>& values) {
  return typedArray<T>(std::vector<T>(values.begin(), values.end()));
}

}  // namespace

val createSession(const val& value) {
  Config config;
  if (auto flaw = readConfig(value, config)) return outcome(*flaw);
  auto session = Session::create(std::move(config));
  if (!session) return outcome(session.failure());
  const auto* handle = new SessionHandle(std::move(session.value()));
  return outcome(Writer::write(handle->number()));
}

val complete(const val& value) {
  Config config;
  if (auto flaw = readConfig(value, config)) return outcome(*flaw);
  return outcome(writeConfig(std::move(config)));
}

val SessionHandle::config() const { return writeConfig(session_.config()); }

val SessionHandle::configure(const val& value) {
  const Config& now = session_.config();
  Change change{now.seed, now.data, now.training};
  if (auto flaw = Reader::read(value, "", change)) return outcome(asChange(*flaw));
  if (auto flaw = session_.checkTraining(change.training)) return outcome(*flaw);
  const auto keys = ownKeys(value);
  const auto has = [&](const char* key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
  if (has("data") || has("seed"))
    if (auto status = session_.setData(change.data, change.seed); !status) return outcome(status.failure());
  return outcome(session_.setTraining(change.training));
}

val SessionHandle::reshape(const val& value) {
  Config config;
  if (auto flaw = readConfig(value, config)) return outcome(*flaw);
  auto next = session_.reshaped(std::move(config));
  if (!next) return outcome(next.failure());
  session_ = std::move(next.value());
  return outcome(val::undefined());
}

val SessionHandle::compileStep(const val& add) {
  const TrainingConfig& training = session_.config().training;
  const Bytes module = backprop::compileStep(session_.trainer(), training);
  const val index = module.empty() ? val(0.0) : add(typedArray<std::uint8_t>(module));
  const auto place = static_cast<std::uintptr_t>(index.as<double>());
  if (place != 0) session_.trainer().setStep(reinterpret_cast<Trainer::Step>(place), training.batchSize);
  return index;
}

val SessionHandle::train(const val& value) {
  TrainRequest request;
  if (auto flaw = Reader::read(value, "train", request)) return outcome(*flaw);
  if (request.steps.has_value() == request.epochs.has_value()) return outcome(noLength(request));
  if (request.steps)
    session_.trainSteps(*request.steps);
  else
    session_.trainEpochs(*request.epochs);
  return outcome(metrics());
}

val SessionHandle::metrics() {
  const Metrics metrics = session_.metrics();
  val object = Writer::write(metrics);
  const auto& divergence = metrics.divergence;
  put(object, "status", val(divergence ? "diverged" : "ready"));
  put(object, "divergence", divergence ? writeDivergence(*divergence, session_.network().layers().size()) : val::null());
  return object;
}

val SessionHandle::evaluate(const val& value) {
  EvaluateRequest request;
  if (auto flaw = Reader::read(value, "evaluate", request)) return outcome(*flaw);
  return outcome(session_.evaluate(request.set == ExampleSet::test));
}

val SessionHandle::layerStatistics() { return Writer::write(session_.layerStatistics()); }

val SessionHandle::parameters() const { return typedArray(session_.parameters()); }

val SessionHandle::setParameters(const val& value) {
  std::vector<float> parameters;
  if (auto flaw = Reader::read(value, "parameters", parameters, {})) return outcome(*flaw);
  return outcome(session_.setParameters(parameters));
}

Flaw SessionHandle::readPoints(const val& value, bool allUnits, std::vector<float>& inputs) const {
  if (auto flaw = Reader::read(value, "inputs", inputs, {})) return flaw;
  const double points = static_cast<double>(inputs.size() / session_.data().dimensions);
  return checkSize("inputs", session_.network(), allUnits, points);
}

val SessionHandle::predict(const val& value) {
  std::vector<float> inputs;
  if (auto flaw = readPoints(value, false, inputs)) return outcome(*flaw);
  return outcome(session_.predict(inputs));
}

val SessionHandle::predictUnits(const val& value) {
  std::vector<float> inputs;
  if (auto flaw = readPoints(value, true, inputs)) return outcome(*flaw);
  return outcome(session_.predictUnits(inputs));
}

val SessionHandle::predictGrid(const val& value) {
  GridRequest request;
  if (auto flaw = Reader::read(value, "grid", request)) return outcome(*flaw);
  request.grid.allUnits = request.units == GridUnits::all;
  const Grid& grid = request.grid;
  if (auto flaw = checkSize("grid", session_.network(), grid.allUnits, static_cast<double>(grid.columns) * grid.rows))
    return outcome(*flaw);
  return outcome(session_.predictGrid(grid));
}

val SessionHandle::batch() { return typedArray<std::uint32_t>(session_.batch()); }

val SessionHandle::trace(const val& value) const {
  TraceRequest request{examples(), {}};
  if (auto flaw = Reader::read(value, "trace", request)) return outcome(*flaw);
  return outcome(session_.trace(request.of), "trace");
}

val SessionHandle::update(const val& value) const {
  UpdateRequest request{examples(), {}, {}};
  if (auto flaw = Reader::read(value, "update", request)) return outcome(*flaw);
  return outcome(session_.update(request.of, request.start), "update");
}

val SessionHandle::gradient() const { return Writer::write(session_.gradient()); }

val SessionHandle::checkGradients(const val& value) const {
  CheckRequest request{examples(), {}};
  if (auto flaw = Reader::read(value, "check", request)) return outcome(*flaw);
  return outcome(session_.checkGradients(request.epsilon, request.of), "check");
}

val SessionHandle::epsilonSweep(const val& value) const {
  TraceRequest request{examples(), {}};
  if (auto flaw = Reader::read(value, "sweep", request)) return outcome(*flaw);
  return outcome(session_.epsilonSweep(request.of), "sweep");
}

val SessionHandle::gradientFlow() const {
  val object = val::object();
  put(object, "layers", Writer::write(session_.gradientFlow()));
  return object;
}

val SessionHandle::data() const {
  const Dataset& data = session_.data();
  std::vector<std::uint8_t> isTrain(data.examples(), 0);
  for (std::uint32_t row : data.train) isTrain[row] = 1;
  val object = val::object();
  put(object, "dimensions", Writer::write(data.dimensions));
  put(object, "outputs", Writer::write(data.outputs));
  put(object, "classes", Writer::write(session_.config().data.numberOfClasses()));
  put(object, "inputs", narrowed<float>(data.inputs));
  put(object, "targets", narrowed<float>(data.targets));
  put(object, "labels", typedArray<std::int32_t>(data.labels));
  put(object, "isTrain", typedArray<std::uint8_t>(isTrain));
  put(object, "coding", data.labels.empty() ? val::null() : Writer::write(classCoding(session_.config().outputActivation())));
  return object;
}

val SessionHandle::network() const {
  val layers = val::array(), offsets = val::array();
  for (const Layer& layer : session_.network().layers()) {
    val shape = val::object(), offset = val::object();
    put(shape, "units", Writer::write(layer.units));
    put(shape, "activation", Writer::write(layer.activation));
    put(offset, "weights", Writer::write(layer.weights));
    put(offset, "biases", Writer::write(layer.biases));
    layers.call<void>("push", shape);
    offsets.call<void>("push", offset);
  }
  val object = val::object();
  put(object, "inputs", inputNames(session_.config(), session_.network().inputs()));
  put(object, "layers", layers);
  put(object, "parameterOffsets", offsets);
  return object;
}

val SessionHandle::checkpoint() const { return Writer::write(session_.checkpoint()); }

val SessionHandle::restore(const val& value) {
  Checkpoint checkpoint;
  if (auto flaw = Reader::read(value, "checkpoint", checkpoint)) return outcome(*flaw);
  return outcome(session_.restore(checkpoint));
}

val SessionHandle::recover() { return outcome(session_.recover()); }

}  // namespace backprop
