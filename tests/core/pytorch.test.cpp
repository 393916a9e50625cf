// Networks, gradients and whole runs that PyTorch computed in double precision (tests/fixtures/README.md).
#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <string>

#include "backprop/config.h"
#include "backprop/reference.h"
#include "backprop/trainer.h"
#include "support/approx.h"
#include "support/json.h"
#include "support/networks.h"

using namespace backprop;
using fixtures::Json;
using tests::near;

namespace {

/// PyTorch sums in another order and has another exp and tanh: some hundred roundings of 1e-16.
constexpr tests::Tolerance anotherDouble{1e-11, 1e-12};
/// Up to 60 steps of the trainer in single precision, against a run in double.
constexpr tests::Tolerance runInFloat{2e-5, 2e-6};

/// Those of the file's cases whose parts all exist here: activations, loss and optimizer.
std::vector<Json> supportedCases() {
  std::vector<Json> supported;
  const Json file = fixtures::load("pytorch.json");
  for (const Json& item : file["cases"].items()) {
    const Json& optimizer = item["optimizer"];
    bool known = fromName<Loss>(item["loss"].text()).has_value() && fromName<Optimizer>(optimizer["name"].text()).has_value();
    for (const Json& name : item["activations"].items()) known = known && fromName<Activation>(name.text()).has_value();
    if (known) supported.push_back(item);
  }
  return supported;
}

struct Case {
  explicit Case(const Json& item) : json(item), network(networkOf(item)) {}

  static Network networkOf(const Json& item) {
    std::vector<Network::Shape> shapes;
    const auto& names = item["activations"].items();
    for (std::size_t l = 0; l < names.size(); ++l)
      shapes.push_back(
          {static_cast<std::size_t>(item["sizes"].items()[l + 1].number()), *fromName<Activation>(names[l].text())});
    return Network(static_cast<std::size_t>(item["sizes"].items()[0].number()), shapes);
  }

  const Json& json;
  Network network;
  Loss loss = *fromName<Loss>(json["loss"].text());
  std::vector<double> parameters = json["parameters"].numbers(), inputs = json["inputs"].numbers(),
                      targets = json["targets"].numbers();
  double learningRate = json["optimizer"]["lr"].number();
  std::size_t examples = json["inputs"].items().size();
};

void checkAll(const std::vector<double>& actual, const std::vector<double>& expected, tests::Tolerance tolerance) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t p = 0; p < actual.size(); ++p) CHECK_THAT(actual[p], near(expected[p], tolerance));
}

}  // namespace

TEST_CASE("The fixture has cases for everything that this library can do", "[pytorch]") {
  const auto cases = supportedCases();
  CHECK(cases.size() == 11);
  for (const Json& item : cases) CHECK(item["expected"]["steps"].number() >= 25);
}

TEST_CASE("The reference computes what PyTorch computes", "[pytorch][reference]") {
  for (const Json& item : supportedCases()) {
    const Case c(item);
    CAPTURE(item["name"].text());
    const Json& expected = item["expected"];
    std::vector<double> outputs;
    for (std::size_t e = 0; e < c.examples; ++e) {
      const std::size_t n = c.network.inputs(), k = c.network.outputs();
      const auto traced = trace<double>(c.network, c.loss, c.parameters, std::span(c.inputs).subspan(e * n, n),
                                        std::span(c.targets).subspan(e * k, k));
      const auto& last = traced.layers.back().output;
      outputs.insert(outputs.end(), last.begin(), last.end());
    }
    checkAll(outputs, expected["outputs"].numbers(), anotherDouble);
    CHECK_THAT(meanLoss<double>(c.network, c.loss, c.parameters, {c.inputs, c.targets}),
               near(expected["loss"].number(), anotherDouble));
    checkAll(meanGradient<double>(c.network, c.loss, c.parameters, {c.inputs, c.targets}), expected["gradient"].numbers(),
             anotherDouble);
  }
}

TEST_CASE("A run of the reference follows PyTorch's", "[pytorch][reference]") {
  for (const Json& item : supportedCases()) {
    Case c(item);
    CAPTURE(item["name"].text());
    for (double expected : item["expected"]["lossHistory"].numbers()) {
      CHECK_THAT(meanLoss<double>(c.network, c.loss, c.parameters, {c.inputs, c.targets}), near(expected, anotherDouble));
      const auto gradient = meanGradient<double>(c.network, c.loss, c.parameters, {c.inputs, c.targets});
      for (std::size_t p = 0; p < gradient.size(); ++p) c.parameters[p] -= c.learningRate * gradient[p];
    }
    checkAll(c.parameters, item["expected"]["parametersAfter"].numbers(), anotherDouble);
  }
}

TEST_CASE("A run of the fast trainer follows PyTorch's", "[pytorch][trainer]") {
  for (const Json& item : supportedCases()) {
    const Case c(item);
    CAPTURE(item["name"].text());
    Trainer trainer(c.network, c.loss, tests::toFloat(c.parameters));
    const FloatExamples examples{c.network.inputs(), c.network.outputs(), tests::toFloat(c.inputs), tests::toFloat(c.targets)};
    std::vector<std::uint32_t> batch(c.examples);
    std::iota(batch.begin(), batch.end(), 0u);
    TrainingConfig training;
    training.optimizer.learningRate = c.learningRate;
    for (double step = 0; step < item["expected"]["steps"].number(); ++step) {
      trainer.computeGradient(examples, batch);
      REQUIRE(trainer.update(training));
    }
    checkAll(tests::toDouble(trainer.parameters()), item["expected"]["parametersAfter"].numbers(), runInFloat);
  }
}
