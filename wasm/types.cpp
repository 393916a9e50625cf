// The types that cross between C++ and JavaScript, in the place of Embind's own list: that one registers every integer, three
// kinds of wide strings and views of all of them, and brings the JavaScript for each. The linker takes these definitions before
// the library's. A type that is missing here throws on its first use.
#include <emscripten/bind.h>
#include <emscripten/wire.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <string>

using namespace emscripten;
using namespace emscripten::internal;

namespace {

template <class Integer>
void integer(const char* name) {
  using Limits = std::numeric_limits<Integer>;
  _embind_register_integer(TypeID<Integer>::get(), name, sizeof(Integer), Limits::min(), Limits::max());
}

/// Which typed array, by its place in the list of embind.js.
enum Array { uint8 = 1, int32 = 4, uint32 = 5, float32 = 6, float64 = 7 };

template <class Number>
void view(Array array, const char* name) {
  _embind_register_memory_view(TypeID<memory_view<Number>>::get(), array, name);
}

}  // namespace

EMSCRIPTEN_BINDINGS(types) {
  _embind_register_void(TypeID<void>::get(), "void");
  _embind_register_bool(TypeID<bool>::get(), "bool", true, false);
  integer<int>("int");
  integer<unsigned>("unsigned int");
  integer<unsigned long>("unsigned long");
  _embind_register_float(TypeID<double>::get(), "double", sizeof(double));
  _embind_register_std_string(TypeID<std::string>::get(), "std::string");
  _embind_register_emval(TypeID<val>::get());
  view<std::uint8_t>(uint8, "uint8");
  view<std::int32_t>(int32, "int32");
  view<std::uint32_t>(uint32, "uint32");
  view<float>(float32, "float32");
  view<double>(float64, "float64");
}

/// Where Embind lists the bindings for threads, which the product has none of.
extern "C" void _embind_register_bindings(InitFunc*) {}

/// For Embind's own complaints. JavaScript frees it.
extern "C" const char* __getTypeName(const std::type_info*) { return strdup("a type that types.cpp lacks"); }
