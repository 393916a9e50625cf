// Formulas that people type, as `x2 > sin(x1)`: read once into a small postfix program and computed by our own arithmetic, so
// that the bits are the same everywhere. Nothing is ever run as code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backprop/error.h"

namespace backprop {

/// A formula over a point (x1, x2), also called (x, y). From the loosest to the tightest:
///   or, and;  < > <= >=;  + −;  * /;  − before a value;  ^ with a whole power from 0 to 32
/// and values: numbers of up to 15 digits, pi, brackets, sin cos tan exp log sqrt abs tanh of one value, min max of two.
/// Between all of these there may be spaces, tabs and line breaks.
/// A condition (a comparison, or several joined by and, or) is 1 or 0, and counts as a number inside of others.
class Formula {
 public:
  enum class Operation : std::uint8_t;

  struct Instruction {
    Operation operation;
    double value = 0;  ///< the number that is meant, or the power
  };

  /// Reads at most 200 characters with at most 32 brackets in each other. Failures say at which character what was expected.
  static Result<Formula> parse(const Path& path, const std::string& text);

  /// The value at a point. What is not defined there (√−1, log −1, 0/0) is NaN, and so is all that is computed from it,
  /// comparisons too; x/0 and log 0 are infinite. exp stays at about 8e307 where it would be infinite.
  double operator()(double x1, double x2) const;

  /// Whether it tells two classes apart; else it is a number.
  bool isCondition() const { return condition_; }

 private:
  std::vector<Instruction> program_;  // in postfix order
  bool condition_ = false;
};

}  // namespace backprop
