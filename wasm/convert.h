// Between JavaScript's values and the structs of core, along the lists of fields.h. Reading checks types, unknown keys and the
// ranges of numbers; what a combination of settings may be is for core's `validate` to say.
#pragma once

#include <emscripten/val.h>

#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "backprop/error.h"
#include "fields.h"

namespace backprop {

using emscripten::val;

/// A copy that JavaScript owns: Float32Array, Float64Array, Int32Array or Uint8Array.
template <class T>
val typedArray(std::span<const T> values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).template call<val>("slice");
}

/// The value as a sentence names it: `"4"`, `null`, `a list`.
std::string describe(const val& value);

/// object[key] = value; `val::set` itself is compiled anew for every length of key.
void put(val& object, const char* key, const val& value);

bool isObject(const val& value);

/// An array or a typed one.
bool isList(const val& value);

/// The object's own keys, or none: inherited ones are nobody's setting.
std::vector<std::string> ownKeys(const val& object);

/// Refuses an array of more numbers than the module's memory is meant to hold.
Flaw checkCount(const Path& path, double found);

Failure wrongType(const Path& path, const val& found, const char* allowed);

template <class T>
concept HasFields = requires(T& object, void (*visit)(...)) { fields(visit, object); };

class ObjectReader;

/// Reads JavaScript's values into C++ ones. Where a value is wrong, `target` stays as it is, but for rows and objects.
struct Reader {
  static Flaw read(const val& value, const Path& path, bool& target, const Range&);
  static Flaw read(const val& value, const Path& path, double& target, const Range& range);
  static Flaw read(const val& value, const Path& path, std::string& target, const Range&);

  /// (n) from a Float32Array: parameters and checkpoints, which no one types by hand.
  static Flaw read(const val& value, const Path& path, std::vector<float>& target, const Range&);
  /// (n) from a list or a typed array.
  static Flaw read(const val& value, const Path& path, std::vector<double>& target, const Range&);
  static Flaw read(const val& value, const Path& path, Rows& target, const Range&);
  /// The keys of a table and those of a generator exclude each other; which are there decides.
  static Flaw read(const val& value, const Path& path, DataConfig& target, const Range&);

  template <class Integer>
    requires std::is_integral_v<Integer>
  static Flaw read(const val& value, const Path& path, Integer& target, const Range& range) {
    double number = 0;
    if (auto flaw = read(value, path, number, range)) return flaw;
    target = static_cast<Integer>(number);
    return {};
  }

  template <class Enum>
    requires std::is_enum_v<Enum>
  static Flaw read(const val& value, const Path& path, Enum& target, const Range&) {
    std::size_t index = 0;
    auto flaw = readName(value, path, names<Enum>, index);
    if (!flaw) target = static_cast<Enum>(index);
    return flaw;
  }

  template <class T>
  static Flaw read(const val& value, const Path& path, std::optional<T>& target, const Range& range) {
    T content{};
    auto flaw = read(value, path, content, range);
    if (!flaw) target = std::move(content);
    return flaw;
  }

  template <class T>
  static Flaw read(const val& value, const Path& path, std::vector<T>& target, const Range& range) {
    if (!isList(value)) return wrongType(path, value, "a list");
    std::vector<T> list;
    const auto length = value["length"].as<unsigned>();
    if (auto flaw = checkCount(path, length)) return flaw;
    for (unsigned i = 0; i < length; ++i)
      if (auto flaw = read(value[i], path[i], list.emplace_back(), range)) return flaw;
    target = std::move(list);
    return {};
  }

  template <class T>
  static Flaw read(const val& value, const Path& path, IfAny<T>& target, const Range& range) {
    return read(value, path, target.values, range);
  }

  template <class Number>
  static Flaw read(const val& value, const Path& path, IfGiven<Number>& target, const Range& range) {
    return read(value, path, target.value, range);
  }

  template <HasFields Object>
  static Flaw read(const val& value, const Path& path, Object& target, const Range& = {}) {
    return readFields(value, path, target);
  }

 private:
  template <class Object>
  static Flaw readFields(const val& value, const Path& path, Object& target);
  static Flaw readObject(const val& value, const Path& path, void* target, void (*visitFields)(ObjectReader&, void*));
  static Flaw readName(const val& value, const Path& path, std::span<const std::string_view> names, std::size_t& index);
};

/// Visits the fields of one object: reads those that are there, then looks for keys that no field has.
class ObjectReader {
 public:
  ObjectReader(const val& object, const Path& path) : object_(object), path_(path), keys_(ownKeys(object)) {}

  template <class Field>
  void operator()(const char* name, Field&& field, const Range& range = {}) {
    using Target = std::remove_reference_t<Field>;
    visit(name, &field, range, [](const val& value, const Path& path, void* target, const Range& limits) {
      return Reader::read(value, path, *static_cast<Target*>(target), limits);
    });
  }

  /// What was wrong with a field, or else with a key that no field has.
  Flaw finish();

 private:
  // One body for all fields: as a template it would be most of the module.
  void visit(const char* name, void* field, const Range& range, Flaw (*read)(const val&, const Path&, void*, const Range&));

  const val& object_;
  const Path& path_;
  std::vector<std::string> keys_;
  std::vector<std::string_view> known_;
  Flaw flaw_;
};

template <class Object>
Flaw Reader::readFields(const val& value, const Path& path, Object& target) {
  // Giving a block's name resets its options
  if constexpr (!options<Object>.empty())
    if (isObject(value) && !value["name"].isUndefined())
      for (const auto& option : options<Object>) target.*option.member = std::nullopt;
  return readObject(value, path, &target,
                    [](ObjectReader& reader, void* object) { fields(reader, *static_cast<Object*>(object)); });
}

/// Writes C++ values as JavaScript's; arrays of numbers become typed arrays, lists of settings plain ones.
struct Writer {
  static val write(bool value) { return val(value); }
  static val write(double value) { return val(value); }
  static val write(const std::string& value) { return val(value); }
  static val write(const std::vector<float>& values) { return typedArray<float>(values); }
  static val write(std::span<const float> values) { return typedArray<float>(values); }
  static val write(const std::vector<double>& values) { return typedArray<double>(values); }
  static val write(const Rows& rows);

  template <class Integer>
    requires std::is_integral_v<Integer>
  static val write(Integer value) {
    return val(static_cast<double>(value));
  }

  template <class Enum>
    requires std::is_enum_v<Enum>
  static val write(Enum value) {
    return val(std::string(nameOf(value)));
  }

  template <class T>
  static val write(const std::optional<T>& value) {
    return value ? write(*value) : val::null();
  }

  /// undefined, which is no field, where there is none.
  template <class T>
  static val write(const IfAny<T>& list) {
    return list.values.empty() ? val::undefined() : write(list.values);
  }

  template <class Number>
  static val write(const IfGiven<Number>& number) {
    return number.value ? write(*number.value) : val::undefined();
  }

  template <class T>
  static val write(const std::vector<T>& list) {
    val array = val::array();
    for (const T& item : list) array.call<void>("push", write(item));
    return array;
  }

  template <HasFields Object>
  static val write(const Object& object);
};

/// Visits the fields of one object and sets them on a new JavaScript object.
class ObjectWriter {
 public:
  template <class Field>
  void operator()(const char* name, Field&& field, const Range& = {}) {
    using Source = std::remove_reference_t<Field>;
    visit(name, &field, [](const void* source) { return Writer::write(*static_cast<const Source*>(source)); });
  }

  const val& object() const { return object_; }

 private:
  void visit(const char* name, const void* field, val (*write)(const void*));  // one body for all fields, as in ObjectReader

  val object_ = val::object();
};

template <HasFields Object>
val Writer::write(const Object& object) {
  ObjectWriter writer;
  fields(writer, const_cast<Object&>(object));  // one list of fields serves reading and writing; this visitor only reads
  return writer.object();
}

/// Visits the fields of a config and notes their ranges by path: `optimizer.learningRate`, `layers.units`.
class LimitsWriter {
 public:
  LimitsWriter(val& limits, Path path) : limits_(limits), path_(path) {}

  template <class Field>
  void operator()(const char* name, Field&& field) {
    if constexpr (HasFields<std::remove_cvref_t<Field>>) {
      LimitsWriter inner(limits_, path_.at(name));
      fields(inner, field);
    }
  }

  template <class Field>
  void operator()(const char* name, Field&& field, const Range& range) {
    note(name, range);
    visitItem(name, field);
  }

 private:
  void note(const char* name, const Range& range);

  template <class Field>
  void visitItem(const char*, Field&) {}
  template <HasFields Item>
  void visitItem(const char* name, std::vector<Item>&) {
    Item item;
    (*this)(name, item);
  }

  val& limits_;
  Path path_;
};

}  // namespace backprop
