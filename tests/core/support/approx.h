// How near is near enough. Each tolerance has a name and a reason; relative or absolute, whichever is met first, because a
// relative bound alone is meaningless about zero.
#pragma once

#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <string>

namespace tests {

struct Tolerance {
  double relative;
  double absolute;
};

/// WithinRel || WithinAbs, as one object: Catch2's || keeps references to its operands and cannot be returned.
class Near : public Catch::Matchers::MatcherBase<double> {
 public:
  Near(double expected, Tolerance tolerance)
      : relative_(Catch::Matchers::WithinRel(expected, tolerance.relative)),
        absolute_(Catch::Matchers::WithinAbs(expected, tolerance.absolute)) {}

  bool match(const double& actual) const override { return relative_.match(actual) || absolute_.match(actual); }
  std::string describe() const override { return relative_.toString() + " or " + absolute_.toString(); }

 private:
  Catch::Matchers::WithinRelMatcher relative_;
  Catch::Matchers::WithinAbsMatcher absolute_;
};

inline Near near(double expected, Tolerance tolerance) { return Near(expected, tolerance); }

/// Two ways to compute the same thing in double precision: some hundred roundings of 1.1e-16.
inline constexpr Tolerance sameInDouble{1e-12, 1e-13};
/// The same in single precision: some hundred roundings of 6e-8.
inline constexpr Tolerance sameInFloat{1e-5, 1e-6};

}  // namespace tests
