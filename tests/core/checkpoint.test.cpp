#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <vector>

#include "support/networks.h"

using namespace backprop;

namespace {

std::vector<std::uint32_t> bitsOfAll(std::span<const float> numbers) {
  std::vector<std::uint32_t> bits;
  for (float number : numbers) bits.push_back(bitsOf(number));
  return bits;
}

Result<Session> reshaped(const Session& session, const Config& config) { return session.reshaped(config); }

}  // namespace

TEST_CASE("A session that restores a checkpoint goes on with the same bits", "[checkpoint]") {
  const bool shuffle = GENERATE(true, false);
  const std::uint64_t steps = GENERATE(0u, 1u, 25u, 33u, 250u);  // 25 are an epoch
  Config config;
  config.data.noise = 0.2;
  config.training.shuffle = shuffle;
  Session session = tests::sessionOf(config);
  session.trainSteps(steps);
  const Checkpoint checkpoint = session.checkpoint();
  CHECK(checkpoint.step == steps);
  CHECK(checkpoint.epoch == steps / 25);
  CHECK(checkpoint.position == steps % 25 * 10);
  session.trainSteps(60);
  const auto expected = bitsOfAll(session.parameters());
  REQUIRE(expected != bitsOfAll(checkpoint.parameters));

  SECTION("the same session") {
    REQUIRE(session.restore(checkpoint));
    CHECK(bitsOfAll(session.parameters()) == bitsOfAll(checkpoint.parameters));
    CHECK(session.metrics().step == steps);
    session.trainSteps(60);
    CHECK(bitsOfAll(session.parameters()) == expected);
  }
  SECTION("another session of the same config") {
    Session other = tests::sessionOf(config);
    other.trainSteps(3);
    REQUIRE(other.restore(checkpoint));
    other.trainSteps(60);
    CHECK(bitsOfAll(other.parameters()) == expected);
  }
}

TEST_CASE("A checkpoint is exact even after shuffling was switched in the midst of an epoch", "[checkpoint]") {
  const bool shuffle = GENERATE(true, false);
  Config config;
  config.training.shuffle = shuffle;
  Session session = tests::sessionOf(config);
  session.trainSteps(30);
  config.training.shuffle = !shuffle;
  REQUIRE(session.setTraining(config.training));
  session.trainSteps(3);
  Session other = tests::sessionOf(config);
  REQUIRE(other.restore(session.checkpoint()));
  session.trainSteps(40);
  other.trainSteps(40);
  CHECK(bitsOfAll(other.parameters()) == bitsOfAll(session.parameters()));
}

TEST_CASE("Slices of training give the bits of training in one go", "[checkpoint]") {
  Session whole = tests::sessionOf(Config()), slices = tests::sessionOf(Config());
  whole.trainSteps(100);
  for (std::uint64_t steps : {1u, 30u, 0u, 7u, 62u}) {
    slices.trainSteps(steps);
    slices.metrics();  // looking changes nothing
  }
  CHECK(bitsOfAll(slices.parameters()) == bitsOfAll(whole.parameters()));
}

TEST_CASE("The same config and seed give the same bits, another seed others", "[checkpoint]") {
  Config config;
  Session first = tests::sessionOf(config), again = tests::sessionOf(config);
  config.seed = 2;
  Session other = tests::sessionOf(config);
  CHECK(bitsOfAll(first.parameters()) != bitsOfAll(other.parameters()));
  first.trainEpochs(3);
  again.trainEpochs(3);
  CHECK(bitsOfAll(first.parameters()) == bitsOfAll(again.parameters()));
}

TEST_CASE("A checkpoint that does not belong here is refused and changes nothing", "[checkpoint][error]") {
  Session session = tests::sessionOf(Config());
  session.trainSteps(3);
  const auto before = bitsOfAll(session.parameters());
  Checkpoint checkpoint = session.checkpoint();
  SECTION("too many parameters") {
    checkpoint.parameters.push_back(0);
    const auto refused = session.restore(checkpoint);
    REQUIRE_FALSE(refused);
    CHECK(refused.failure().message() == "checkpoint.parameters: has length 26, needs 25");
  }
  SECTION("a parameter that is no number") {
    checkpoint.parameters[4] = NAN;
    const auto refused = session.restore(checkpoint);
    REQUIRE_FALSE(refused);
    CHECK(refused.failure().message() == "checkpoint.parameters[4]: NaN is not a finite number");
  }
  SECTION("a position behind the end") {
    checkpoint.position = 250;
    const auto refused = session.restore(checkpoint);
    REQUIRE_FALSE(refused);
    CHECK(refused.failure().message() == "checkpoint.position: 250 is not in 0…249");
  }
  CHECK(bitsOfAll(session.parameters()) == before);
  CHECK(session.metrics().step == 3);
}

TEST_CASE("Parameters can be set, and wrong ones are refused", "[session][error]") {
  Session session = tests::sessionOf(Config());
  const std::vector<float> parameters(25, 0.25f);
  REQUIRE(session.setParameters(parameters));
  CHECK(std::vector<float>(session.parameters().begin(), session.parameters().end()) == parameters);
  CHECK_FALSE(session.setParameters(std::vector<float>(24, 0.5f)));
  CHECK_FALSE(session.setParameters(std::vector<float>(25, INFINITY)));
  CHECK(session.parameters()[0] == 0.25f);
}

TEST_CASE("New data keep the parameters and start an epoch over", "[session]") {
  Session session = tests::sessionOf(Config());
  session.trainSteps(30);
  const auto before = bitsOfAll(session.parameters());
  DataConfig data;
  data.generator = Generator::spiral;
  data.examples = 40;
  REQUIRE(session.setData(data, 9));
  CHECK(bitsOfAll(session.parameters()) == before);
  CHECK(session.data().examples() == 40);
  CHECK(session.config().data.generator == Generator::spiral);
  session.trainEpochs(1);
  CHECK(session.metrics().step == 32);
  CHECK(bitsOfAll(session.parameters()) != before);
}

TEST_CASE("A reshaped network keeps the weights that still fit", "[reshape]") {
  Config config;
  config.layers = {{4, Activation::tanh}, {3, Activation::tanh}};
  Session session = tests::sessionOf(config);
  session.trainSteps(50);
  const auto weight = [](const Session& of, std::size_t layer, std::size_t unit, std::size_t input) {
    const Layer& l = of.network().layers()[layer];
    return of.parameters()[l.weights + unit * l.inputs + input];
  };

  SECTION("a unit more: all that was there stays, the new unit has first weights") {
    config.layers[0].units = 5;
    const auto next = reshaped(session, config);
    REQUIRE(next);
    for (std::size_t j = 0; j < 4; ++j)
      for (std::size_t i = 0; i < 2; ++i) CHECK(weight(next.value(), 0, j, i) == weight(session, 0, j, i));
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t i = 0; i < 4; ++i) CHECK(weight(next.value(), 1, j, i) == weight(session, 1, j, i));
    for (std::size_t i = 0; i < 3; ++i) CHECK(weight(next.value(), 2, 0, i) == weight(session, 2, 0, i));
    CHECK(weight(next.value(), 0, 4, 0) != 0.0f);
    CHECK(weight(next.value(), 1, 0, 4) != weight(session, 1, 1, 0));  // what lay behind the row it lengthens
    CHECK(next.value().checkpoint().step == 0);
  }
  SECTION("a unit less") {
    config.layers[1].units = 2;
    const auto next = reshaped(session, config);
    REQUIRE(next);
    CHECK(weight(next.value(), 1, 1, 3) == weight(session, 1, 1, 3));
    CHECK(weight(next.value(), 2, 0, 1) == weight(session, 2, 0, 1));
  }
  SECTION("a layer more: the layers before it stay, the output layer begins anew") {
    config.layers.push_back({3, Activation::tanh});
    const auto next = reshaped(session, config);
    REQUIRE(next);
    CHECK(weight(next.value(), 1, 2, 3) == weight(session, 1, 2, 3));
    CHECK(weight(next.value(), 3, 0, 0) != weight(session, 2, 0, 0));
    CHECK(weight(next.value(), 2, 0, 0) != weight(session, 2, 0, 0));  // nor does it become the new layer
  }
  SECTION("another feature: weights follow their feature") {
    config.features = {Feature::x1Squared, Feature::x2};
    const auto next = reshaped(session, config);
    REQUIRE(next);
    CHECK(weight(next.value(), 0, 3, 1) == weight(session, 0, 3, 1));
    CHECK(weight(next.value(), 0, 3, 0) != weight(session, 0, 3, 0));
  }
  SECTION("another activation: all weights stay, and it goes back there after a divergence") {
    config.layers[0].activation = Activation::linear;
    config.layers[1].activation = Activation::linear;
    config.output = Activation::linear;
    config.training.optimizer.learningRate = 100;
    auto next = reshaped(session, config);
    REQUIRE(next);
    CHECK(bitsOfAll(next.value().parameters()) == bitsOfAll(session.parameters()));
    next.value().trainSteps(100);
    REQUIRE(next.value().divergence());
    REQUIRE(next.value().recover());
    CHECK(bitsOfAll(next.value().parameters()) == bitsOfAll(session.parameters()));
  }
  SECTION("a wrong config is refused") {
    config.layers[0].units = 0;
    CHECK_FALSE(reshaped(session, config));
  }
}
