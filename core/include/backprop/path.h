// Where a setting is: `layers[1].units`.
#pragma once

#include <cstddef>
#include <string>

namespace backprop {

/// Every check is told the path, and only a refusal reads it: so it is a chain of pointers, and becomes text when asked. What a
/// path is made of must outlive it, as it does within one expression.
class Path {
 public:
  /// A name, or the empty path of what has none.
  Path(const char* name) : name_(name) {}

  Path operator[](std::size_t index) const { return Path(this, nullptr, index); }
  Path at(const char* name) const { return Path(this, name, 0); }

  std::string text() const;
  operator std::string() const { return text(); }

 private:
  Path(const Path* before, const char* name, std::size_t index) : before_(before), name_(name), index_(index) {}

  const Path* before_ = nullptr;
  const char* name_;  ///< none where an index is meant
  std::size_t index_ = 0;
};

}  // namespace backprop
