#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <limits>

#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

Config trained() {
  Config config;
  config.features = {Feature::x1, Feature::x2, Feature::sinX1};
  config.layers = {{5, Activation::tanh}, {3, Activation::relu}};
  return config;
}

/// Centre of a cell, as the documentation says it.
double centre(double from, double to, std::uint32_t cell, std::uint32_t count) {
  return from + (to - from) * (cell + 0.5) / count;
}

}  // namespace

TEST_CASE("Every cell of a grid is the prediction at its centre", "[grid]") {
  Session session = tests::sessionOf(trained());
  session.trainEpochs(20);
  // 7 × 5 cells fill no pass whole
  const Grid grid{-6, 6, -3, 5, 7, 5, false};
  const auto field = session.predictGrid(grid);
  REQUIRE(field);
  REQUIRE(field.value().size() == 35);
  for (std::uint32_t row = 0; row < 5; ++row)
    for (std::uint32_t column = 0; column < 7; ++column) {
      const std::vector<float> point{static_cast<float>(centre(-6, 6, column, 7)), static_cast<float>(centre(5, -3, row, 5))};
      const auto single = session.predict(point);
      REQUIRE(single);
      CAPTURE(row, column);
      // features are computed in double for a single point and in float for a grid
      CHECK_THAT(static_cast<double>(field.value()[row * 7 + column]),
                 near(static_cast<double>(single.value()[0]), tests::sameInFloat));
    }
}

TEST_CASE("Row 0 of a grid is its top and column 0 its left", "[grid]") {
  Config config = tests::configOf(2, {0, 0, 1, 1}, {0, 0}, {}, Activation::linear);
  Session session = tests::sessionOf(config);
  REQUIRE(session.setParameters(std::vector<float>{1, 100, 0}));  // o = x1 + 100 x2
  const auto field = session.predictGrid({0, 4, 0, 2, 4, 2, false});
  REQUIRE(field);
  CHECK(std::vector<float>(field.value().begin(), field.value().end()) ==
        std::vector<float>{150.5f, 151.5f, 152.5f, 153.5f, 50.5f, 51.5f, 52.5f, 53.5f});
}

TEST_CASE("A grid of all units holds the features, then every unit layer by layer", "[grid]") {
  Session session = tests::sessionOf(trained());
  session.trainEpochs(20);
  const std::uint32_t columns = GENERATE(1u, 4u, 9u), rows = GENERATE(1u, 6u);
  const Grid grid{-5, 6, -6, 4, columns, rows, true};
  const auto field = session.predictGrid(grid);
  REQUIRE(field);
  const std::size_t points = std::size_t(columns) * rows;
  REQUIRE(field.value().size() == (3 + 5 + 3 + 1) * points);
  const std::vector<double> target{0};
  for (std::uint32_t row = 0; row < rows; ++row)
    for (std::uint32_t column = 0; column < columns; ++column) {
      const std::vector<double> point{centre(-5, 6, column, columns), centre(4, -6, row, rows)};
      const auto trace = session.trace(tests::exampleGiven(point, target));
      REQUIRE(trace);
      std::vector<double> expected = trace.value().input;
      for (const auto& layer : trace.value().layers) expected.insert(expected.end(), layer.output.begin(), layer.output.end());
      REQUIRE(expected.size() == 12);
      for (std::size_t unit = 0; unit < 12; ++unit) {
        CAPTURE(row, column, unit);
        CHECK_THAT(static_cast<double>(field.value()[unit * points + row * columns + column]),
                   near(expected[unit], tests::sameInFloat));
      }
    }
}

TEST_CASE("The outputs alone are the last of all units", "[grid]") {
  Session session = tests::sessionOf(trained());
  Grid grid{-6, 6, -6, 6, 10, 10, false};
  const auto alone = session.predictGrid(grid);
  REQUIRE(alone);
  const std::vector<float> outputs(alone.value().begin(), alone.value().end());
  grid.allUnits = true;
  const auto all = session.predictGrid(grid);
  REQUIRE(all);
  CHECK(std::vector<float>(all.value().end() - 100, all.value().end()) == outputs);
}

TEST_CASE("A grid of standardized data is in the user's units", "[grid]") {
  Config config =
      tests::configOf(2, {30, 180, 40, 200, 50, 220, 60, 190}, {1, 0, 1, 0}, {{3, Activation::tanh}}, Activation::tanh);
  config.data.own->normalization = Normalization::standardize;
  Session session = tests::sessionOf(config);
  session.trainEpochs(50);
  const auto field = session.predictGrid({30, 60, 180, 220, 2, 2, false});
  const auto single = session.predict(std::vector<float>{37.5f, 210.0f});
  REQUIRE((field && single));
  CHECK_THAT(static_cast<double>(field.value()[0]), near(static_cast<double>(single.value()[0]), tests::sameInFloat));
}

TEST_CASE("Many predictions at once are the single ones, bit for bit", "[predict]") {
  Session session = tests::sessionOf(trained());
  session.trainEpochs(5);
  const auto points = tests::toFloat(tests::randomNumbers(2 * 37, 6, 1));
  const auto all = session.predict(points);
  REQUIRE(all);
  REQUIRE(all.value().size() == 37);
  for (std::size_t p = 0; p < 37; ++p) {
    const auto one = session.predict(std::span(points).subspan(2 * p, 2));
    REQUIRE(one);
    CHECK(bitsOf(one.value()[0]) == bitsOf(all.value()[p]));
  }
  CHECK(session.predict({}).value().empty());
}

TEST_CASE("Predictions are told point by point, each with all its outputs", "[predict]") {
  Session session = tests::sessionOf(tests::configOf(1, {0, 1}, {0, 0, 0, 0}, {}, Activation::linear));
  REQUIRE(session.setParameters(std::vector<float>{1, -1, 10, 20}));  // x + 10 and 20 − x
  CHECK(session.predict(std::vector<float>{1, 2, 3}).value() == std::vector<float>{11, 19, 12, 18, 13, 17});
}

TEST_CASE("Looking does not disturb training", "[grid][predict]") {
  Session watched = tests::sessionOf(trained()), alone = tests::sessionOf(trained());
  for (int slice = 0; slice < 10; ++slice) {
    watched.trainSteps(13);
    alone.trainSteps(13);
    REQUIRE(watched.predictGrid({-6, 6, -6, 6, 9, 9, true}));
    watched.metrics();
    REQUIRE(watched.checkGradients(1e-5));
  }
  for (std::size_t p = 0; p < alone.parameters().size(); ++p)
    CHECK(bitsOf(watched.parameters()[p]) == bitsOf(alone.parameters()[p]));
}

TEST_CASE("A wrong grid or point is refused with a sentence", "[grid][predict][error]") {
  Session session = tests::sessionOf(Config());
  const auto columns = session.predictGrid({-6, 6, -6, 6, 0, 10, false});
  REQUIRE_FALSE(columns);
  CHECK(columns.failure().message() == "columns: 0 is not in 1…1000");
  CHECK_FALSE(session.predictGrid({-6, std::numeric_limits<double>::infinity(), -6, 6, 10, 10, false}));
  CHECK_FALSE(session.predict(std::vector<float>{1, 2, 3}));
  CHECK_FALSE(session.predict(std::vector<float>{1, NAN}));

  Session three = tests::sessionOf(tests::configOf(3, {1, 2, 3, 4, 5, 6}, {0, 1}, {}, Activation::tanh));
  CHECK_FALSE(three.predictGrid(Grid()));
}

TEST_CASE("All units at given examples are those of a grid there, and of the reference for any number of columns", "[grid]") {
  Session session = tests::sessionOf(trained());
  session.trainEpochs(20);
  const auto grid = session.predictGrid({-6, 6, -6, 6, 5, 1, true});
  REQUIRE(grid);
  std::vector<float> points;
  for (std::uint32_t column = 0; column < 5; ++column) {
    points.push_back(static_cast<float>(centre(-6, 6, column, 5)));
    points.push_back(0);
  }
  const auto units = session.predictUnits(points);
  REQUIRE(units);
  REQUIRE(units.value().size() == grid.value().size());
  for (std::size_t i = 0; i < units.value().size(); ++i)
    CHECK_THAT(static_cast<double>(units.value()[i]), near(static_cast<double>(grid.value()[i]), tests::sameInFloat));

  Session linear = tests::sessionOf(tests::configOf(3, {1, 2, 3, 4, 5, 6}, {0, 0}, {}, Activation::linear));
  REQUIRE(linear.setParameters(std::vector<float>{1, 10, 100, 1000}));  // o = x1 + 10 x2 + 100 x3 + 1000
  const auto rows = linear.predictUnits(std::vector<float>{1, 2, 3, 4, 5, 6});
  REQUIRE(rows);
  CHECK(rows.value() == std::vector<float>{1, 4, 2, 5, 3, 6, 1321, 1654});
}

TEST_CASE("All units refuse half an example and what is no number", "[grid]") {
  Session session = tests::sessionOf(trained());
  const auto half = session.predictUnits(std::vector<float>{1, 2, 3});
  REQUIRE_FALSE(half);
  CHECK(half.failure().path == "inputs");
  CHECK_FALSE(session.predictUnits(std::vector<float>{1, std::numeric_limits<float>::quiet_NaN()}));
}
