#include "support/json.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace fixtures {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Json document() {
    Json value = this->value();
    if (peek() != '\0') fail("text after the end");
    return value;
  }

 private:
  Json value() {
    switch (peek()) {
      case '{': return object();
      case '[': return array();
      case '"': return Json(string());
      case 't': return word("true", Json(true));
      case 'f': return word("false", Json(false));
      case 'n': return word("null", Json());
      default: return number();
    }
  }

  Json object() {
    Json::Object members;
    expect('{');
    while (peek() != '}') {
      std::string key = string();
      expect(':');
      members.emplace(std::move(key), value());
      if (peek() != '}') expect(',');
    }
    expect('}');
    return Json(std::move(members));
  }

  Json array() {
    Json::Array items;
    expect('[');
    while (peek() != ']') {
      items.push_back(value());
      if (peek() != ']') expect(',');
    }
    expect(']');
    return Json(std::move(items));
  }

  std::string string() {
    expect('"');
    const std::size_t end = text_.find('"', at_);
    if (end == std::string_view::npos) fail("a string without end");
    std::string content(text_.substr(at_, end - at_));
    if (content.find('\\') != std::string::npos) fail("escapes are not read");
    at_ = end + 1;
    return content;
  }

  Json number() {
    const std::string digits(text_.substr(at_, text_.find_first_not_of("+-.0123456789eE", at_) - at_));
    if (digits.empty()) fail("no value");
    at_ += digits.size();
    return Json(std::strtod(digits.c_str(), nullptr));
  }

  Json word(std::string_view name, Json meaning) {
    if (text_.substr(at_, name.size()) != name) fail("no value");
    at_ += name.size();
    return meaning;
  }

  char peek() {
    at_ = std::min(text_.find_first_not_of(" \n\r\t", at_), text_.size());
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  void expect(char wanted) {
    if (peek() != wanted) fail(std::string("no ") + wanted);
    ++at_;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("JSON: " + what + " at character " + std::to_string(at_));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Json Json::parse(std::string_view text) { return Parser(text).document(); }

const Json& Json::operator[](std::string_view key) const {
  const Object& members = std::get<Object>(content_);
  const auto found = members.find(key);
  if (found == members.end()) throw std::runtime_error("JSON: no " + std::string(key));
  return found->second;
}

std::vector<double> Json::numbers() const {
  if (std::holds_alternative<double>(content_)) return {number()};
  std::vector<double> all;
  for (const Json& item : items())
    for (double number : item.numbers()) all.push_back(number);
  return all;
}

Json load(const std::string& name) {
  std::ifstream file(BACKPROP_FIXTURES "/" + name);
  if (!file) throw std::runtime_error("no fixture " + name);
  std::stringstream text;
  text << file.rdbuf();
  return Json::parse(text.str());
}

}  // namespace fixtures
