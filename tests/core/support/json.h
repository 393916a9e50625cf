// Reads the fixtures: as much JSON as they use. For tests only: a wrong file throws.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace fixtures {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::map<std::string, Json, std::less<>>;

  static Json parse(std::string_view text);

  Json() = default;
  explicit Json(double number) : content_(number) {}
  explicit Json(bool truth) : content_(truth) {}
  explicit Json(std::string text) : content_(std::move(text)) {}
  explicit Json(Array items) : content_(std::move(items)) {}
  explicit Json(Object members) : content_(std::move(members)) {}

  double number() const { return std::get<double>(content_); }
  bool truth() const { return std::get<bool>(content_); }
  const std::string& text() const { return std::get<std::string>(content_); }
  const Array& items() const { return std::get<Array>(content_); }

  bool has(std::string_view key) const { return std::get<Object>(content_).contains(key); }
  const Json& operator[](std::string_view key) const;

  /// All numbers of a list, or of a list of lists one after the other.
  std::vector<double> numbers() const;

 private:
  std::variant<std::monostate, double, bool, std::string, Array, Object> content_;
};

/// The file of that name in tests/fixtures.
Json load(const std::string& name);

}  // namespace fixtures
