#include "backprop/error.h"

#include <array>

namespace backprop {
namespace {

/// How each error reads: the members of the Failure in their order, with these words after each.
struct Wording {
  const char* name;
  const char* afterPath;
  const char* afterFound;
  const char* end = "";
};

constexpr std::array<Wording, 11> wordings{{
    {"outOfRange", ": ", " is not in "},
    {"notWhole", ": ", " is not a whole number in "},
    {"notFinite", ": ", " is not a finite number"},
    {"unknownName", ": \"", "\" is not "},
    {"unknownKey", " is not a setting; allowed here: ", ""},
    {"wrongType", ": ", " is not "},
    {"wrongLength", ": has length ", ", needs ", ""},
    {"contradiction", ": ", " does not go with "},
    {"needsNewSession", " cannot change in a running session; create a new one", ""},
    {"nothingToRecover", "there is nothing to recover from: training has not diverged", ""},
    {"notAFormula", ": \"", " where ", ""},
}};

const Wording& wordingOf(Error code) { return wordings[static_cast<std::size_t>(code)]; }

/// The digits of a number, the first one worth 10 to the `exponent`, as 0.00123 or 12.3: trailing zeros go, the point comes.
std::string placePoint(std::string digits, int exponent) {
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  const int count = static_cast<int>(digits.size());
  if (exponent < 0) return "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  if (exponent + 1 >= count) return digits + std::string(static_cast<std::size_t>(exponent + 1 - count), '0');
  return digits.insert(static_cast<std::size_t>(exponent + 1), ".");
}

[[gnu::noinline]] Failure wrongLength(const Path& path, std::size_t found, std::size_t needed) {
  return {Error::wrongLength, path, std::to_string(found), std::to_string(needed)};
}

}  // namespace

std::string_view nameOf(Error code) { return wordingOf(code).name; }

Flaw::Flaw(Failure failure) : failure_(std::make_unique<Failure>(std::move(failure))) {}

Flaw checkLength(const Path& path, std::size_t found, std::size_t needed) {
  if (found == needed) return {};
  return wrongLength(path, found, needed);
}

std::string Failure::message() const {
  const Wording& words = wordingOf(code);
  return path + words.afterPath + found + words.afterFound + allowed + words.end;
}

// Cut between characters: bytes 10xxxxxx continue one. Of control characters, a line break or the end of a C string, remains a
// space.
std::string quoted(std::string text) {
  constexpr std::size_t longest = 40;
  for (char& byte : text)
    if (static_cast<unsigned char>(byte) < ' ') byte = ' ';
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while ((text[end] & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string joined(std::span<const std::string_view> words, const char* last) {
  std::string text(words.front());
  for (std::size_t i = 1; i < words.size(); ++i) text.append(i + 1 < words.size() ? ", " : last).append(words[i]);
  return text;
}

// By hand, because what the standard library brings for it is as large as the rest of the WebAssembly module.
std::string formatNumber(double value, int digits) {
  if (value != value) return "NaN";
  if (value < 0) return std::string(1, '-').append(formatNumber(-value, digits));
  if (value == 0) return "0";
  if (value > 1.7976931348623157e308) return "Infinity";
  if (value <= 9007199254740992.0 && value == static_cast<double>(static_cast<long long>(value)))
    return std::to_string(static_cast<long long>(value));

  int exponent = 0;
  double mantissa = value;  // brought into [1, 10)
  for (; mantissa >= 10; ++exponent) mantissa /= 10;
  for (; mantissa < 1; --exponent) mantissa *= 10;
  double scale = 1;  // 10 to the digits − 1
  for (int i = 1; i < digits; ++i) scale *= 10;
  auto rounded = static_cast<long long>(mantissa * scale + 0.5);
  if (static_cast<double>(rounded) == 10 * scale) ++exponent;  // its last 0 goes with the others
  const std::string text = std::to_string(rounded);
  if (exponent >= -6 && exponent < 15) return placePoint(text, exponent);
  return placePoint(text, 0) + "e" + std::to_string(exponent);
}

}  // namespace backprop
