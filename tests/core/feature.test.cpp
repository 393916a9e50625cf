#include "backprop/feature.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

TEST_CASE("Each feature computes its formula", "[feature]") {
  const double x1 = GENERATE(-6.0, -1.3, 0.0, 2.5), x2 = GENERATE(-5.1, 0.7, 6.0);
  CHECK(featureAt(Feature::x1, x1, x2) == x1);
  CHECK(featureAt(Feature::x2, x1, x2) == x2);
  CHECK(featureAt(Feature::x1Squared, x1, x2) == x1 * x1);
  CHECK(featureAt(Feature::x2Squared, x1, x2) == x2 * x2);
  CHECK(featureAt(Feature::x1x2, x1, x2) == x1 * x2);
  CHECK_THAT(featureAt(Feature::sinX1, x1, x2), near(std::sin(x1), tests::sameInDouble));
  CHECK_THAT(featureAt(Feature::sinX2, x1, x2), near(std::sin(x2), tests::sameInDouble));
}

TEST_CASE("The later features compute theirs, in single precision as well", "[feature]") {
  const double x1 = GENERATE(-6.0, -1.25, 0.0, 2.5), x2 = GENERATE(-5.5, 0.75, 6.0);
  CHECK_THAT(featureAt(Feature::cosX1, x1, x2), near(std::cos(x1), tests::sameInDouble));
  CHECK_THAT(featureAt(Feature::cosX2, x1, x2), near(std::cos(x2), tests::sameInDouble));
  CHECK(featureAt(Feature::x1Cubed, x1, x2) == x1 * x1 * x1);
  CHECK(featureAt(Feature::x2Cubed, x1, x2) == x2 * x2 * x2);
  CHECK_THAT(featureAt(Feature::radius, x1, x2), near(std::hypot(x1, x2), tests::sameInDouble));
  CHECK_THAT(featureAt(Feature::angle, x1, x2), near(std::atan2(x2, x1), tests::sameInDouble));
  const auto formula = Formula::parse("", "x1 - 2*x2");
  CHECK(featureAt(Feature::formula, x1, x2, formula.value()) == x1 - 2 * x2);
  for (Feature feature : tests::all<Feature>()) {
    const float single = featureAt(feature, static_cast<float>(x1), static_cast<float>(x2), formula.value());
    CAPTURE(nameOf(feature));
    CHECK_THAT(static_cast<double>(single), near(featureAt(feature, x1, x2, formula.value()), tests::sameInFloat));
  }
}

TEST_CASE("A network has one input for each feature, in the order of the config", "[feature][session]") {
  Config config;
  config.features = {Feature::sinX2, Feature::x1x2, Feature::x1};
  const Session session = tests::sessionOf(config);
  REQUIRE(session.network().inputs() == 3);
  const std::vector<double> point{0.5, -2}, target{1};
  const auto trace = session.trace(tests::exampleGiven(point, target));
  REQUIRE(trace);
  CHECK_THAT(trace.value().input[0], near(std::sin(-2.0), tests::sameInDouble));
  CHECK(trace.value().input[1] == -1);
  CHECK(trace.value().input[2] == 0.5);
}
