// What a running session is asked for and cannot give: it says why, and stays as it was.
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "backprop/grid.h"
#include "support/networks.h"

using namespace backprop;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), notANumber = std::numeric_limits<double>::quiet_NaN();

template <class T>
void checkRefused(const Result<T>& result, const std::string& sentence) {
  REQUIRE_FALSE(result);
  CHECK(result.failure().message() == sentence);
}

/// Three columns, two numbers wanted of each example.
Config threeColumns() {
  return tests::configOf(3, {0, 1, 2, 3, 4, 5}, {0.1, 0.2, 0.3, 0.4}, {{2, Activation::tanh}}, Activation::linear);
}

}  // namespace

TEST_CASE("Data that does not fit the running network is refused for each reason, and nothing changes", "[session][error]") {
  Session session = tests::sessionOf(Config());
  session.trainSteps(3);
  const std::vector<float> before(session.parameters().begin(), session.parameters().end());
  const std::string another = "data cannot change in a running session; create a new one";
  DataConfig data;
  SECTION("settings out of their range") {
    data.noise = 0.6;
    checkRefused(session.setData(data, 1), "data.noise: 0.6 is not in 0…0.5");
  }
  SECTION("another number of inputs") {
    data.own = Table{3, {0, 1, 2, 3, 4, 5}, {0, 1}, {}, {}, {}};
    checkRefused(session.setData(data, 1), another);
  }
  SECTION("another number of outputs") {
    data.own = Table{2, {0, 1, 2, 3}, {}, {1, 2, 3, 4}, {}, {}};
    checkRefused(session.setData(data, 1), another);
  }
  SECTION("numbers instead of classes, for which the output would be linear") {
    data.own = Table{2, {0, 1, 2, 3}, {}, {1, 2}, {}, {}};
    checkRefused(session.setData(data, 1), another);
  }
  CHECK(session.data().examples() == 500);
  CHECK(std::vector<float>(session.parameters().begin(), session.parameters().end()) == before);
  CHECK(session.metrics().step == 3);
}

TEST_CASE("An optimizer is not told to remember what it cannot have", "[checkpoint][optimizer][error]") {
  Config config;
  config.training.optimizer.name = Optimizer::adam;
  Session session = tests::sessionOf(config);
  session.trainSteps(30);
  const Checkpoint good = session.checkpoint();
  const std::size_t parameters = good.parameters.size(), steps = 2 * parameters;
  const std::string at = "checkpoint.optimizerState[";
  for (const auto& [place, number, message] : std::vector<std::tuple<std::size_t, float, std::string>>{
           {steps, -1, "50]: -1 is not in 0…1000000000000000"},
           {steps, 2.5f, "50]: 2.5 is not a whole number in 0…1000000000000000"},
           {steps, 1e30f, "50]: 1e30 is not in 0…1000000000000000"},
           {parameters, -1, "25]: -1 is not in 0…3.40282e38"}}) {
    Checkpoint wrong = good;
    wrong.optimizerState[place] = number;
    checkRefused(session.restore(wrong), at + message);
  }
  CHECK(session.checkpoint().optimizerState == good.optimizerState);
  Checkpoint downhill = good;
  downhill.optimizerState[0] = -1;  // the mean of a gradient may well be negative
  CHECK(session.restore(downhill));
}

TEST_CASE("Training settings are checked as they are taken over, against the network too", "[session][error]") {
  Session session = tests::sessionOf(Config());
  TrainingConfig training;
  CHECK_FALSE(session.checkTraining(training));
  training.frozen = {3, 25};
  CHECK(session.checkTraining(training)->message() == "frozen[1]: 25 is not in 0…24");
  checkRefused(session.setTraining(training), "frozen[1]: 25 is not in 0…24");
}

TEST_CASE("More classes are other outputs, even where the activation was given", "[session][error]") {
  Config config;
  config.data.generator = Generator::blobs;
  config.data.classCount = 3;
  config.output = Activation::softmax;
  Session session = tests::sessionOf(config);
  config.data.classCount = 4;
  checkRefused(session.setData(config.data, 1), "data cannot change in a running session; create a new one");
  CHECK(session.network().outputs() == 3);
}

TEST_CASE("What makes another loss the default is refused while a network runs on the old one", "[session][error]") {
  Config config;
  config.data.generator = Generator::blobs;
  config.data.classCount = 2;
  config.layers.clear();
  Session session = tests::sessionOf(config);
  config.data.classCount = 3;
  CHECK(session.setData(config.data, 1).failure().code == Error::needsNewSession);
  config.data.classCount = 2;
  CHECK(session.setData(config.data, 2));
}

TEST_CASE("An example to trace must have the right length and finite numbers", "[session][error]") {
  const Session session = tests::sessionOf(threeColumns());
  const std::vector<double> input{1, 2, 3}, target{1, 2};
  REQUIRE(session.trace(tests::exampleGiven(input, target)));
  checkRefused(session.trace(tests::exampleGiven(std::vector<double>{1, 2}, target)), "input: has length 2, needs 3");
  checkRefused(session.trace(tests::exampleGiven(input, std::vector<double>{1})), "target: has length 1, needs 2");
  checkRefused(session.trace(tests::exampleGiven(std::vector<double>{1, notANumber, 3}, target)),
               "input[1]: NaN is not a finite number");
  checkRefused(session.trace(tests::exampleGiven(input, std::vector<double>{1, infinity})),
               "target[1]: Infinity is not a finite number");
  checkRefused(session.trace(tests::exampleOfData(2)), "example: 2 is not in 0…1");
}

TEST_CASE("A grid needs two dimensions, sides in their range and finite bounds", "[session][error]") {
  Session flat = tests::sessionOf(Config());
  Grid grid;
  grid.rows = 0;
  checkRefused(flat.predictGrid(grid), "rows: 0 is not in 1…1000");
  grid.rows = 2;
  grid.columns = 1001;
  checkRefused(flat.predictGrid(grid), "columns: 1001 is not in 1…1000");
  grid.columns = 2;
  grid.xMax = infinity;
  checkRefused(flat.predictGrid(grid), "bounds[1]: Infinity is not a finite number");
  Session deep = tests::sessionOf(threeColumns());
  checkRefused(deep.predictGrid(Grid()), "grid: a rectangle does not go with data of 3 dimensions, only of 2");
}

TEST_CASE("A checkpoint of another optimizer, or with numbers that are none, is refused", "[checkpoint][error]") {
  Config config;
  config.training.optimizer.name = Optimizer::momentum;
  Session session = tests::sessionOf(config);
  session.trainSteps(2);
  Checkpoint checkpoint = session.checkpoint();
  checkpoint.optimizerState[1] = std::numeric_limits<float>::infinity();
  checkRefused(session.restore(checkpoint), "checkpoint.optimizerState[1]: Infinity is not a finite number");
  checkpoint.optimizerState.clear();
  checkRefused(session.restore(checkpoint), "checkpoint.optimizerState: has length 0, needs 26");
}

TEST_CASE("Columns of a table have a name each or none", "[config][error]") {
  Config config = threeColumns();
  config.data.own->names = {"length", "width"};
  checkRefused(Session::create(config), "data.names: has length 2, needs 3");
  config.data.own->names.push_back("mass");
  CHECK(Session::create(config));
}

TEST_CASE("Probabilities are taken as targets of a cross-entropy where they add up to 1", "[config][error]") {
  Config config = threeColumns();
  config.loss = Loss::softmaxCrossEntropy;
  config.output = Activation::softmax;
  checkRefused(
      Session::create(config),
      "data.targets[0]: a sum of 0.3 does not go with softmaxCrossEntropy, which needs probabilities that add up to 1");
  config.data.own->targets = {0.25, 0.75, 0.999, 0};
  CHECK_FALSE(Session::create(config));
  config.data.own->targets = {0.25, 0.75, 1, 0};
  Session session = tests::sessionOf(config);
  const double before = session.metrics().trainLoss;
  session.trainEpochs(50);
  CHECK(session.metrics().trainLoss < before);
}

TEST_CASE("Programs know errors by a name", "[error]") {
  CHECK(nameOf(Error::outOfRange) == "outOfRange");
  CHECK(nameOf(Error::contradiction) == "contradiction");
  CHECK(nameOf(Error::nothingToRecover) == "nothingToRecover");
}
