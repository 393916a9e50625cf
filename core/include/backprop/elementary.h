// exp, expm1, tanh, log, log1p, sin, cos and atan2 from + − × ÷ alone, for float, double and Lanes alike: libraries differ in
// the last bits, and a last bit that differs becomes another network after a thousand steps. Every function is one straight
// line without branches, so four lanes cost as much as one number. NaN in, NaN out.
//
// Method: reduce the argument to a short interval (W. J. Cody, W. Waite, Software Manual for the Elementary Functions, 1980),
// then a polynomial: for float a minimax one (E. Ya. Remez' exchange), for double the Taylor series.
//
// Error, over every float (tests/nightly): exp 1.03, expm1 1.73, tanh 1.96, log 1.97, log1p 1.57 units of the last place.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "backprop/lanes.h"

namespace backprop {

inline constexpr double pi = 3.14159265358979323846;

/// What the formulas below need to know of a scalar type.
template <class Scalar>
struct Precision;

template <>
struct Precision<float> {
  static constexpr int mantissaBits = 23;
  static constexpr std::uint32_t one = 0x3f800000, sqrtHalf = 0x3f3504f3, sign = 0x80000000, mantissa = 0x007fffff;
  static constexpr float roundingShift = 12582912.0f;  // 1.5 · 2²³: adding it leaves the nearest integer in the low bits
  static constexpr float exponentShift = roundingShift + 127;  // adding this leaves it as the biased exponent of 2ⁿ
  static constexpr float tanHalf = 0.5463f;
  static constexpr float log2e = 1.44269504f, inversePi = 0.318309886f, halfPi = 1.5707964f;
  static constexpr float expMin = -87.3f, expMax = 88.3f, tanhMax = 9.02f;
  static constexpr float ln2High = 0.693359375f, ln2Low = -2.12194440e-4f, ln2 = 0.693147182f, sqrt2Minus1 = 0.414213562f;
  static constexpr float piHigh = 3.140625f, piMiddle = 9.67502593994140625e-4f, piLow = 1.5099579909783765e-7f;
  // (e^r − 1 − r) / r² for |r| ≤ ½ ln 2; error 0.1 ulp of e^r − 1
  static constexpr std::array expm1{0.5f, 0.16666548f, 0.0416671261f, 0.00836658292f, 0.00138824957f};
  // (sin r − r) / r³ in r², for |r| ≤ ½ π; error 0.05 ulp
  static constexpr std::array sin{-0.166666595212f, 0.00833306543005f, -0.000198095389784f, 2.60563115039e-6f};
  // (log((1 + f)/(1 − f)) − 2 f) / f³ in f², for |f| ≤ 0.172; error 0.01 ulp
  static constexpr std::array log{0.666667767549f, 0.399774821303f, 0.298736263717f};
  // (atan q − q) / q³ in q², for |q| ≤ tan ½; error 0.01 ulp
  static constexpr std::array atan{-0.333333170264f, 0.199989082552f,   -0.142611354741f,
                                   0.108520458287f,  -0.0765850077026f, 0.0343160210787f};
};

template <>
struct Precision<double> {
  static constexpr int mantissaBits = 52;
  static constexpr std::uint64_t one = 0x3ff0000000000000, sqrtHalf = 0x3fe6a09e667f3bcd, sign = 0x8000000000000000,
                                 mantissa = 0x000fffffffffffff;
  static constexpr double roundingShift = 6755399441055744.0;  // 1.5 · 2⁵²
  static constexpr double exponentShift = roundingShift + 1023;
  static constexpr double tanHalf = 0.5463;
  static constexpr double log2e = 1.4426950408889634, inversePi = 0.31830988618379067, halfPi = 1.5707963267948968;
  static constexpr double expMin = -708.0, expMax = 709.0, tanhMax = 20.0;
  static constexpr double ln2High = 0x1.62e42fee00000p-1, ln2Low = 0x1.a39ef35793c76p-33, ln2 = 0.69314718055994531,
                          sqrt2Minus1 = 0.41421356237309503;
  static constexpr double piHigh = 0x1.921fb54400000p+1, piMiddle = 0x1.0b4611a600000p-33, piLow = 0x1.3198a2e037073p-68;
  static constexpr std::array expm1{1.0 / 2,         1.0 / 6,          1.0 / 24,         1.0 / 120,     1.0 / 720,
                                    1.0 / 5040,      1.0 / 40320,      1.0 / 362880,     1.0 / 3628800, 1.0 / 39916800,
                                    1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200};
  static constexpr std::array sin{-1.0 / 6,
                                  1.0 / 120,
                                  -1.0 / 5040,
                                  1.0 / 362880,
                                  -1.0 / 39916800,
                                  1.0 / 6227020800,
                                  -1.0 / 1307674368000,
                                  1.0 / 355687428096000,
                                  -1.0 / 121645100408832000,
                                  1.0 / 51090942171709440000.0};
  static constexpr std::array log{2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11, 2.0 / 13,
                                  2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23};
  static constexpr std::array atan = [] {
    std::array<double, 30> c{};
    for (int i = 0; i < 30; ++i) c[static_cast<std::size_t>(i)] = (i % 2 == 0 ? -1.0 : 1.0) / (2 * i + 3);
    return c;
  }();
};

template <>
struct Precision<Lanes> : Precision<float> {};

/// The number, with NaN passed on, brought into [min, max].
template <class V>
V clamp(V x, V min, V max) {
  x = select(x < min, min, x);
  return select(x > max, max, x);
}

template <class V>
V absolute(V x) {
  return fromBits(bitsOf(x) & ~Precision<V>::sign);
}

/// `magnitude` ≥ 0 with the sign of `sign`.
template <class V>
V withSign(V magnitude, V sign) {
  return fromBits(bitsOf(magnitude) | (bitsOf(sign) & Precision<V>::sign));
}

/// c₀ + c₁ x + c₂ x² + …, by W. G. Horner's rule.
template <class V, class Coefficients>
V polynomial(const Coefficients& c, V x) {
  V value = V(c.back());
  for (std::size_t i = c.size() - 1; i-- > 0;) value = value * x + V(c[i]);
  return value;
}

/// The same for an odd number of coefficients, in pairs that do not wait for each other (after G. Estrin). `square` is x².
template <class V, class Coefficients>
V polynomialInPairs(const Coefficients& c, V x, V square) {
  V value = V(c.back());
  for (std::size_t i = c.size() - 1; i >= 2; i -= 2) value = value * square + (V(c[i - 1]) * x + V(c[i - 2]));
  return value;
}

/// e^x = scale · (1 + rest), scale a power of two, |rest| ≤ 0.42.
template <class V>
struct SplitExponential {
  V scale, rest;
};

/// Of x = n ln 2 + r; `shifted` is n + exponentShift.
template <class V>
SplitExponential<V> splitExponential(V shifted, V r) {
  using P = Precision<V>;
  const V square = r * r;
  return {fromBits(bitsOf(shifted) << P::mantissaBits), r + square * polynomialInPairs(P::expm1, r, square)};
}

template <class V>
SplitExponential<V> splitExponential(V x) {
  using P = Precision<V>;
  const V shifted = x * V(P::log2e) + V(P::exponentShift);
  const V n = shifted - V(P::exponentShift);
  return splitExponential(shifted, (x - n * V(P::ln2High)) - n * V(P::ln2Low));
}

/// e^x; outside expMin … expMax the value at that bound.
template <class V>
V exp(V x) {
  const auto [scale, rest] = splitExponential(clamp(x, V(Precision<V>::expMin), V(Precision<V>::expMax)));
  return scale + scale * rest;
}

/// e^x − 1, which keeps all digits of a small x: scale − 1 is exact.
template <class V>
V expm1(V x) {
  const auto [scale, rest] = splitExponential(clamp(x, V(Precision<V>::expMin), V(Precision<V>::expMax)));
  return (scale - V(1)) + scale * rest;
}

/// tanh x = (1 − E) / (1 + E) with E = e^(−2|x|) = scale + scale · rest; small x keep all their digits because 1 − scale is
/// exact. Odd. One constant for ln 2 is enough, because E shrinks faster than the error of its exponent grows.
template <class V>
V tanh(V x) {
  using P = Precision<V>;
  V magnitude = absolute(x);
  magnitude = select(magnitude > V(P::tanhMax), V(P::tanhMax), magnitude);
  const V shifted = magnitude * V(-2 * P::log2e) + V(P::exponentShift);
  const V n = shifted - V(P::exponentShift);
  const auto [scale, rest] = splitExponential(shifted, n * V(-P::ln2) - (magnitude + magnitude));
  const V product = scale * rest;
  return withSign(((V(1) - scale) - product) / ((V(1) + scale) + product), x);
}

/// log x for normal x > 0: x = 2ⁿ m with √½ ≤ m < √2; log m = 2 artanh f with f = (m − 1)/(m + 1).
template <class V>
V log(V x) {
  using P = Precision<V>;
  const auto bits = bitsOf(x) - P::sqrtHalf;
  const V m = fromBits((bits & P::mantissa) + P::sqrtHalf);
  // The exponent plus the bias of 1.0 (127 or 1023), so that it is not negative, in the low bits of the rounding shift
  const auto n = (bits + P::one) >> P::mantissaBits;
  const V exponent = fromBits(bitsOf(V(P::roundingShift)) + n) - V(P::roundingShift) - V(P::one >> P::mantissaBits);
  const V f = (m - V(1)) / (m + V(1));
  const V square = f * f;
  return exponent * V(P::ln2High) + (exponent * V(P::ln2Low) + (f * square * polynomial(P::log, square) + (f + f)));
}

/// log(1 + x) for 0 ≤ x ≤ 1, above √2 − 1 as log 2 + log(½(1 + x)). log(1 + y) = 2 artanh f with f = y/(y + 2), and
/// 2 f = y − f y leaves the largest term as it came: so a small x keeps all its digits.
template <class V>
V log1p(V x) {
  using P = Precision<V>;
  const auto large = x > V(P::sqrt2Minus1);
  const V y = select(large, V(0.5) * (x - V(1)), x);
  const V f = y / (y + V(2)), square = f * f;
  const V high = select(large, V(P::ln2High), V(0)), low = select(large, V(P::ln2Low), V(0));
  return high + (low + (f * (square * polynomial(P::log, square) - y) + y));
}

/// sin(n π + r) or cos((n − ½) π + r) = (−1)ⁿ sin r, for the whole number n that `shifted` holds in its low bits.
template <class V>
V alternatingSine(V shifted, V r) {
  using P = Precision<V>;
  const V square = r * r;
  const V sine = r + r * square * polynomial(P::sin, square);
  const auto odd = bitsOf(shifted) << (P::mantissaBits == 23 ? 31 : 63);
  return fromBits(bitsOf(sine) ^ odd);
}

/// x − n π in three parts, so that nothing is lost for |n| < 2¹².
template <class V>
V minusMultipleOfPi(V x, V n) {
  using P = Precision<V>;
  return ((x - n * V(P::piHigh)) - n * V(P::piMiddle)) - n * V(P::piLow);
}

/// sin x, within two units of the last place of 1 for |x| ≤ 5,000, within three up to 10,000; further out bounded and
/// reproducible, but no longer precise.
template <class V>
V sin(V x) {
  using P = Precision<V>;
  const V shifted = x * V(P::inversePi) + V(P::roundingShift);
  const V r = minusMultipleOfPi(x, shifted - V(P::roundingShift));
  return alternatingSine(shifted, clamp(r, V(-P::halfPi), V(P::halfPi)));
}

/// cos x = sin(x + ½ π), reduced at the odd multiples of ½ π; precise where sin is.
template <class V>
V cos(V x) {
  using P = Precision<V>;
  const V shifted = x * V(P::inversePi) + V(0.5f) + V(P::roundingShift);
  const V n = shifted - V(P::roundingShift);
  const V r = minusMultipleOfPi(x, n - V(0.5f));
  return alternatingSine(shifted, clamp(r, V(-P::halfPi), V(P::halfPi)));
}

/// The angle from the x axis to (x, y), in [−π, π], −π for y = −0 left of the origin; 0 at the origin. For |x| and |y| up to
/// half of the largest number.
/// The triangle is turned until its angle is at most ½, where the series of r = atan q is short; the turns are added as k · π
/// at last. From ½ on the turns outweigh r, whose roundings then count half.
template <class V>
V atan2(V y, V x) {
  using P = Precision<V>;
  const V across = absolute(x), up = absolute(y);
  const auto steep = up > across, leftward = x < V(0);
  const V longer = select(steep, up, across), shorter = select(steep, across, up);
  const auto wide = shorter > V(P::tanHalf) * longer;  // then atan q = ¼ π + atan((q − 1)/(q + 1))
  const V below = select(wide, shorter + longer, longer);
  const V q = select(wide, shorter - longer, shorter) / select(below != V(0), below, V(1));
  const V square = q * q;
  V r = q + q * square * polynomial(P::atan, square), k = select(wide, V(0.25f), V(0));
  r = select(steep, -r, r), k = select(steep, V(0.5f) - k, k);
  r = select(leftward, -r, r), k = select(leftward, V(1) - k, k);
  return withSign(k * V(P::piHigh) + (k * V(P::piMiddle) + (k * V(P::piLow) + r)), y);
}

/// x^n for a whole n, by repeated squaring.
inline double power(double x, std::uint64_t n) {
  double result = 1;
  for (; n > 0; n /= 2, x *= x)
    if (n % 2 == 1) result *= x;
  return result;
}

inline float sqrt(float x) { return std::sqrt(x); }  // IEEE 754 fixes every bit of a square root
inline double sqrt(double x) { return std::sqrt(x); }
inline Lanes sqrt(Lanes x) {
#if __has_builtin(__builtin_elementwise_sqrt)  // the same bits, in one instruction
  return Lanes(__builtin_elementwise_sqrt(x.raw));
#else
  return Lanes(Lanes::Raw{std::sqrt(x[0]), std::sqrt(x[1]), std::sqrt(x[2]), std::sqrt(x[3])});
#endif
}

}  // namespace backprop
