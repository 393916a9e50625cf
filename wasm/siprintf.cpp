// Without RTTI, Embind makes up a name for every C++ type by printing an address. For that alone it would bring the whole of
// printf, 3 KB gzip; the linker takes this definition before the library's.
#include <cstdarg>
#include <cstdint>

/// Prints one pointer in hexadecimal, which is all that Embind asks for. Returns the length.
extern "C" int siprintf(char* to, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const auto address = reinterpret_cast<std::uintptr_t>(va_arg(arguments, void*));
  va_end(arguments);
  int length = 0;
  for (int shift = 28; shift >= 0; shift -= 4) to[length++] = "0123456789abcdef"[(address >> shift) & 15];
  to[length] = '\0';
  return length;
}
