// Thousands of configs drawn from a seed, sensible and senseless: each is refused with a sentence or trains, and whatever is
// asked of a session is answered. Under AddressSanitizer and UndefinedBehaviorSanitizer this is where memory errors show.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "backprop/grid.h"
#include "support/networks.h"

using namespace backprop;

namespace {

/// Draws settings: mostly within their range, sometimes at its ends, rarely beyond.
class Drawer {
 public:
  explicit Drawer(std::uint64_t seed) : random_(seed, 4711) {}

  std::uint32_t below(std::uint32_t bound) { return random_.below(bound); }
  bool oneIn(std::uint32_t chances) { return below(chances) == 0; }

  double in(const Range& range, double usualMax) {
    if (oneIn(40)) return oneIn(2) ? range.max : range.min;
    if (oneIn(150)) return senseless();
    const double value = random_.uniform(range.min, std::min(range.max, usualMax));
    return range.whole ? std::floor(value) : value;
  }
  std::uint32_t whole(const Range& range, double usualMax) {
    const double value = in(range, usualMax);
    return value >= 0 && value < 4294967296.0 ? static_cast<std::uint32_t>(value) : 0;
  }
  template <class Enum>
  Enum name() {
    return static_cast<Enum>(below(static_cast<std::uint32_t>(names<Enum>.size())));
  }
  /// A block with some of its options, and now and then one that belongs to another name.
  template <class Block>
  Block block() {
    Block drawn;
    drawn.name = name<decltype(drawn.name)>();
    for (const auto& option : options<Block>)
      if (option.defaultOf(drawn) ? oneIn(2) : oneIn(60)) drawn.*option.member = in(option.range, option.range.max);
    return drawn;
  }

 private:
  double senseless() {
    constexpr double values[] = {
        -1,  1e300,       std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 1e-300,
        0.5, 4294967296.0};
    return values[below(7)];
  }

  Random random_;
};

Table tableFrom(Drawer& draw) {
  Table table;
  table.dimensions = draw.whole(limits::dimensions, 6);
  const std::size_t examples = draw.whole(limits::examples, 40) % 200;
  for (std::size_t i = 0; i < examples * table.dimensions; ++i) table.inputs.push_back(draw.in({-1e3, 1e3}, 1e3));
  const std::size_t outputs = draw.whole(limits::outputs, 4);
  if (draw.oneIn(2))
    for (std::size_t e = 0; e < examples; ++e) table.labels.push_back(static_cast<std::int32_t>(draw.below(3)));
  else
    for (std::size_t i = 0; i < examples * outputs; ++i) table.targets.push_back(draw.in({0, 1}, 1));
  table.normalization = draw.name<Normalization>();
  if (draw.oneIn(30)) table.inputs.push_back(1);
  return table;
}

TrainingConfig trainingFrom(Drawer& draw) {
  TrainingConfig training;
  training.optimizer = draw.block<OptimizerConfig>();
  training.optimizer.learningRate = draw.in(limits::learningRate, 0.3);
  training.schedule = draw.block<ScheduleConfig>();
  training.regularization = {draw.name<Regularization>(), draw.in(limits::regularizationRate, 0.01)};
  training.clipping = {draw.name<Clipping>(), draw.in(limits::clipping, 5)};
  if (draw.oneIn(3)) training.dropout = draw.in(limits::dropout, 0.9);
  if (draw.oneIn(4)) training.frozen.assign(1 + draw.below(3), draw.below(30));
  training.batchSize = draw.whole(limits::batchSize, 60);
  training.shuffle = draw.oneIn(2);
  return training;
}

Config configFrom(Drawer& draw) {
  Config config;
  config.seed = draw.below(1000);
  config.data.generator = draw.name<Generator>();
  config.data.examples = draw.whole(limits::examples, 80);
  config.data.noise = draw.in(limits::noise, 0.5);
  if (draw.oneIn(2)) config.data.trainFraction = draw.in(limits::trainFraction, 1);
  if (hasAnyClasses(config.data.generator) && draw.oneIn(2)) config.data.classCount = draw.whole(limits::generatedClasses, 6);
  if (draw.oneIn(4)) config.data.shift = draw.in(limits::shift, 3);
  if (draw.oneIn(4)) config.data.imbalance = draw.in(limits::imbalance, 0.99);
  if (draw.oneIn(4)) config.data.labelNoise = draw.in(limits::labelNoise, 0.5);
  if (config.data.generator == Generator::formula && draw.oneIn(2)) config.data.formula = "x1*x2 - tanh(x1)";
  if (draw.oneIn(3)) config.data.own = tableFrom(draw);
  if (draw.oneIn(2)) config.features = {draw.name<Feature>()};
  config.layers.clear();
  for (std::uint32_t left = draw.below(4); left > 0; --left)
    config.layers.push_back({draw.whole(limits::units, 9), draw.name<Activation>()});
  if (draw.oneIn(2)) config.output = draw.name<Activation>();
  if (draw.oneIn(2)) config.loss = draw.name<Loss>();
  config.initializer = draw.name<Initializer>();
  config.training = trainingFrom(draw);
  return config;
}

/// Everything that can be asked of a session, whatever it is.
void askAll(Session& session, Drawer& draw) {
  session.metrics();
  session.layerStatistics();
  const bool onTest = draw.oneIn(2);
  CHECK(static_cast<bool>(session.evaluate(onTest)) == !(onTest && session.data().test.empty()));
  CHECK(session.gradient().size() == session.network().parameterCount());
  const std::size_t example = draw.below(100);
  CHECK(static_cast<bool>(session.trace(tests::exampleOfData(static_cast<std::uint32_t>(example)))) ==
        (example < session.data().examples()));
  if (session.network().parameterCount() < 60 && session.data().examples() < 50) CHECK(session.checkGradients(1e-6));
  const std::vector<float> inputs(session.data().dimensions * (1 + draw.below(40)), 0.25f);
  CHECK(session.predict(inputs));
  Grid grid;
  grid.columns = 1 + draw.below(9);
  grid.rows = 1 + draw.below(9);
  grid.allUnits = draw.oneIn(2);
  CHECK(static_cast<bool>(session.predictGrid(grid)) == (session.data().dimensions == 2));
}

/// A checkpoint of a session that is well brings another session to the same bits.
void checkCheckpoint(Session& session, const Config& config) {
  Session other = tests::sessionOf(config);
  const auto restored = other.restore(session.checkpoint());
  if (!restored) FAIL(restored.failure().message());
  session.trainSteps(3);
  other.trainSteps(3);
  REQUIRE(session.divergence().has_value() == other.divergence().has_value());
  for (std::size_t p = 0; p < session.parameters().size(); ++p)
    REQUIRE(bitsOf(session.parameters()[p]) == bitsOf(other.parameters()[p]));
}

}  // namespace

TEST_CASE("Any config is refused with a sentence or trains, and every question is answered", "[fuzz][session]") {
  std::size_t trained = 0, refused = 0, diverged = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    Drawer draw(seed);
    const Config config = configFrom(draw);
    auto created = Session::create(config);
    if (!created) {
      ++refused;
      REQUIRE_FALSE(created.failure().message().empty());
      REQUIRE(created.failure().message().find('\0') == std::string::npos);
      continue;
    }
    ++trained;
    Session session = std::move(created.value());
    session.trainSteps(draw.below(30));
    askAll(session, draw);
    if (session.divergence()) {
      ++diverged;
      REQUIRE(session.recover());
    } else {
      checkCheckpoint(session, config);
    }
  }
  // The drawing keeps the balance: else this would prove little
  CHECK(trained > 400);
  CHECK(refused > 300);
  CHECK(diverged > 0);
}

TEST_CASE("A session can be turned into any other, and takes or refuses any other training on the way", "[fuzz][reshape]") {
  std::size_t reshaped = 0;
  for (std::uint64_t seed = 5000; seed < 5600; ++seed) {
    CAPTURE(seed);
    Drawer draw(seed);
    auto created = Session::create(configFrom(draw));
    if (!created) continue;
    Session session = std::move(created.value());
    session.trainSteps(5);
    if (session.divergence()) continue;
    const bool taken = static_cast<bool>(session.setTraining(trainingFrom(draw)));
    session.trainSteps(taken ? 5 : 2);
    if (session.divergence()) REQUIRE(session.recover());
    Config other = configFrom(draw);
    if (auto next = session.reshaped(other)) {
      ++reshaped;
      next.value().trainSteps(5);
      askAll(next.value(), draw);
    }
  }
  CHECK(reshaped > 60);
}
