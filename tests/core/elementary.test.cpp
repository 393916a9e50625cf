#include "backprop/elementary.h"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using backprop::Lanes;

namespace {

/// Distance of `actual` from `exact` in units of the last place of `exact`.
template <class T>
double ulps(T actual, long double exact) {
  const T nearest = static_cast<T>(exact);
  const T next = std::nextafter(std::fabs(nearest), std::numeric_limits<T>::infinity());
  const long double place = static_cast<long double>(next) - std::fabs(static_cast<long double>(nearest));
  return static_cast<double>(std::fabs(static_cast<long double>(actual) - exact) / place);
}

/// The largest error in ulp over evenly spaced samples of [from, to].
template <class T, class Own, class Exact>
double worstUlps(Own own, Exact exact, double from, double to) {
  constexpr int samples = 200000;
  double worst = 0;
  for (int i = 0; i <= samples; ++i) {
    const T x = static_cast<T>(from + (to - from) * i / samples);
    worst = std::max(worst, ulps<T>(own(x), exact(static_cast<long double>(x))));
  }
  return worst;
}

constexpr auto ownExp = [](auto x) { return backprop::exp(x); };
constexpr auto ownExpm1 = [](auto x) { return backprop::expm1(x); };
constexpr auto ownTanh = [](auto x) { return backprop::tanh(x); };
constexpr auto ownLog = [](auto x) { return backprop::log(x); };
constexpr auto ownLog1p = [](auto x) { return backprop::log1p(x); };
constexpr auto ownSin = [](auto x) { return backprop::sin(x); };
constexpr auto ownCos = [](auto x) { return backprop::cos(x); };
constexpr auto exactExp = [](long double x) { return std::exp(x); };
constexpr auto exactExpm1 = [](long double x) { return std::expm1(x); };
constexpr auto exactTanh = [](long double x) { return std::tanh(x); };
constexpr auto exactLog = [](long double x) { return std::log(x); };
constexpr auto exactLog1p = [](long double x) { return std::log1p(x); };
constexpr auto exactSin = [](long double x) { return std::sin(x); };
constexpr auto exactCos = [](long double x) { return std::cos(x); };

/// A polynomial and a few roundings on top: what a good implementation without tables reaches.
constexpr double fewUlps = 2.0;
/// tanh divides two rounded quantities; the polynomial for float makes up for that.
template <class T>
constexpr double quotientUlps = sizeof(T) == sizeof(float) ? fewUlps : 3.0;

/// What the oracle itself is off by: Emscripten's functions for long double are those for double.
#ifdef __EMSCRIPTEN__
template <class T>
constexpr double oracleUlps = sizeof(T) == sizeof(double) ? 1.0 : 0.0;
#else
template <class T>
constexpr double oracleUlps = 0;
#endif

/// Numbers of every size and sign, zeros, infinities and NaN among them; a multiple of the lanes.
std::vector<float> allKinds() {
  std::vector<float> values{0.0f,
                            -0.0f,
                            std::numeric_limits<float>::infinity(),
                            -std::numeric_limits<float>::infinity(),
                            std::numeric_limits<float>::quiet_NaN(),
                            1.0f,
                            -1.0f,
                            std::numeric_limits<float>::denorm_min()};
  for (float size = 1e-30f; size < 1e30f; size *= 1.7f) values.insert(values.end(), {size, -size});
  while (values.size() % Lanes::count != 0) values.push_back(0.5f);
  return values;
}

template <class Function>
void checkLanes(Function function) {
  const std::vector<float> values = allKinds();
  for (std::size_t i = 0; i < values.size(); i += Lanes::count) {
    const Lanes four = function(Lanes::load(&values[i]));
    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      const float one = function(values[i + lane]);
      CAPTURE(values[i + lane], one, four[lane]);
      if (std::isnan(one))
        CHECK(std::isnan(four[lane]));
      else
        CHECK(backprop::bitsOf(one) == backprop::bitsOf(four[lane]));
    }
  }
}

}  // namespace

TEMPLATE_TEST_CASE("exp is within two units of the last place", "[elementary]", float, double) {
  CHECK(worstUlps<TestType>(ownExp, exactExp, -1, 1) < fewUlps + oracleUlps<TestType>);
  CHECK(worstUlps<TestType>(ownExp, exactExp, -87, 88) < fewUlps + oracleUlps<TestType>);
}

TEMPLATE_TEST_CASE("tanh is within two units of the last place, three in double, near zero too", "[elementary]", float,
                   double) {
  CHECK(worstUlps<TestType>(ownTanh, exactTanh, -1e-3, 1e-3) < quotientUlps<TestType> + oracleUlps<TestType>);
  CHECK(worstUlps<TestType>(ownTanh, exactTanh, -1, 1) < quotientUlps<TestType> + oracleUlps<TestType>);
  CHECK(worstUlps<TestType>(ownTanh, exactTanh, -25, 25) < quotientUlps<TestType> + oracleUlps<TestType>);
}

TEMPLATE_TEST_CASE("log is within two units of the last place", "[elementary]", float, double) {
  CHECK(worstUlps<TestType>(ownLog, exactLog, 0.5, 2) < fewUlps + oracleUlps<TestType>);
  CHECK(worstUlps<TestType>(ownLog, exactLog, 1e-30, 1e-25) < fewUlps + oracleUlps<TestType>);
  CHECK(worstUlps<TestType>(ownLog, exactLog, 1, 1e30) < fewUlps + oracleUlps<TestType>);
}

TEMPLATE_TEST_CASE("expm1 and log1p are within two units of the last place, near zero too", "[elementary]", float, double) {
  CHECK(worstUlps<TestType>(ownExpm1, exactExpm1, -1e-3, 1e-3) < fewUlps + oracleUlps<TestType>);
  CHECK(worstUlps<TestType>(ownExpm1, exactExpm1, -1, 1) < fewUlps + oracleUlps<TestType>);
  CHECK(worstUlps<TestType>(ownExpm1, exactExpm1, -40, 0) < fewUlps + oracleUlps<TestType>);
  CHECK(worstUlps<TestType>(ownLog1p, exactLog1p, 0, 1e-3) < fewUlps + oracleUlps<TestType>);
  CHECK(worstUlps<TestType>(ownLog1p, exactLog1p, 0, 1) < fewUlps + oracleUlps<TestType>);
}

TEMPLATE_TEST_CASE("sin and cos are within two units of the last place on the data's square", "[elementary]", float, double) {
  CHECK(worstUlps<TestType>(ownSin, exactSin, -1, 1) < fewUlps + oracleUlps<TestType>);
  // Where the curve crosses zero the last place shrinks, so there the error is measured against 1.
  for (double x = -40; x < 40; x += 0.0007) {
    const auto argument = static_cast<TestType>(x);
    const auto exact = static_cast<long double>(argument);
    const double unit = static_cast<double>(std::numeric_limits<TestType>::epsilon());
    REQUIRE(std::fabs(static_cast<double>(static_cast<long double>(backprop::sin(argument)) - exactSin(exact))) <
            fewUlps * unit);
    REQUIRE(std::fabs(static_cast<double>(static_cast<long double>(backprop::cos(argument)) - exactCos(exact))) <
            fewUlps * unit);
  }
}

TEMPLATE_TEST_CASE("atan2 is within two units of the last place all the way round, at every size", "[elementary]", float,
                   double) {
  double worst = 0;
  for (const double size : {1e-20, 0.01, 1.0, 6.0, 1e15})
    for (double angle = -3.1415; angle < 3.1415; angle += 0.000137) {
      const auto y = static_cast<TestType>(size * std::sin(angle)), x = static_cast<TestType>(size * std::cos(angle));
      const auto exact = std::atan2(static_cast<long double>(y), static_cast<long double>(x));
      worst = std::max(worst, ulps<TestType>(backprop::atan2(y, x), exact));
    }
  CHECK(worst < fewUlps + oracleUlps<TestType>);
}

TEMPLATE_TEST_CASE("atan2 knows the axes, the origin and the diagonal", "[elementary]", float, double) {
  constexpr TestType zero = 0, one = 1, pi = static_cast<TestType>(3.14159265358979323846L);
  CHECK(backprop::atan2(zero, zero) == zero);
  CHECK(backprop::atan2(zero, one) == zero);
  CHECK(backprop::atan2(one, zero) == pi / 2);
  CHECK(backprop::atan2(-one, zero) == -pi / 2);
  CHECK(backprop::atan2(zero, -one) == pi);
  CHECK(backprop::atan2(one, one) == pi / 4);
  CHECK(backprop::atan2(-one, -one) == static_cast<TestType>(-3 * 3.14159265358979323846L / 4));
  constexpr TestType nan = std::numeric_limits<TestType>::quiet_NaN();
  CHECK(std::isnan(backprop::atan2(nan, one)));
  CHECK(std::isnan(backprop::atan2(one, nan)));
}

TEMPLATE_TEST_CASE("tanh and sin are odd and cos is even, bit for bit", "[elementary]", float, double) {
  for (double x = 0; x < 30; x += 0.01) {
    const auto argument = static_cast<TestType>(x);
    REQUIRE(backprop::bitsOf(backprop::tanh(-argument)) == backprop::bitsOf(-backprop::tanh(argument)));
    REQUIRE(backprop::sin(-argument) == -backprop::sin(argument));
  }
  REQUIRE(backprop::sin(TestType(0)) == TestType(0));
  REQUIRE(backprop::cos(TestType(0)) == TestType(1));
}

TEMPLATE_TEST_CASE("The elementary functions hold what the formulas promise at the ends", "[elementary]", float, double) {
  constexpr TestType infinity = std::numeric_limits<TestType>::infinity();
  CHECK(backprop::exp(TestType(0)) == TestType(1));
  CHECK(backprop::log(TestType(1)) == TestType(0));
  CHECK(backprop::tanh(TestType(0)) == TestType(0));
  CHECK(backprop::tanh(infinity) == TestType(1));
  CHECK(backprop::tanh(-infinity) == TestType(-1));
  CHECK(std::isfinite(backprop::exp(infinity)));
  CHECK(backprop::exp(-infinity) >= TestType(0));
  CHECK(backprop::exp(-infinity) < static_cast<TestType>(1e-37));
  for (double x = -30; x < 30; x += 0.013) {
    REQUIRE(backprop::absolute(backprop::tanh(static_cast<TestType>(x))) <= TestType(1));
    REQUIRE(backprop::absolute(backprop::sin(static_cast<TestType>(x * 1e6))) <= TestType(1));
  }
}

TEMPLATE_TEST_CASE("NaN in, NaN out", "[elementary]", float, double) {
  constexpr TestType nan = std::numeric_limits<TestType>::quiet_NaN();
  CHECK(std::isnan(backprop::exp(nan)));
  CHECK(std::isnan(backprop::expm1(nan)));
  CHECK(std::isnan(backprop::log1p(nan)));
  CHECK(std::isnan(backprop::tanh(nan)));
  CHECK(std::isnan(backprop::sin(nan)));
  CHECK(std::isnan(backprop::cos(nan)));
}

TEST_CASE("Four lanes give the bits of four lone numbers", "[elementary][lanes]") {
  SECTION("exp") { checkLanes(ownExp); }
  SECTION("expm1") { checkLanes(ownExpm1); }
  SECTION("log1p") { checkLanes(ownLog1p); }
  SECTION("tanh") { checkLanes(ownTanh); }
  SECTION("log") { checkLanes(ownLog); }
  SECTION("sin") { checkLanes(ownSin); }
  SECTION("cos") { checkLanes(ownCos); }
  SECTION("atan2") {
    checkLanes([](auto x) { return backprop::atan2(x, decltype(x)(-0.75f)); });
    checkLanes([](auto y) { return backprop::atan2(decltype(y)(2), y); });
  }
  SECTION("sqrt") {
    checkLanes([](auto x) { return backprop::sqrt(x); });
  }
}

TEST_CASE("Lane sums have one order, alone and four at a time", "[lanes]") {
  // In another order of these numbers the small ones are lost or kept differently.
  const Lanes a(Lanes::Raw{1e8f, 1.0f, -1e8f, 3.0f}), b(Lanes::Raw{1.0f, 1e8f, 5.0f, -1e8f});
  const Lanes c(Lanes::Raw{0.1f, 0.2f, 0.3f, 0.4f}), d(Lanes::Raw{1e-8f, 1.0f, 1e-8f, -1.0f});
  CHECK(backprop::sum(a) == 4.0f);
  const Lanes all = backprop::sums(a, b, c, d);
  CHECK(all[0] == backprop::sum(a));
  CHECK(all[1] == backprop::sum(b));
  CHECK(all[2] == backprop::sum(c));
  CHECK(all[3] == backprop::sum(d));
}
