#include "backprop/formula.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <functional>
#include <string>

#include "backprop/dataset.h"
#include "support/approx.h"
#include "support/networks.h"

using namespace backprop;
using tests::near;

namespace {

Formula formulaOf(const std::string& text) {
  auto read = Formula::parse("formula", text);
  if (!read) FAIL(read.failure().message());
  return read.value();
}

std::string sentence(const std::string& text) {
  const auto read = Formula::parse("f", text);
  return read ? "" : read.failure().message();
}

Config asking(std::optional<std::string> formula) {
  Config config;
  config.data.generator = Generator::formula;
  config.data.formula = std::move(formula);
  return config;
}

struct Case {
  std::string text;
  std::function<double(double, double)> meaning;
};

}  // namespace

TEST_CASE("A formula computes what it says", "[formula]") {
  const auto [text, meaning] = GENERATE(values<Case>({
      {"1", [](double, double) { return 1; }},
      {"0.125 + .5", [](double, double) { return 0.625; }},
      {"x1 - x2 - 1", [](double a, double b) { return a - b - 1; }},
      {"x / y / 2", [](double a, double b) { return a / b / 2; }},
      {"1 + 2*x1^2", [](double a, double) { return 1 + 2 * a * a; }},
      {"-x1^2", [](double a, double) { return -(a * a); }},
      {"--x1 * -3", [](double a, double) { return -3 * a; }},
      {"(x1+x2)^3", [](double a, double b) { return std::pow(a + b, 3); }},
      {"x2^0", [](double, double) { return 1; }},
      {"sin(x1)*cos(x2)", [](double a, double b) { return std::sin(a) * std::cos(b); }},
      {"tan(x1/5)", [](double a, double) { return std::tan(a / 5); }},
      {"exp(-x1*x1/2)", [](double a, double) { return std::exp(-a * a / 2); }},
      {"log(abs(x2)) + sqrt(abs(x1))", [](double a, double b) { return std::log(std::abs(b)) + std::sqrt(std::abs(a)); }},
      {"\tx1\r\n+ x2\n", [](double a, double b) { return a + b; }},
      {"tanh( x1 ) + pi", [](double a, double) { return std::tanh(a) + pi; }},
      {"min(x1, x2) - max(x1, 0)", [](double a, double b) { return std::min(a, b) - std::max(a, 0.0); }},
      {"x1 < x2", [](double a, double b) { return a < b; }},
      {"x1^2 + x2^2 <= 4", [](double a, double b) { return a * a + b * b <= 4; }},
      {"x1 > 0 and x2 >= 1 or x1 < -2", [](double a, double b) { return (a > 0 && b >= 1) || a < -2; }},
      {"x1 > 0 and (x2 >= 1 or x1 < 2)", [](double a, double b) { return a > 0 && (b >= 1 || a < 2); }},
      {"(x1 > 0) * 3 + x2", [](double a, double b) { return (a > 0) * 3 + b; }},
  }));
  const double x1 = GENERATE(-5.3, -1.0, 0.25, 3.0), x2 = GENERATE(-2.0, 0.7, 5.9);
  CAPTURE(text, x1, x2);
  CHECK_THAT(formulaOf(text)(x1, x2), near(meaning(x1, x2), tests::sameInDouble));
}

TEST_CASE("Numbers that are alike are neither less nor greater", "[formula]") {
  CHECK(formulaOf("x1 <= x2")(2, 2) == 1);
  CHECK(formulaOf("x1 >= x2")(2, 2) == 1);
  CHECK(formulaOf("x1 < x2")(2, 2) == 0);
  CHECK(formulaOf("x1 > x2")(2, 2) == 0);
}

TEST_CASE("A comparison is a condition, alone or joined or in brackets, and what is computed from one is a number",
          "[formula]") {
  for (const char* text : {"x2 > sin(x1)", "(x1 <= 2)", "x1 < 1 or x1 > 2", "((x1<1) and (x2<1))"}) {
    CAPTURE(text);
    CHECK(formulaOf(text).isCondition());
  }
  for (const char* text :
       {"x1", "(x1 > 0) * 2", "-(x1 > 0)", "(x1 > 0)^2", "1 + (x1 > 0)", "max(x1 > 0, x2 > 0)", "abs(x1 > 0)"}) {
    CAPTURE(text);
    CHECK_FALSE(formulaOf(text).isCondition());
  }
}

TEST_CASE("What is not defined is NaN, and so is all that comes of it", "[formula]") {
  for (const char* text :
       {"sqrt(-1)", "log(-1)", "0/0", "sqrt(x1) > 0", "min(0, log(x1))", "x2 > 0 or sqrt(x1) > 0", "sqrt(x1)^0"}) {
    CAPTURE(text);
    CHECK(std::isnan(formulaOf(text)(-1, 1)));
  }
  CHECK(std::isinf(formulaOf("1/(x1 - x1)")(2, 2)));
  CHECK(formulaOf("log(0)")(0, 0) == -std::numeric_limits<double>::infinity());
  CHECK(std::isfinite(formulaOf("log(x1)")(0.5, 0)));
  CHECK(formulaOf("log(1/x1)")(0, 0) == std::numeric_limits<double>::infinity());
}

TEST_CASE("A formula that cannot be read is refused with the character and what was expected there", "[formula][error]") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"x2 > sin(", "f: \"x2 > sin(\" ends where a value is expected, at character 10"},
      {"", "f: 0 characters is not in 1…200"},
      {"   ", "f: \"   \" ends where a value is expected, at character 4"},
      {"x1 +", "f: \"x1 +\" ends where a value is expected, at character 5"},
      {"x1 x2", "f: \"x1 x2\" has \"x2\" where an operator or the end is expected, at character 4"},
      {"2x1", "f: \"2x1\" has \"x1\" where an operator or the end is expected, at character 2"},
      {"(x1", "f: \"(x1\" ends where \")\" is expected, at character 4"},
      {"x1)", "f: \"x1)\" has \")\" where an operator or the end is expected, at character 3"},
      {"sin x1", "f: \"sin x1\" has \"x1\" where \"(\" is expected, at character 5"},
      {"min(x1)", "f: \"min(x1)\" has \")\" where \",\" is expected, at character 7"},
      {"sin(x1, x2)", "f: \"sin(x1, x2)\" has \",\" where \")\" is expected, at character 7"},
      {"x1 ^ 2.5", "f: \"x1 ^ 2.5\" has \"2\" where a whole power from 0 to 32 is expected, at character 6"},
      {"x1 ^ x2", "f: \"x1 ^ x2\" has \"x2\" where a whole power from 0 to 32 is expected, at character 6"},
      {"x1^33", "f: \"x1^33\" has \"33\" where a whole power from 0 to 32 is expected, at character 4"},
      {"x1 < 1 and x2", "f: \"x1 < 1 and x2\" ends where a comparison is expected, at character 14"},
      {"x1 < 1 < 2", "f: \"x1 < 1 < 2\" has \"<\" where an operator or the end is expected, at character 8"},
      {"x1 and x2", "f: \"x1 and x2\" has \"and\" where an operator or the end is expected, at character 4"},
      {"x3",
       "f: \"x3\" has \"x3\" where x1, x2, pi, sin, cos, tan, exp, log, sqrt, abs, tanh, min or max is expected, at character "
       "1"},
      {"alert(1)",
       "f: \"alert(1)\" has \"alert\" where x1, x2, pi, sin, cos, tan, exp, log, sqrt, abs, tanh, min or max is expected, at "
       "character 1"},
      {"1 + @", "f: \"1 + @\" has \"@\" where a value is expected, at character 5"},
      {"ä + x1", "f: \"ä + x1\" has \"ä\" where a value is expected, at character 1"},
      {"x1 − 1", "f: \"x1 − 1\" has \"−\" where an operator or the end is expected, at character 4"},
      {"1234567890123456",
       "f: \"1234567890123456\" has \"1234567890123456\" where a number of 1 to 15 digits is expected, at character 1"},
      {"1.2.3", "f: \"1.2.3\" has \".\" where an operator or the end is expected, at character 4"},
      {"x1 = 2", "f: \"x1 = 2\" has \"=\" where an operator or the end is expected, at character 4"},
  }));
  CHECK(sentence(text) == message);
}

TEST_CASE("A formula has limits of length and depth, and within them the deepest and the longest work", "[formula][error]") {
  const auto nested = [](std::size_t n) { return std::string(n, '(') + "x1" + std::string(n, ')'); };
  CHECK(formulaOf(nested(32))(3, 0) == 3);
  CHECK(sentence(nested(33)) == "f: 33 nested brackets is not in 0…32");
  CHECK(sentence(std::string(201, '1')) == "f: 201 characters is not in 1…200");
  std::string accents;
  for (int i = 0; i < 201; ++i) accents += "é";
  CHECK(sentence(accents) == "f: 201 characters is not in 1…200");
  std::string deep, chain = "x1";
  for (int i = 0; i < 32; ++i) deep += "1+2*(";  // as many waiting operands as brackets allow
  CHECK(formulaOf(deep + "x1" + std::string(32, ')'))(0, 0) == std::exp2(32) - 1);
  while (chain.size() < 197) chain += "+x2";
  CHECK(formulaOf(chain)(1, 1) == 66);
  CHECK(sentence(std::string(150, 'x')).find("…") != std::string::npos);
}

TEST_CASE("No text of the alphabet breaks the parser, and what it reads it can compute", "[formula]") {
  const std::string_view pieces[] = {"x1", "x2", "(",     ")",    "+", "-",    "*",    "/",  "^", "2",
                                     "<",  ">=", " and ", " or ", ",", "min(", "sin(", "pi", ".", "é"};
  Random random(7);
  int read = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::uint32_t length = 1 + random.below(9); length > 0; --length) text += pieces[random.below(20)];
    const auto formula = Formula::parse("f", text);
    if (!formula) {
      REQUIRE(formula.failure().message().find("expected, at character") != std::string::npos);
      continue;
    }
    ++read;
    const double value = formula.value()(0.5, -1.5);
    if (formula.value().isCondition()) REQUIRE((value == 0 || value == 1 || std::isnan(value)));
  }
  CHECK(read > 300);
}

TEST_CASE("The formula of who gives none tells two classes apart", "[formula][dataset]") {
  const Config config = asking(std::nullopt);
  CHECK(config.data.problem() == Problem::classification);
  CHECK(problemOf(Generator::formula) == Problem::classification);
  const auto read = Formula::parse("", config.data.formulaText());
  CHECK(read.value().isCondition());
}

TEST_CASE("A comparison as data tells two classes apart on the square", "[formula][dataset]") {
  Config config = asking("y > 2*sin(x)");
  REQUIRE_FALSE(validate(config));
  CHECK(config.data.problem() == Problem::classification);
  CHECK(config.outputActivation() == Activation::tanh);
  const Dataset clean = makeDataset(config);
  for (std::size_t e = 0; e < clean.examples(); ++e) {
    const auto at = clean.input(e);
    REQUIRE(clean.labels[e] == (at[1] > 2 * std::sin(at[0])));
    REQUIRE(std::max(std::abs(at[0]), std::abs(at[1])) <= 6);
  }
  config.data.noise = 0.4;
  const Dataset noisy = makeDataset(config);
  int moved = 0;
  for (std::size_t e = 0; e < noisy.examples(); ++e) {
    const auto at = noisy.input(e);
    const double distance = std::abs(at[1] - 2 * std::sin(at[0]));
    const bool wrong = noisy.labels[e] != (at[1] > 2 * std::sin(at[0]));
    moved += wrong;
    if (wrong) REQUIRE(distance <= 2 + 2 * 2);  // ±5 · 0.4 up or down, and as far sideways along a curve of slope 2
  }
  CHECK(moved > 20);
  CHECK(moved < 200);
}

TEST_CASE("Any other formula as data asks for its value", "[formula][dataset]") {
  Config config = asking("x1*x2/10");
  CHECK(config.data.problem() == Problem::regression);
  CHECK(config.outputActivation() == Activation::linear);
  const Dataset clean = makeDataset(config);
  CHECK(clean.labels.empty());
  for (std::size_t e = 0; e < clean.examples(); ++e)
    REQUIRE_THAT(clean.targets[e], near(clean.input(e)[0] * clean.input(e)[1] / 10, tests::sameInDouble));
  config.data.noise = 0.3;
  const Dataset noisy = makeDataset(config);
  double largest = 0;
  for (std::size_t e = 0; e < noisy.examples(); ++e)
    largest = std::max(largest, std::abs(noisy.targets[e] - noisy.input(e)[0] * noisy.input(e)[1] / 10));
  CHECK(largest <= 0.3);
  CHECK(largest > 0.28);
}

TEST_CASE("Data is refused where its formula has no finite value, and the point is named", "[formula][session][error]") {
  const std::string text = GENERATE("sqrt(x1)", "log(x2) > 0", "1/(x1-x1)", "exp(100*x1)");
  const double noise = GENERATE(0.0, 0.3);
  Config config = asking(text);
  config.data.noise = noise;
  const auto session = Session::create(config);
  REQUIRE_FALSE(session);
  CHECK(session.failure().code == Error::notFinite);
  const std::string message = session.failure().message();
  CAPTURE(message);
  double x1 = 0, x2 = 0;
  char value[16];
  REQUIRE(std::sscanf(message.c_str(), "data.formula: %15s at x1 = %lf, x2 = %lf is not a finite number", value, &x1, &x2) ==
          3);
  CHECK_FALSE(std::isfinite(static_cast<float>(formulaOf(text)(x1, x2))));
}

TEST_CASE("Data whose formula has no finite value is refused though some of its examples are left out",
          "[formula][session][error]") {
  Config config = asking("log(x2) > 0");
  config.data.imbalance = 0.5;
  const auto session = Session::create(config);
  REQUIRE_FALSE(session);
  CHECK(session.failure().code == Error::notFinite);
}

TEST_CASE("A feature by formula is refused where it is not defined on an example, and the running session stays",
          "[formula][session]") {
  Config config;
  config.features = {Feature::x1, Feature::formula};
  config.featureFormula = "sqrt(x1)";
  const auto refused = Session::create(config);
  REQUIRE_FALSE(refused);
  CHECK(refused.failure().path == "featureFormula");
  CHECK(refused.failure().message().starts_with("featureFormula: NaN at x1 = -"));

  config.featureFormula = "log(x1*x1 + x2*x2)";
  Session session = tests::sessionOf(config);
  session.trainSteps(7);
  const auto before = session.checkpoint();
  DataConfig data = config.data;
  data.generator = Generator::formula;
  data.formula = "log(x1) > x2";
  const auto change = session.setData(data, 5);
  REQUIRE_FALSE(change);
  CHECK(change.failure().path == "data.formula");
  CHECK(session.config().data.generator == Generator::circle);
  Session other = tests::sessionOf(config);
  other.trainSteps(57);
  session.trainSteps(50);
  CHECK(before.step == 7);
  CHECK(std::equal(session.parameters().begin(), session.parameters().end(), other.parameters().begin()));
}

TEST_CASE("A refused feature of a table names the point as the formula saw it: normalized", "[formula][table][error]") {
  Config config = tests::configOf(2, {10, 0, 30, 5}, {1, 2}, {}, Activation::linear);
  config.data.own->normalization = Normalization::minMax;
  config.features = {Feature::formula};
  config.featureFormula = "log(x1)";
  const auto session = Session::create(config);
  REQUIRE_FALSE(session);
  CHECK(session.failure().message() == "featureFormula: NaN at x1 = -1, x2 = -1 is not a finite number");
}

TEST_CASE("The map of a feature by formula is that formula", "[formula][grid]") {
  Config config;
  config.features = {Feature::formula, Feature::x2};
  config.featureFormula = "x1^2 - x2";
  config.layers.clear();
  Session session = tests::sessionOf(config);
  Grid grid{-3, 3, -2, 2, 3, 2, true};
  const auto map = session.predictGrid(grid);
  REQUIRE(map);
  CHECK(map.value()[0] == 3.0f);  // (−2, 1)
  CHECK(map.value()[4] == 1.0f);  // (0, −1)
  const std::vector<double> point{1.5, -2}, target{1};
  CHECK(session.trace(tests::exampleGiven(point, target)).value().input[0] == 4.25);
}
