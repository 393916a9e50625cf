// Networks, gradients and whole runs that PyTorch computed in double precision (tests/fixtures/README.md).
#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <set>
#include <stdexcept>
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
constexpr tests::Tolerance anotherDouble{1e-10, 1e-12};
/// Up to 60 steps of the trainer in single precision, against a run in double.
constexpr tests::Tolerance runInFloat{1e-4, 2e-6};

const Json& oracle() {
  static const Json file = fixtures::load("pytorch.json");
  return file;
}

template <class Enum>
Enum named(const Json& name) {
  const auto value = fromName<Enum>(name.text());
  if (!value) throw std::runtime_error("no such name: " + name.text());
  return *value;
}

OptimizerConfig optimizerOf(const Json& json) {
  OptimizerConfig config;
  config.name = named<Optimizer>(json["name"]);
  config.learningRate = json["lr"].number();
  const auto take = [&](const char* key, std::optional<double>& option) {
    if (json.has(key)) option = json[key].number();
  };
  take("momentum", config.momentum);
  take("alpha", config.alpha);
  take("eps", config.eps);
  take("weight_decay", config.weightDecay);
  if (json.has("betas")) {
    config.beta1 = json["betas"].numbers()[0];
    config.beta2 = json["betas"].numbers()[1];
  }
  return config;
}

struct Case {
  explicit Case(const Json& item) : json(item), network(networkOf(item)) {}

  static Network networkOf(const Json& item) {
    std::vector<Network::Shape> shapes;
    const auto& names = item["activations"].items();
    for (std::size_t l = 0; l < names.size(); ++l)
      shapes.push_back({static_cast<std::size_t>(item["sizes"].items()[l + 1].number()), named<Activation>(names[l])});
    return Network(static_cast<std::size_t>(item["sizes"].items()[0].number()), shapes);
  }

  const Json& json;
  Network network;
  Loss loss = named<Loss>(json["loss"]);
  std::vector<double> parameters = json["parameters"].numbers(), inputs = json["inputs"].numbers(),
                      targets = json["targets"].numbers();
  OptimizerConfig optimizer = optimizerOf(json["optimizer"]);
  std::size_t examples = json["inputs"].items().size();
};

void checkAll(const std::vector<double>& actual, const std::vector<double>& expected, tests::Tolerance tolerance) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t p = 0; p < actual.size(); ++p) CHECK_THAT(actual[p], near(expected[p], tolerance));
}

}  // namespace

TEST_CASE("The fixture has a case for every activation, loss and optimizer that PyTorch has", "[pytorch]") {
  std::set<std::string> seen;
  for (const Json& item : oracle()["cases"].items()) {
    for (const Json& name : item["activations"].items()) seen.insert(name.text());
    seen.insert(item["loss"].text());
    seen.insert(item["optimizer"]["name"].text());
    CHECK(item["expected"]["steps"].number() >= 25);
  }
  CHECK(oracle()["cases"].items().size() == 44);
  for (auto name : names<Activation>) CHECK(seen.contains(std::string(name)));
  for (auto name : names<Optimizer>) CHECK(seen.contains(std::string(name)));
  for (auto name : names<Loss>) CHECK((name == "huber" || seen.contains(std::string(name))));
}

TEST_CASE("The reference computes what PyTorch computes", "[pytorch][reference]") {
  for (const Json& item : oracle()["cases"].items()) {
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
  for (const Json& item : oracle()["cases"].items()) {
    Case c(item);
    CAPTURE(item["name"].text());
    std::vector<double> states(termsOf(c.optimizer.name).size() * c.parameters.size());
    std::uint64_t step = 0;
    for (double expected : item["expected"]["lossHistory"].numbers()) {
      CHECK_THAT(meanLoss<double>(c.network, c.loss, c.parameters, {c.inputs, c.targets}), near(expected, anotherDouble));
      const auto gradient = meanGradient<double>(c.network, c.loss, c.parameters, {c.inputs, c.targets});
      optimize<double>(c.optimizer, c.optimizer.learningRate, ++step, gradient, c.parameters, states);
    }
    checkAll(c.parameters, item["expected"]["parametersAfter"].numbers(), anotherDouble);
  }
}

TEST_CASE("A run of the fast trainer follows PyTorch's", "[pytorch][trainer]") {
  for (const Json& item : oracle()["cases"].items()) {
    const Case c(item);
    CAPTURE(item["name"].text());
    Trainer trainer(c.network, c.loss, tests::toFloat(c.parameters));
    const FloatExamples examples{c.network.inputs(), c.network.outputs(), tests::toFloat(c.inputs), tests::toFloat(c.targets)};
    std::vector<std::uint32_t> batch(c.examples);
    std::iota(batch.begin(), batch.end(), 0u);
    TrainingConfig training;
    training.optimizer = c.optimizer;
    trainer.setTraining(training);
    for (double step = 0; step < item["expected"]["steps"].number(); ++step) {
      trainer.computeGradient(examples, batch);
      REQUIRE(trainer.update(c.optimizer.learningRate));
    }
    checkAll(tests::toDouble(trainer.parameters()), item["expected"]["parametersAfter"].numbers(), runInFloat);
  }
}
