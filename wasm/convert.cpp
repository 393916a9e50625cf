#include "convert.h"

#include <algorithm>

namespace backprop {
namespace {

[[gnu::noinline]] Flaw unknownName(const Path& path, const std::string& name, std::span<const std::string_view> names) {
  return Failure{Error::unknownName, path, quoted(name), joined(names, " or ")};
}

[[gnu::noinline]] Flaw unknownKey(const Path& path, const std::string& key, std::span<const std::string_view> known) {
  return Failure{Error::unknownKey, path.at(quoted(key).c_str()), "", joined(known, " and ")};
}

/// Appends the numbers of a list.
Flaw appendNumbers(const val& list, const Path& path, std::vector<double>& target) {
  if (!isList(list)) return wrongType(path, list, "a list of numbers");
  const auto length = list["length"].as<unsigned>();
  if (auto flaw = checkCount(path, length)) return flaw;
  if (target.empty()) target.reserve(length);
  for (unsigned i = 0; i < length; ++i) {
    const val item = list[i];
    if (!item.isNumber()) return wrongType(path[i], item, "a number");
    target.push_back(item.as<double>());
  }
  return {};
}

}  // namespace

void put(val& object, const char* key, const val& value) { object.set(key, value); }

bool isList(const val& value) { return value.isArray() || val::global("ArrayBuffer").call<bool>("isView", value); }

bool isObject(const val& value) { return value.typeOf().as<std::string>() == "object" && !value.isNull() && !value.isArray(); }

std::string describe(const val& value) {
  if (value.isNull()) return "null";
  if (value.isArray()) return "a list";
  const auto type = value.typeOf().as<std::string>();
  if (type == "undefined") return type;
  if (type == "number") return formatNumber(value.as<double>());
  if (type == "boolean") return value.as<bool>() ? "true" : "false";
  if (type == "string") return "\"" + quoted(value.as<std::string>()) + "\"";
  return (type == "object" ? "an " : "a ") + type;
}

std::vector<std::string> ownKeys(const val& object) {
  return emscripten::vecFromJSArray<std::string>(val::global("Object").call<val>("keys", object));
}

Flaw checkCount(const Path& path, double found) {
  constexpr Range numbers{0, 16777216, true};  // floats: 64 MB of the 256 MB that the module may have
  auto flaw = numbers.check(path, found);
  if (flaw) flaw->found += " numbers";
  return flaw;
}

Failure wrongType(const Path& path, const val& found, const char* allowed) {
  const std::string at = path.text();
  return {Error::wrongType, at.empty() ? "config" : at, describe(found), allowed};
}

Flaw Reader::read(const val& value, const Path& path, bool& target, const Range&) {
  if (!value.isTrue() && !value.isFalse()) return wrongType(path, value, "true or false");
  target = value.isTrue();
  return {};
}

Flaw Reader::read(const val& value, const Path& path, double& target, const Range& range) {
  if (!value.isNumber()) return wrongType(path, value, "a number");
  const auto number = value.as<double>();
  auto flaw = range.check(path, number);
  if (!flaw) target = number;
  return flaw;
}

Flaw Reader::read(const val& value, const Path& path, std::string& target, const Range&) {
  if (!value.isString()) return wrongType(path, value, "text");
  target = value.as<std::string>();
  return {};
}

Flaw Reader::readObject(const val& value, const Path& path, void* target, void (*visitFields)(ObjectReader&, void*)) {
  if (!isObject(value)) return wrongType(path, value, "an object");
  ObjectReader reader(value, path);
  visitFields(reader, target);
  return reader.finish();
}

Flaw Reader::readName(const val& value, const Path& path, std::span<const std::string_view> names, std::size_t& index) {
  std::string name;
  if (auto flaw = read(value, path, name, {})) return flaw;
  index = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  return index < names.size() ? Flaw() : unknownName(path, name, names);
}

Flaw Reader::read(const val& value, const Path& path, std::vector<float>& target, const Range&) {
  if (!value.instanceof(val::global("Float32Array"))) return wrongType(path, value, "a Float32Array");
  if (auto flaw = checkCount(path, value["length"].as<double>())) return flaw;
  target = emscripten::convertJSArrayToNumberVector<float>(value);
  return {};
}

Flaw Reader::read(const val& value, const Path& path, std::vector<double>& target, const Range&) {
  std::vector<double> numbers;
  auto flaw = appendNumbers(value, path, numbers);
  if (!flaw) target = std::move(numbers);
  return flaw;
}

Flaw Reader::read(const val& value, const Path& path, Rows& target, const Range&) {
  if (!value.isArray()) return wrongType(path, value, "a list of rows");
  const auto rows = value["length"].as<unsigned>();
  if (auto flaw = checkLength(path, rows, target.count.value_or(rows))) return flaw;
  if (auto flaw = limits::examples.check(path, rows)) {
    flaw->found += " rows";
    return flaw;
  }
  target.values.clear();
  target.width = 0;
  for (unsigned r = 0; r < rows; ++r) {
    const Path at = path[r];
    const std::size_t before = target.values.size();
    if (auto flaw = appendNumbers(value[r], at, target.values)) return flaw;
    const std::size_t width = target.values.size() - before;
    if (r == 0) target.width = width;
    if (auto flaw = checkLength(at, width, target.width)) return flaw;
  }
  return {};
}

Flaw Reader::read(const val& value, const Path& path, DataConfig& target, const Range&) {
  const auto keys = isObject(value) ? ownKeys(value) : std::vector<std::string>{};
  const auto has = [&](const char* key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
  if (has("inputs"))
    target.own = Table{};
  else if (has("generator"))
    target.own.reset(), target.classCount.reset(), target.formula.reset();
  return readFields(value, path, target);
}

void ObjectReader::visit(const char* name, void* field, const Range& range,
                         Flaw (*read)(const val&, const Path&, void*, const Range&)) {
  known_.push_back(name);
  if (flaw_ || std::find(keys_.begin(), keys_.end(), name) == keys_.end()) return;
  const val value = object_[name];
  if (!value.isUndefined()) flaw_ = read(value, path_.at(name), field, range);
}

Flaw ObjectReader::finish() {
  if (flaw_) return std::move(flaw_);
  for (const std::string& key : keys_)
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) return unknownKey(path_, key, known_);
  return {};
}

void ObjectWriter::visit(const char* name, const void* field, val (*write)(const void*)) {
  const val value = write(field);
  if (!value.isUndefined()) put(object_, name, value);
}

void LimitsWriter::note(const char* name, const Range& range) {
  put(limits_, path_.at(name).text().c_str(), Writer::write(range));
}

val Writer::write(const Rows& rows) {
  if (rows.values.empty()) return val::undefined();
  val list = val::array();
  for (std::size_t at = 0; at < rows.values.size(); at += rows.width) {
    const auto row = std::span<const double>(rows.values).subspan(at, rows.width);
    list.call<void>("push", val::array(row.begin(), row.end()));
  }
  return list;
}

}  // namespace backprop
