// The range of a setting, with the check that enforces it.
#pragma once

#include <string>

#include "backprop/error.h"

namespace backprop {

/// The closed interval of the values a setting may take.
struct Range {
  double min;
  double max;
  bool whole = false;  ///< only whole numbers

  /// What is wrong with `value` at `path`, or nothing.
  Flaw check(const Path& path, double value) const;

  /// As people read it: `1…256`.
  std::string text() const;

 private:
  [[gnu::noinline]] Failure refusal(const Path& path, double value) const;
};

/// The ranges of all settings. Menus, forms and errors read them here.
namespace limits {
inline constexpr Range seed{0, 4294967295.0, true};
inline constexpr Range examples{2, 10000, true};
inline constexpr Range noise{0, 0.5};
inline constexpr Range trainFraction{0.1, 1};
inline constexpr Range shift{-3, 3};
inline constexpr Range imbalance{0, 0.99};
inline constexpr Range labelNoise{0, 0.5};
inline constexpr Range formula{1, 200, true};  ///< characters
inline constexpr Range brackets{0, 32, true};  ///< of a formula, one in another
inline constexpr Range dimensions{1, 64, true};
inline constexpr Range outputs{1, 10, true};
inline constexpr Range classes{2, 10, true};  ///< of a table
inline constexpr Range generatedClasses{2, 5, true};
inline constexpr Range label{0, 9, true};
inline constexpr Range layers{0, 16, true};
inline constexpr Range units{1, 256, true};
inline constexpr Range learningRate{1e-6, 100};
inline constexpr Range regularizationRate{0, 10};
inline constexpr Range probability{0, 1};
inline constexpr Range clipping{1e-6, 1e6};
inline constexpr Range dropout{0, 0.9};
inline constexpr Range batchSize{1, 1000, true};
inline constexpr Range gridSide{1, 1000, true};
inline constexpr Range epsilon{1e-12, 0.1};
inline constexpr Range optimizerSteps{0, 1e15, true};                          ///< that an optimizer can have made
inline constexpr Range number{-3.4028234663852886e38, 3.4028234663852886e38};  ///< that a float holds
}  // namespace limits

}  // namespace backprop
