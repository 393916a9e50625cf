#include "backprop/random.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <numeric>
#include <vector>

using backprop::Random;
using Catch::Matchers::WithinAbs;

namespace {

constexpr int draws = 100000;
/// Six standard deviations of a mean of 100,000 draws with standard deviation 1: chance alone would need 10⁹ seeds.
constexpr double sixSigma = 0.019;

}  // namespace

TEST_CASE("PCG32 gives the numbers of its author's demonstration program", "[random]") {
  // pcg32-demo of https://github.com/imneme/pcg-c-basic: pcg32_srandom(42, 54), round 1
  Random random(42, 54);
  const std::array<std::uint32_t, 6> published{0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e};
  for (std::uint32_t number : published) CHECK(random.next() == number);
}

TEST_CASE("The same seed gives the same numbers, another seed or stream gives others", "[random]") {
  Random first(7), again(7), otherSeed(8), otherStream(7, Random::split);
  int sameAsOtherSeed = 0, sameAsOtherStream = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::uint32_t number = first.next();
    REQUIRE(again.next() == number);
    sameAsOtherSeed += otherSeed.next() == number;
    sameAsOtherStream += otherStream.next() == number;
  }
  CHECK(sameAsOtherSeed < 3);
  CHECK(sameAsOtherStream < 3);
}

TEST_CASE("uniform stays in its half-open range and is spread evenly", "[random]") {
  Random random(1);
  std::array<int, 10> counts{};
  for (int i = 0; i < draws; ++i) {
    const double u = random.uniform(-3, 2);
    REQUIRE(u >= -3);
    REQUIRE(u < 2);
    ++counts[static_cast<std::size_t>((u + 3) * 2)];
  }
  // A bin's count has standard deviation √(n · 0.1 · 0.9) = 95
  for (int count : counts) CHECK_THAT(count, WithinAbs(draws / 10.0, 6 * 95));
}

TEST_CASE("below reaches every number under its bound about equally often", "[random]") {
  Random random(2);
  std::array<int, 7> counts{};
  for (int i = 0; i < draws; ++i) ++counts.at(random.below(7));
  for (int count : counts) CHECK_THAT(count, WithinAbs(draws / 7.0, 6 * 111));
}

TEST_CASE("normal has the mean, deviation and tails that it should have", "[random]") {
  Random random(3);
  double sum = 0, squares = 0;
  int beyondTwo = 0;
  for (int i = 0; i < draws; ++i) {
    const double z = (random.normal(5, 3) - 5) / 3;
    sum += z;
    squares += z * z;
    beyondTwo += std::abs(z) > 2;
  }
  CHECK_THAT(sum / draws, WithinAbs(0, sixSigma));
  CHECK_THAT(squares / draws, WithinAbs(1, std::sqrt(2.0) * sixSigma));  // z² has standard deviation √2
  CHECK_THAT(static_cast<double>(beyondTwo) / draws, WithinAbs(0.0455, 0.21 * sixSigma));
}

TEST_CASE("Shuffling keeps every item and gives all orders the same chance", "[random]") {
  Random random(4);
  std::array<int, 6> counts{};  // of the six orders of three items
  for (int i = 0; i < draws; ++i) {
    std::vector<std::uint32_t> items{0, 1, 2};
    random.shuffleItems(items);
    ++counts[items[0] * 2 + (items[1] > items[2] ? 1 : 0)];
    REQUIRE(items[0] + items[1] + items[2] == 3);
  }
  for (int count : counts) CHECK_THAT(count, WithinAbs(draws / 6.0, 6 * 118));

  std::vector<std::uint32_t> many(1000), sorted(1000);
  std::iota(many.begin(), many.end(), 0u);
  random.shuffleItems(many);
  CHECK_FALSE(std::is_sorted(many.begin(), many.end()));
  std::sort(many.begin(), many.end());
  std::iota(sorted.begin(), sorted.end(), 0u);
  CHECK(many == sorted);
}
