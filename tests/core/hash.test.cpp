// The same bits from every compiler, at every optimisation level, natively and in WebAssembly: tests/fixtures/hashes.json.
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include "backprop/session.h"
#include "support/json.h"
#include "support/networks.h"

using namespace backprop;
using fixtures::Json;

namespace {

template <class Enum>
Enum named(const Json& name) {
  const auto value = fromName<Enum>(name.text());
  if (!value) throw std::runtime_error("no such name: " + name.text());
  return *value;
}

std::uint32_t whole(const Json& number) { return static_cast<std::uint32_t>(number.number()); }

DataConfig dataOf(const Json& json) {
  DataConfig data;
  data.generator = named<Generator>(json["generator"]);
  data.examples = whole(json["examples"]);
  data.noise = json["noise"].number();
  data.trainFraction = json["trainFraction"].number();
  if (json.has("formula")) data.formula = json["formula"].text();
  for (const auto& [key, member] :
       {std::pair{"shift", &DataConfig::shift}, {"imbalance", &DataConfig::imbalance}, {"labelNoise", &DataConfig::labelNoise}})
    if (json.has(key)) data.*member = json[key].number();
  return data;
}

/// A block with its name and those of its options that are given.
template <class Block>
Block blockOf(const Json& json) {
  Block block;
  block.name = named<decltype(block.name)>(json["name"]);
  for (const auto& option : options<Block>)
    if (json.has(option.name)) block.*option.member = json[option.name].number();
  return block;
}

TrainingConfig trainingOf(const Json& json) {
  TrainingConfig training;
  if (json.has("optimizer")) {
    training.optimizer = blockOf<OptimizerConfig>(json["optimizer"]);
    training.optimizer.learningRate = json["optimizer"]["learningRate"].number();
  }
  if (json.has("schedule")) training.schedule = blockOf<ScheduleConfig>(json["schedule"]);
  if (json.has("regularization"))
    training.regularization = {named<Regularization>(json["regularization"]["name"]), json["regularization"]["rate"].number()};
  if (json.has("clipping")) training.clipping = {named<Clipping>(json["clipping"]["name"]), json["clipping"]["limit"].number()};
  if (json.has("dropout")) training.dropout = json["dropout"].number();
  if (json.has("frozen"))
    for (const Json& parameter : json["frozen"].items()) training.frozen.push_back(whole(parameter));
  if (json.has("batchSize")) training.batchSize = whole(json["batchSize"]);
  if (json.has("shuffle")) training.shuffle = json["shuffle"].truth();
  return training;
}

/// A config as JavaScript writes it; what is missing keeps its default.
Config configOf(const Json& json) {
  Config config;
  if (json.has("seed")) config.seed = whole(json["seed"]);
  if (json.has("data")) config.data = dataOf(json["data"]);
  if (json.has("features")) {
    config.features.clear();
    for (const Json& name : json["features"].items()) config.features.push_back(named<Feature>(name));
  }
  if (json.has("featureFormula")) config.featureFormula = json["featureFormula"].text();
  if (json.has("layers")) {
    config.layers.clear();
    for (const Json& layer : json["layers"].items())
      config.layers.push_back({whole(layer["units"]), named<Activation>(layer["activation"])});
  }
  if (json.has("output")) config.output = named<Activation>(json["output"]["activation"]);
  if (json.has("loss")) config.loss = named<Loss>(json["loss"]);
  if (json.has("initializer")) config.initializer = named<Initializer>(json["initializer"]["name"]);
  config.training = trainingOf(json);
  return config;
}

/// FNV-1a, 64 bits, over the little-endian bytes; in hexadecimal.
std::string hashOf(std::span<const float> numbers) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (float number : numbers)
    for (int shift = 0; shift < 32; shift += 8) hash = (hash ^ (bitsOf(number) >> shift & 0xff)) * 0x100000001b3;
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[hash >> shift & 15];
  return text;
}

}  // namespace

TEST_CASE("The hash is FNV-1a", "[hash]") {
  CHECK(hashOf({}) == "cbf29ce484222325");
  const float fourBytes = fromBits(std::uint32_t(0x626f6f66));  // "foob", little-endian
  CHECK(hashOf({&fourBytes, 1}) == "dd120e790c2512af");
}

TEST_CASE("A thousand steps end in the same bits everywhere", "[hash]") {
  const Json file = fixtures::load("hashes.json");
  REQUIRE(file["cases"].items().size() == 16);
  for (const Json& item : file["cases"].items()) {
    CAPTURE(item["name"].text());
    Session session = tests::sessionOf(configOf(item["config"]));
    session.trainSteps(static_cast<std::uint64_t>(file["steps"].number()));
    REQUIRE_FALSE(session.divergence());
    CHECK(hashOf(session.parameters()) == item["hash"].text());
  }
}
