// What a session tells of one step, and that looking changes nothing.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cmath>
#include <limits>

#include "backprop/session.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

/// A step of the float trainer against one in double precision.
constexpr tests::Tolerance inFloat{1e-5, 1e-6};
/// The change alone is small beside the parameter it is rounded with.
constexpr tests::Tolerance changeInFloat{1e-3, 3e-7};

Config deepConfig() {
  Config config;
  config.data.noise = 0.2;
  config.layers = {{5, Activation::tanh}, {3, Activation::sigmoid}};
  return config;
}

template <class Looked>
std::string messageOf(const Result<Looked>& result) {
  return result ? "" : result.failure().message();
}

}  // namespace

TEST_CASE("A trace of several examples is the mean of their traces", "[microscope][trace]") {
  const Session session = tests::sessionOf(deepConfig());
  const std::vector<std::uint32_t> rows{7, 300, 12, 7};
  const auto mean = session.trace(tests::examplesOfData(rows));
  REQUIRE(mean);
  Trace<double> sum = session.trace(tests::exampleOfData(rows[0])).value();
  for (std::size_t e = 1; e < rows.size(); ++e) {
    const auto one = session.trace(tests::exampleOfData(rows[e])).value();
    sum.loss += one.loss;
    for (std::size_t l = 0; l < 3; ++l) {
      for (std::size_t j = 0; j < one.layers[l].net.size(); ++j) {
        sum.layers[l].net[j] += one.layers[l].net[j];
        sum.layers[l].output[j] += one.layers[l].output[j];
        sum.layers[l].errorSignal[j] += one.layers[l].errorSignal[j];
        sum.layers[l].slope[j] += one.layers[l].slope[j];
        sum.layers[l].delta[j] += one.layers[l].delta[j];
        sum.layers[l].biasGradient[j] += one.layers[l].biasGradient[j];
      }
      for (std::size_t w = 0; w < one.layers[l].weightGradient.size(); ++w)
        sum.layers[l].weightGradient[w] += one.layers[l].weightGradient[w];
    }
  }
  const auto same = [](const std::vector<double>& found, const std::vector<double>& four) {
    REQUIRE(found.size() == four.size());
    for (std::size_t i = 0; i < four.size(); ++i) CHECK_THAT(found[i], near(four[i] / 4, tests::sameInDouble));
  };
  CHECK_THAT(mean.value().loss, near(sum.loss / 4, tests::sameInDouble));
  for (std::size_t l = 0; l < 3; ++l) {
    const auto &found = mean.value().layers[l], &four = sum.layers[l];
    same(found.net, four.net);
    same(found.output, four.output);
    same(found.errorSignal, four.errorSignal);
    same(found.slope, four.slope);
    same(found.delta, four.delta);
    same(found.weightGradient, four.weightGradient);
    same(found.biasGradient, four.biasGradient);
  }
}

TEST_CASE("An update tells what the next step of the trainer does, for every optimizer, penalty and clipping",
          "[microscope][update]") {
  Config config = deepConfig();
  config.training.optimizer.name = GENERATE(from_range(tests::all<Optimizer>()));
  config.training.regularization = {GENERATE(from_range(tests::all<Regularization>())), 0.01};
  config.training.clipping = {GENERATE(from_range(tests::all<Clipping>())), 0.02};
  config.training.schedule = {GENERATE(Schedule::constant, Schedule::exponential), {}, {}, {}};
  config.training.frozen = {1, 20};
  CAPTURE(nameOf(config.training.optimizer.name), nameOf(config.training.regularization.name),
          nameOf(config.training.clipping.name));
  Session session = tests::sessionOf(config);
  session.trainSteps(GENERATE(0u, 27u));
  const auto rows = session.batch();
  CHECK(rows.size() == (session.checkpoint().position == 0 || session.checkpoint().position < 245 ? 10u : 5u));
  const auto told = session.update(tests::examplesOfData(rows));
  REQUIRE(told);
  const WeightUpdate& update = told.value();
  CHECK(update.learningRate == session.learningRate());
  CHECK((update.clipFactor < 1) == (config.training.clipping.name == Clipping::norm));

  const auto before = tests::toDouble(session.parameters());
  session.trainSteps(1);
  const auto after = tests::toDouble(session.parameters());
  const auto state = tests::toDouble(session.checkpoint().optimizerState);
  REQUIRE(update.optimizerState.size() == state.size());
  for (std::size_t s = 0; s < state.size(); ++s) CHECK_THAT(update.optimizerState[s], near(state[s], inFloat));
  for (std::size_t p = 0; p < after.size(); ++p) {
    CHECK_THAT(update.parameters[p], near(after[p], inFloat));
    CHECK_THAT(update.change[p], near(after[p] - before[p], changeInFloat));
    CHECK_THAT(update.change[p], near(update.parameters[p] - before[p], tests::sameInDouble));
  }
  CHECK(update.change[1] == 0);
}

TEST_CASE("An update names what the optimizer remembers", "[microscope][update]") {
  const auto namesOf = [](Optimizer optimizer) {
    Config config = deepConfig();
    config.training.optimizer.name = optimizer;
    Session session = tests::sessionOf(config);
    session.trainSteps(3);
    const auto state = session.checkpoint().optimizerState;
    const auto told = session.update(tests::exampleOfData(0)).value();
    std::vector<std::string> found;
    for (std::size_t t = 0; t < told.terms.size(); ++t) {
      const auto& term = told.terms[t];
      found.emplace_back(term.name);
      const std::size_t count = session.network().parameterCount();
      REQUIRE(term.before.size() == count);
      REQUIRE(term.after.size() == count);
      for (std::size_t p = 0; p < count; ++p) {
        CHECK(term.before[p] == static_cast<double>(state[t * count + p]));
        CHECK(term.after[p] == told.optimizerState[t * count + p]);
      }
    }
    CHECK(told.optimizerState.size() == state.size());
    if (!state.empty()) CHECK(told.optimizerState.back() == 4);
    return found;
  };
  using Names = std::vector<std::string>;
  CHECK(namesOf(Optimizer::sgd) == Names{});
  CHECK(namesOf(Optimizer::momentum) == Names{"velocity"});
  CHECK(namesOf(Optimizer::nesterov) == Names{"velocity"});
  CHECK(namesOf(Optimizer::adagrad) == Names{"squares"});
  CHECK(namesOf(Optimizer::rmsprop) == Names{"squares"});
  CHECK(namesOf(Optimizer::adam) == Names{"mean", "squares"});
  CHECK(namesOf(Optimizer::adamw) == Names{"mean", "squares"});
}

TEST_CASE("Only weights have a penalty, and clipping leaves it alone", "[microscope][update]") {
  Config config = deepConfig();
  config.training.regularization = {Regularization::l2, 0.5};
  config.training.clipping = {Clipping::norm, 0.001};
  const Session session = tests::sessionOf(config);
  const auto told = session.update(tests::exampleOfData(4)).value();
  double length = 0;
  for (std::size_t p = 0; p < told.gradient.size(); ++p) {
    length += told.gradient[p] * told.gradient[p];
    const double w = static_cast<double>(session.parameters()[p]);
    CHECK(told.penaltyGradient[p] == (session.network().isWeight(p) ? 0.5 * w : 0.0));
    CHECK_THAT(told.change[p], near(-told.learningRate * (told.gradient[p] + told.penaltyGradient[p]), tests::sameInDouble));
  }
  CHECK_THAT(std::sqrt(length), near(0.001, {1e-4, 0}));
}

TEST_CASE("An update by L1 stops a weight at zero, and clipping divides by the length and a millionth as PyTorch does",
          "[microscope][update]") {
  Config config = tests::configOf(1, {0, 0}, {0.03, 0.03}, {}, Activation::linear);
  config.training.optimizer.learningRate = 0.5;
  config.training.regularization = {Regularization::l1, 0.5};
  config.training.clipping = {Clipping::norm, 0.00001};
  Session session = tests::sessionOf(config);
  REQUIRE(session.setParameters(std::vector<float>{-0.125f, 0}));
  const auto told = session.update(tests::exampleOfData(0)).value();
  CHECK(told.parameters[0] == 0);
  CHECK_THAT(told.clipFactor, near(0.00001 / (0.03 + 1e-6), tests::sameInDouble));
  config.training.clipping.limit = 1;
  CHECK(tests::sessionOf(config).update(tests::exampleOfData(0)).value().clipFactor == 1);
}

TEST_CASE("The slope of a softmax unit is that of its own output by its own net input", "[microscope][trace]") {
  Config config;
  config.data.generator = Generator::blobs;
  const Session session = tests::sessionOf(config);
  const auto last = session.trace(tests::exampleOfData(0)).value().layers.back();
  for (std::size_t j = 0; j < 3; ++j)
    CHECK_THAT(last.slope[j], near(last.output[j] * (1 - last.output[j]), tests::sameInDouble));
}

TEST_CASE("A specimen brings its own fault, and else has that of the training", "[microscope][trace]") {
  Config config = deepConfig();
  const Session sound = tests::sessionOf(config);
  config.training.fault = Fault::deltaSign;
  const Session broken = tests::sessionOf(config);
  const auto deltaIn = [](const Session& session, std::optional<Fault> fault) {
    Specimen of = tests::exampleOfData(3);
    of.fault = fault;
    return session.trace(of).value().layers.back().delta[0];
  };
  const double right = deltaIn(sound, std::nullopt);
  CHECK(right != 0);
  CHECK(deltaIn(sound, Fault::deltaSign) == -right);
  CHECK(deltaIn(broken, std::nullopt) == -right);
  CHECK(deltaIn(broken, Fault::none) == right);
}

TEST_CASE("Looking changes nothing", "[microscope][session]") {
  Config config = deepConfig();
  config.training.optimizer.name = Optimizer::adam;
  Session session = tests::sessionOf(config), twin = tests::sessionOf(config);
  session.trainSteps(25);  // the end of an epoch, where the next order is drawn
  twin.trainSteps(25);
  Specimen other = tests::examplesOfData(session.batch());
  other.parameters.emplace(session.network().parameterCount(), 0.25);
  other.fault = Fault::deltaSign;
  StepStart start;
  start.optimizerState.emplace(session.checkpoint().optimizerState.size(), 1);
  start.step = 9;
  REQUIRE(session.trace(other));
  REQUIRE(session.update(other, start));
  REQUIRE(session.checkGradients(1e-4, other));
  REQUIRE(session.epsilonSweep(other));
  REQUIRE(session.gradientFlow().size() == 3);
  session.trainSteps(40);
  twin.trainSteps(40);
  CHECK(tests::toDouble(session.parameters()) == tests::toDouble(twin.parameters()));
  CHECK(session.checkpoint().optimizerState == twin.checkpoint().optimizerState);
}

TEST_CASE("A specimen brings its own parameters, and the update its own state and step", "[microscope][update]") {
  Config config = deepConfig();
  config.training.optimizer.name = Optimizer::momentum;
  config.training.schedule = {Schedule::step, 10, 0.5, {}};
  const Session session = tests::sessionOf(config);
  const std::size_t count = session.network().parameterCount();
  Specimen of = tests::exampleOfData(3);
  of.parameters = tests::randomParameters(session.network(), 8);
  StepStart start;
  start.optimizerState.emplace(count + 1, 0.125);
  start.optimizerState->back() = 6;
  start.step = 20;
  const auto told = session.update(of, start).value();
  CHECK(told.learningRate == 0.03 * 0.25);
  CHECK(told.optimizerState.back() == 7);
  const auto gradient = gradientOf(session.trace(of).value());
  for (std::size_t p = 0; p < count; ++p) {
    CHECK(told.gradient[p] == gradient[p]);
    const double velocity = 0.9 * 0.125 + gradient[p];
    CHECK_THAT(told.terms[0].after[p], near(velocity, tests::sameInDouble));
    CHECK_THAT(told.parameters[p], near((*of.parameters)[p] - 0.0075 * velocity, tests::sameInDouble));
  }
}

TEST_CASE("A specimen that can't be looked at is refused with a sentence", "[microscope][session]") {
  Config config = deepConfig();
  config.training.optimizer.name = Optimizer::momentum;
  const Session session = tests::sessionOf(config);
  const std::size_t count = session.network().parameterCount();
  const auto refusal = [&](auto change) {
    Specimen of = tests::exampleOfData(0);
    change(of);
    const auto message = messageOf(session.trace(of));
    CHECK(messageOf(session.update(of)) == message);
    return message;
  };
  const std::string choice = " is not exactly one of example, examples, or input and target";
  CHECK(refusal([](Specimen& of) { of.example.reset(); }) == "examples: nothing" + choice);
  CHECK(refusal([](Specimen& of) { of.input = {1, 2}; }) == "examples: more than one" + choice);
  CHECK(refusal([](Specimen& of) { of.examples = {1, 2}; }) == "examples: more than one" + choice);
  CHECK(refusal([](Specimen& of) { of.example = 500; }) == "example: 500 is not in 0…499");
  CHECK(refusal([](Specimen& of) { of = tests::examplesOfData({}); }) == "examples: 0 rows is not in 1…10000");
  CHECK(refusal([](Specimen& of) { of = tests::examplesOfData({1, 500}); }) == "examples[1]: 500 is not in 0…499");
  CHECK(refusal([](Specimen& of) { of = tests::examplesOfData(std::vector<std::uint32_t>(10001)); }) ==
        "examples: 10001 rows is not in 1…10000");
  const std::vector<double> one{1}, two{1, 2}, infinite{1, std::numeric_limits<double>::infinity()};
  CHECK(refusal([&](Specimen& of) { of = tests::exampleGiven(one, one); }) == "input: has length 1, needs 2");
  CHECK(refusal([&](Specimen& of) { of.example.reset(), of.target = one; }) == "input: has length 0, needs 2");
  CHECK(refusal([&](Specimen& of) { of.target = one; }) == "examples: more than one" + choice);
  CHECK(refusal([&](Specimen& of) { of = tests::exampleGiven(two, two); }) == "target: has length 2, needs 1");
  CHECK(refusal([&](Specimen& of) { of = tests::exampleGiven(infinite, one); }) == "input[1]: Infinity is not a finite number");
  CHECK(refusal([&](Specimen& of) { of.parameters = two; }) == "parameters: has length 2, needs " + std::to_string(count));
  CHECK(refusal([&](Specimen& of) { of.parameters.emplace(count, std::nan("")); }) ==
        "parameters[0]: NaN is not a finite number");

  StepStart start;
  const auto refusalOfState = [&] { return messageOf(session.update(tests::exampleOfData(0), start)); };
  start.optimizerState.emplace(count, 0.0);
  CHECK(refusalOfState() == "optimizerState: has length 37, needs " + std::to_string(count + 1));
  start.optimizerState.emplace(count + 1, -1);
  CHECK(refusalOfState() == "optimizerState[37]: -1 is not in 0…1000000000000000");
  start.optimizerState.emplace(count + 1, std::nan(""));
  CHECK(refusalOfState() == "optimizerState[0]: NaN is not a finite number");
  CHECK(messageOf(session.checkGradients(1e-5, tests::examplesOfData({900}))) == "examples[0]: 900 is not in 0…499");
  CHECK(messageOf(session.epsilonSweep(tests::examplesOfData({900}))) == "examples[0]: 900 is not in 0…499");
}

TEST_CASE("An example of one's own must pass what the data must pass", "[microscope][session]") {
  Config config;
  config.features = {Feature::x1, Feature::formula};
  config.featureFormula = "sqrt(x1 + 6)";
  config.loss = Loss::binaryCrossEntropy;
  const Session session = tests::sessionOf(config);
  const std::vector<double> outside{-7, 0}, inside{1, 2}, half{0.5}, five{5};
  CHECK(messageOf(session.trace(tests::exampleGiven(outside, half))) ==
        "featureFormula: NaN at x1 = -7, x2 = 0 is not a finite number");
  CHECK(messageOf(session.trace(tests::exampleGiven(inside, five))) == "target[0]: 5 is not in 0…1");
  CHECK(session.trace(tests::exampleGiven(inside, half)));
}
