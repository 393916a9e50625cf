#include "backprop/config.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include "support/networks.h"

using namespace backprop;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Mistake {
  std::string sentence;
  Error code;
  std::function<void(Config&)> make;
};

Config ownData() { return tests::configOf(2, {1, 2, 3, 4, 5, 6}, {1, 2, 3}, {{3, Activation::tanh}}, Activation::tanh); }

void withLabels(Config& config, std::vector<std::int32_t> labels) {
  config.data.own->targets.clear();
  config.data.own->labels = std::move(labels);
}

void checkRefused(Config config, const Mistake& mistake) {
  mistake.make(config);
  const auto failure = validate(config);
  REQUIRE(failure);
  CHECK(failure->message() == mistake.sentence);
  CHECK(failure->code == mistake.code);
  const auto session = Session::create(config);
  REQUIRE_FALSE(session);
  CHECK(session.failure().message() == mistake.sentence);
}

}  // namespace

TEST_CASE("The default config is valid and is the one of the documentation", "[config]") {
  const Config config;
  CHECK_FALSE(validate(config));
  CHECK(config.data.generator == Generator::circle);
  CHECK(config.data.examples == 500);
  CHECK(config.data.trainShare() == 0.5);
  CHECK(config.layers.size() == 2);
  CHECK(config.outputActivation() == Activation::tanh);
  CHECK(config.training.optimizer.learningRate == 0.03);
  CHECK(config.training.batchSize == 10);
  CHECK(config.training.shuffle);
}

TEST_CASE("The output activation follows the data unless it is given", "[config]") {
  Config config;
  config.data.generator = Generator::plane;
  CHECK(config.outputActivation() == Activation::linear);
  config.output = Activation::tanh;
  CHECK(config.outputActivation() == Activation::tanh);
}

TEST_CASE("A wrong setting is refused with its path, its value and what is allowed", "[config][error]") {
  const auto mistake = GENERATE(values<Mistake>({
      {"version: 2 is not in 1…1", Error::outOfRange, [](Config& c) { c.version = 2; }},
      {"data.examples: 1 is not in 2…10000", Error::outOfRange, [](Config& c) { c.data.examples = 1; }},
      {"data.noise: 0.6 is not in 0…0.5", Error::outOfRange, [](Config& c) { c.data.noise = 0.6; }},
      {"data.noise: -0.1 is not in 0…0.5", Error::outOfRange, [](Config& c) { c.data.noise = -0.1; }},
      {"data.trainFraction: 0 is not in 0.1…1", Error::outOfRange, [](Config& c) { c.data.trainFraction = 0; }},
      {"layers[1].units: 0 is not in 1…256", Error::outOfRange, [](Config& c) { c.layers[1].units = 0; }},
      {"layers[0].units: 257 is not in 1…256", Error::outOfRange, [](Config& c) { c.layers[0].units = 257; }},
      {"layers: 17 layers is not in 0…16", Error::outOfRange, [](Config& c) { c.layers.resize(17); }},
      {"data.classCount: 6 is not in 2…5", Error::outOfRange,
       [](Config& c) { c.data.generator = Generator::blobs, c.data.classCount = 6; }},
      {"data.classCount: 3 does not go with data.generator: circle, only with rings, blobs and pinwheel", Error::contradiction,
       [](Config& c) { c.data.classCount = 3; }},
      {"features: 0 features is not in 1…14", Error::outOfRange, [](Config& c) { c.features.clear(); }},
      {"data.shift: 3.5 is not in -3…3", Error::outOfRange, [](Config& c) { c.data.shift = 3.5; }},
      {"data.imbalance: 1 is not in 0…0.99", Error::outOfRange, [](Config& c) { c.data.imbalance = 1; }},
      {"data.labelNoise: 0.6 is not in 0…0.5", Error::outOfRange, [](Config& c) { c.data.labelNoise = 0.6; }},
      {"data.imbalance: 0.5 does not go with data.generator: plane, whose answers are numbers, not classes: leave it at 0",
       Error::contradiction, [](Config& c) { c.data.generator = Generator::plane, c.data.imbalance = 0.5; }},
      {"data.labelNoise: 0.1 does not go with data.generator: formula, whose answers are numbers, not classes: leave it at 0",
       Error::contradiction,
       [](Config& c) { c.data.generator = Generator::formula, c.data.formula = "x1", c.data.labelNoise = 0.1; }},
      {"data.labelNoise: 0.1 does not go with data.targets, whose answers are numbers, not classes: leave it at 0",
       Error::contradiction, [](Config& c) { c.data = ownData().data, c.data.labelNoise = 0.1; }},
      {"data.formula: \"x1 > 0\" does not go with data.generator: circle, only with formula", Error::contradiction,
       [](Config& c) { c.data.formula = "x1 > 0"; }},
      {"data.formula: \"x1 >\" ends where a value is expected, at character 5", Error::notAFormula,
       [](Config& c) { c.data.generator = Generator::formula, c.data.formula = "x1 >"; }},
      {"featureFormula: \"sin\" ends where \"(\" is expected, at character 4", Error::notAFormula,
       [](Config& c) { c.featureFormula = "sin"; }},
      {"features[2]: x1 does not go with features[0], which is the same: name it once", Error::contradiction,
       [](Config& c) { c.features = {Feature::x1, Feature::x2, Feature::x1}; }},
      {"features[1]: x2 does not go with features[0], which is the same: name it once", Error::contradiction,
       [](Config& c) { c.features = {Feature::x2, Feature::x2}; }},
      {"optimizer.learningRate: 0 is not in 0.000001…100", Error::outOfRange,
       [](Config& c) { c.training.optimizer.learningRate = 0; }},
      {"optimizer.learningRate: NaN is not a finite number", Error::notFinite,
       [](Config& c) { c.training.optimizer.learningRate = std::nan(""); }},
      {"regularization.rate: 11 is not in 0…10", Error::outOfRange, [](Config& c) { c.training.regularization.rate = 11; }},
      {"batchSize: 0 is not in 1…1000", Error::outOfRange, [](Config& c) { c.training.batchSize = 0; }},
  }));
  checkRefused(Config(), mistake);
}

TEST_CASE("Own data that does not fit together is refused", "[config][error]") {
  const auto mistake = GENERATE(values<Mistake>({
      {"data.inputs[1][0]: Infinity is not a finite number", Error::notFinite,
       [](Config& c) { c.data.own->inputs[2] = infinity; }},
      {"data.targets[2][0]: NaN is not a finite number", Error::notFinite,
       [](Config& c) { c.data.own->targets[2] = std::nan(""); }},
      {"data.targets: has length 4, needs 3", Error::wrongLength, [](Config& c) { c.data.own->targets.push_back(4); }},
      {"data.labels: has length 2, needs 3", Error::wrongLength, [](Config& c) { withLabels(c, {0, 1}); }},
      {"data.labels[1]: 10 is not in 0…9", Error::outOfRange, [](Config& c) { withLabels(c, {0, 10, 1}); }},
      {"data.labels[2]: 2 is not in 0…1", Error::outOfRange,
       [](Config& c) {
         withLabels(c, {0, 1, 2});
         c.data.own->classes = {"a", "b"};
       }},
      {"data.classes: 1 classes is not in 2…10", Error::outOfRange,
       [](Config& c) {
         withLabels(c, {0, 0, 0});
         c.data.own->classes = {"a"};
       }},
      {"data.inputs[0]: 65 columns is not in 1…64", Error::outOfRange,
       [](Config& c) {
         c.data.own->dimensions = 65;
         c.data.own->inputs.resize(65 * 3);
       }},
      {"data.targets[0]: 11 numbers is not in 1…10", Error::outOfRange, [](Config& c) { c.data.own->targets.resize(33); }},
      {"data.names: has length 1, needs 2", Error::wrongLength, [](Config& c) { c.data.own->names = {"width"}; }},
      {"data.inputs: 1 rows is not in 2…10000", Error::outOfRange, [](Config& c) { c.data.own->inputs.resize(2); }},
      {"data.labels: a list does not go with data.targets: give one of them", Error::contradiction,
       [](Config& c) { c.data.own->labels = {0, 1, 0}; }},
      {"data.classes: a list does not go with data.targets: give one of them", Error::contradiction,
       [](Config& c) { c.data.own->classes = {"a", "b"}; }},
  }));
  checkRefused(ownData(), mistake);
}

TEST_CASE("Output, loss and data that contradict each other are refused, and the sentence says what goes together",
          "[config][error]") {
  const auto mistake = GENERATE(values<Mistake>({
      {"layers[1].activation: softmax does not go with a hidden layer, only with the output", Error::contradiction,
       [](Config& c) { c.layers[1].activation = Activation::softmax; }},
      {"loss: huber does not go with a softmax output, only softmaxCrossEntropy does", Error::contradiction,
       [](Config& c) { c.output = Activation::softmax, c.loss = Loss::huber; }},
      {"output.activation: tanh does not go with softmaxCrossEntropy, only softmax does", Error::contradiction,
       [](Config& c) { c.output = Activation::tanh, c.loss = Loss::softmaxCrossEntropy; }},
      {"output.activation: tanh does not go with binaryCrossEntropy, only sigmoid does", Error::contradiction,
       [](Config& c) { c.output = Activation::tanh, c.loss = Loss::binaryCrossEntropy; }},
      {"loss: binaryCrossEntropy does not go with data.generator: plane, whose answers are numbers, not classes: take "
       "halfSquaredError or huber",
       Error::contradiction, [](Config& c) { c.data.generator = Generator::plane, c.loss = Loss::binaryCrossEntropy; }},
      {"loss: softmaxCrossEntropy does not go with data.generator: plane, whose answers are numbers, not classes: take "
       "halfSquaredError or huber",
       Error::contradiction, [](Config& c) { c.data.generator = Generator::plane, c.output = Activation::softmax; }},
      {"output.activation: softmax does not go with a single output, which would always be 1: take sigmoid",
       Error::contradiction, [](Config& c) { c.data = ownData().data, c.output = Activation::softmax; }},
      {"data.targets[1][0]: 2 is not in 0…1", Error::outOfRange,
       [](Config& c) { c.data = ownData().data, c.loss = Loss::binaryCrossEntropy; }},
      {"data.targets[0]: a sum of 0.75 does not go with softmaxCrossEntropy, which needs probabilities that add up to 1",
       Error::contradiction,
       [](Config& c) {
         c.data = ownData().data;
         c.data.own->targets = {0.25, 0.5, 0, 1, 1, 0};
         c.loss = Loss::softmaxCrossEntropy;
       }},
  }));
  checkRefused(Config(), mistake);
}

TEST_CASE("Settings of training that are out of range or belong to something else are refused", "[config][error]") {
  const auto mistake = GENERATE(values<Mistake>({
      {"optimizer.momentum: 0.9 does not go with optimizer.name: adam, only with momentum and nesterov", Error::contradiction,
       [](Config& c) { c.training.optimizer.name = Optimizer::adam, c.training.optimizer.momentum = 0.9; }},
      {"optimizer.beta1: 0.9 does not go with optimizer.name: sgd, only with adam and adamw", Error::contradiction,
       [](Config& c) { c.training.optimizer.beta1 = 0.9; }},
      {"optimizer.weightDecay: 0.1 does not go with optimizer.name: adam, only with adamw", Error::contradiction,
       [](Config& c) { c.training.optimizer.name = Optimizer::adam, c.training.optimizer.weightDecay = 0.1; }},
      {"optimizer.momentum: 1 is not in 0…0.9999", Error::outOfRange,
       [](Config& c) { c.training.optimizer.name = Optimizer::nesterov, c.training.optimizer.momentum = 1; }},
      {"optimizer.alpha: -1 is not in 0…0.9999", Error::outOfRange,
       [](Config& c) { c.training.optimizer.name = Optimizer::rmsprop, c.training.optimizer.alpha = -1; }},
      {"optimizer.beta2: 1 is not in 0…0.9999", Error::outOfRange,
       [](Config& c) { c.training.optimizer.name = Optimizer::adamw, c.training.optimizer.beta2 = 1; }},
      {"optimizer.eps: 0 is not in 1e-12…1", Error::outOfRange,
       [](Config& c) { c.training.optimizer.name = Optimizer::adagrad, c.training.optimizer.eps = 0; }},
      {"schedule.gamma: 0.5 does not go with schedule.name: cosine, only with step and exponential", Error::contradiction,
       [](Config& c) { c.training.schedule.name = Schedule::cosine, c.training.schedule.gamma = 0.5; }},
      {"schedule.stepSize: 1.5 is not a whole number in 1…1000000000", Error::notWhole,
       [](Config& c) { c.training.schedule.name = Schedule::step, c.training.schedule.stepSize = 1.5; }},
      {"schedule.totalSteps: 0 is not in 1…1000000000", Error::outOfRange,
       [](Config& c) { c.training.schedule.name = Schedule::warmUp, c.training.schedule.totalSteps = 0; }},
      {"clipping.limit: 0 is not in 0.000001…1000000", Error::outOfRange, [](Config& c) { c.training.clipping.limit = 0; }},
      {"dropout: 1 is not in 0…0.9", Error::outOfRange, [](Config& c) { c.training.dropout = 1; }},
  }));
  checkRefused(Config(), mistake);
}

TEST_CASE("A parameter that is not there cannot be frozen", "[config][error][session]") {
  Config config;
  config.training.frozen = {0, 25};
  const auto session = Session::create(config);
  REQUIRE_FALSE(session);
  CHECK(session.failure().message() == "frozen[1]: 25 is not in 0…24");
  Session running = tests::sessionOf(Config());
  CHECK_FALSE(running.setTraining(config.training));
  CHECK(running.config().training.frozen.empty());
}

TEST_CASE("Loss and output activation complete each other", "[config]") {
  Config config;
  CHECK(config.lossFunction() == Loss::halfSquaredError);
  config.loss = Loss::binaryCrossEntropy;
  CHECK(config.outputActivation() == Activation::sigmoid);
  config.loss = Loss::softmaxCrossEntropy;
  CHECK(config.outputActivation() == Activation::softmax);
  CHECK(config.outputUnits() == 2);
  config.loss.reset();
  config.output = Activation::softmax;
  CHECK(config.lossFunction() == Loss::softmaxCrossEntropy);
}

TEST_CASE("Three or more classes get an output each, softmax and its cross-entropy", "[config]") {
  Config config = ownData();
  config.output.reset();
  withLabels(config, {0, 2, 1});
  CHECK(config.data.numberOfClasses() == 3);
  CHECK(config.outputUnits() == 3);
  CHECK(config.outputActivation() == Activation::softmax);
  CHECK(config.lossFunction() == Loss::softmaxCrossEntropy);
  config.output = Activation::tanh;
  CHECK(config.lossFunction() == Loss::halfSquaredError);
  CHECK_FALSE(validate(config));
}

TEST_CASE("Data without any answers is refused", "[config][error]") {
  Config config = ownData();
  config.data.own->targets.clear();
  const auto failure = validate(config);
  REQUIRE(failure);
  CHECK(failure->code == Error::wrongType);
}

TEST_CASE("A change that the running network cannot take over is refused and changes nothing", "[config][session]") {
  Session session = tests::sessionOf(Config());
  TrainingConfig training;
  training.batchSize = 5000;
  CHECK_FALSE(session.setTraining(training));
  CHECK(session.config().training.batchSize == 10);

  DataConfig regression;
  regression.generator = Generator::plane;
  const auto refused = session.setData(regression, 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.failure().code == Error::needsNewSession);
  CHECK(session.config().data.generator == Generator::circle);
}

TEST_CASE("A stranger's text of forty bytes is printed whole, a longer one is cut between characters, and all in one line",
          "[error]") {
  CHECK(quoted(std::string(40, 'a')) == std::string(40, 'a'));
  CHECK(quoted(std::string(41, 'a')) == std::string(40, 'a') + "…");
  CHECK(quoted(std::string(39, 'a') + "éé") == std::string(39, 'a') + "…");
  CHECK(quoted({'a', '\0', 'b', '\n', 'c'}) == "a b c");
}

TEST_CASE("Numbers are printed short", "[error]") {
  const auto [number, text] = GENERATE(table<double, std::string>({{0, "0"},
                                                                   {0.03, "0.03"},
                                                                   {256, "256"},
                                                                   {-1.5, "-1.5"},
                                                                   {1.0 / 3, "0.333333"},
                                                                   {0.000001, "0.000001"},
                                                                   {1e-12, "1e-12"},
                                                                   {2.5e-9, "2.5e-9"},
                                                                   {123456.7, "123457"},
                                                                   {0.9999999, "1"},
                                                                   {4294967295, "4294967295"},
                                                                   {infinity, "Infinity"},
                                                                   {-infinity, "-Infinity"}}));
  CHECK(formatNumber(number) == text);
  CHECK(formatNumber(1234567890123456.5) == "1.23457e15");
}

TEST_CASE("A number that just misses what is allowed is printed with enough digits to see it", "[error]") {
  CHECK(limits::dropout.check("dropout", 0.9000001)->message() == "dropout: 0.9000001 is not in 0…0.9");
  CHECK(limits::batchSize.check("batchSize", 10.0000001)->message() == "batchSize: 10.0000001 is not a whole number in 1…1000");
  CHECK(limits::shift.check("shift", -3.00000001)->message() == "shift: -3.00000001 is not in -3…3");
  CHECK(limits::dropout.check("dropout", 0.95)->message() == "dropout: 0.95 is not in 0…0.9");
}
