// What can go wrong, as values: the library neither throws nor prints.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "backprop/path.h"

namespace backprop {

enum class Error {
  outOfRange,        ///< a number outside its range
  notWhole,          ///< a fraction where a whole number belongs
  notFinite,         ///< NaN or infinity where a finite number belongs
  unknownName,       ///< a name that is not in the list of an enum
  unknownKey,        ///< a setting that does not exist
  wrongType,         ///< text for a number, a number for a list, ...
  wrongLength,       ///< a list that has too few or too many entries
  contradiction,     ///< two settings that exclude each other
  needsNewSession,   ///< a change that the running network cannot take over
  nothingToRecover,  ///< recovery asked of a session that has not diverged
  notAFormula,       ///< a formula that cannot be read
};

/// The name of an error as programs see it.
std::string_view nameOf(Error code);

/// One thing that is wrong: where, what was found, what is allowed.
struct Failure {
  Error code;
  std::string path;     ///< of the setting, as in `layers[1].units`; empty if it is no setting
  std::string found;    ///< the offending value, printed
  std::string allowed;  ///< what would be right, printed: `1…256`; empty if the sentence does not say it

  /// One sentence for people: `layers[1].units: 0 is not in 1…256`.
  std::string message() const;
};

/// A failure or nothing. A single pointer: every check hands one up, and moving three strings each time costs 1.3 KB gzip.
class [[nodiscard]] Flaw {
 public:
  Flaw() = default;
  Flaw(Failure failure);

  explicit operator bool() const { return failure_ != nullptr; }
  Failure& operator*() const { return *failure_; }
  Failure* operator->() const { return failure_.get(); }

 private:
  std::unique_ptr<Failure> failure_;
};

/// What is wrong with a list of `found` entries where `needed` belong.
Flaw checkLength(const Path& path, std::size_t found, std::size_t needed);

/// A value or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Flaw flaw) : flaw_(std::move(flaw)) {}
  Result(Failure failure) : flaw_(std::move(failure)) {}

  explicit operator bool() const { return value_.has_value(); }
  T& value() { return *value_; }
  const T& value() const { return *value_; }
  const Failure& failure() const { return *flaw_; }

 private:
  std::optional<T> value_;
  Flaw flaw_;
};

/// The result of what returns nothing.
using Status = Result<std::monostate>;
inline Status ok() { return std::monostate{}; }

/// A stranger's text as part of a sentence: in one line, and not too long.
std::string quoted(std::string text);

/// `a, b or c`, where `last` is " or ". Of one at least.
std::string joined(std::span<const std::string_view> words, const char* last);

/// Prints a number in the shortest form of at most so many significant digits, from 1 to 15: 0.03, 0.00001, 1e-7. Whole numbers
/// up to 2⁵³ have all of theirs.
std::string formatNumber(double value, int digits = 6);

}  // namespace backprop
