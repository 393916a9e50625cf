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
    CHECK(refused.failure().message() == "checkpoint.parameters: 26 entries, but 25 are needed");
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
