// Four floats side by side in one SIMD register: the lanes hold four examples. Built on the vector extensions that GCC and
// Clang share, so the same source gives SSE natively and simd128 in WebAssembly, with the same bits.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace backprop {

struct Lanes {
  static constexpr std::size_t count = 4;
  using Raw = float __attribute__((vector_size(16)));
  using Bits = std::uint32_t __attribute__((vector_size(16)));

  /// The outcome of a comparison: all bits of a lane set or none.
  struct Mask {
    Bits raw;
    Mask& operator|=(Mask other) {
      raw |= other.raw;
      return *this;
    }
    bool any() const { return (raw[0] | raw[1] | raw[2] | raw[3]) != 0; }
  };

  Raw raw;

  Lanes() = default;
  template <class Number>
    requires std::is_arithmetic_v<Number>
  Lanes(Number everywhere) {
    const auto value = static_cast<float>(everywhere);
    raw = Raw{value, value, value, value};
  }
  explicit Lanes(Raw value) : raw(value) {}

  static Lanes load(const float* from) {
    Raw value;
    std::memcpy(&value, from, sizeof value);
    return Lanes(value);
  }
  void store(float* to) const { std::memcpy(to, &raw, sizeof raw); }

  float operator[](std::size_t lane) const { return raw[lane]; }

  friend Lanes operator+(Lanes a, Lanes b) { return Lanes(a.raw + b.raw); }
  friend Lanes operator-(Lanes a, Lanes b) { return Lanes(a.raw - b.raw); }
  friend Lanes operator*(Lanes a, Lanes b) { return Lanes(a.raw * b.raw); }
  friend Lanes operator/(Lanes a, Lanes b) { return Lanes(a.raw / b.raw); }
  friend Lanes operator-(Lanes a) { return Lanes(-a.raw); }
  Lanes& operator+=(Lanes b) { return *this = *this + b; }

  friend Mask operator!=(Lanes a, Lanes b) { return {(Bits)(a.raw != b.raw)}; }
  friend Mask operator<(Lanes a, Lanes b) { return {(Bits)(a.raw < b.raw)}; }
  friend Mask operator>(Lanes a, Lanes b) { return {(Bits)(a.raw > b.raw)}; }
};

inline Lanes select(Lanes::Mask condition, Lanes yes, Lanes no) { return Lanes(condition.raw ? yes.raw : no.raw); }
inline float select(bool condition, float yes, float no) { return condition ? yes : no; }
inline double select(bool condition, double yes, double no) { return condition ? yes : no; }

inline Lanes::Bits bitsOf(Lanes value) { return (Lanes::Bits)value.raw; }
inline std::uint32_t bitsOf(float value) { return std::bit_cast<std::uint32_t>(value); }
inline std::uint64_t bitsOf(double value) { return std::bit_cast<std::uint64_t>(value); }

inline Lanes fromBits(Lanes::Bits bits) { return Lanes((Lanes::Raw)bits); }
inline float fromBits(std::uint32_t bits) { return std::bit_cast<float>(bits); }
inline double fromBits(std::uint64_t bits) { return std::bit_cast<double>(bits); }

/// The sum of the lanes, always in this order: (0 + 2) + (1 + 3).
inline float sum(Lanes v) { return (v[0] + v[2]) + (v[1] + v[3]); }

/// Lane k of the result is sum() of argument k, with the same bits. Two transposing halvings instead of four lone sums.
inline Lanes sums(Lanes a, Lanes b, Lanes c, Lanes d) {
  const Lanes::Raw ab = __builtin_shufflevector(a.raw, b.raw, 0, 4, 1, 5) + __builtin_shufflevector(a.raw, b.raw, 2, 6, 3, 7);
  const Lanes::Raw cd = __builtin_shufflevector(c.raw, d.raw, 0, 4, 1, 5) + __builtin_shufflevector(c.raw, d.raw, 2, 6, 3, 7);
  return Lanes(__builtin_shufflevector(ab, cd, 0, 1, 4, 5) + __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
}

}  // namespace backprop
