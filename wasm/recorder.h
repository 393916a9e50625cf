// Numbers that write down what is done with them. The kernels of core, called with these in the place of Lanes and pointers,
// compute nothing: they leave the instructions of one pass, with every size and every place known.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <type_traits>

#include "assembly.h"
#include "backprop/kernels.h"

namespace backprop::recorder {

/// Where it is written down.
inline Assembly* assembly = nullptr;
/// Whether the last register of every row has at most two examples.
inline bool lastIsHalf = false;

/// The number of a neighbour, times something: in a loop of the written function it moves.
struct Index {
  std::uint32_t value;
  bool moves;
};
inline Index operator*(Index index, std::size_t factor) {
  return {index.value * static_cast<std::uint32_t>(factor), index.moves};
}

/// A place of things of `size` bytes.
template <class Derived, std::uint32_t size>
struct Pointer {
  Address address;

  friend Derived operator+(Derived pointer, std::size_t count) {
    pointer.address.offset += size * static_cast<std::uint32_t>(count);
    return pointer;
  }
  friend Derived operator+(Derived pointer, Index index) {
    if (!index.moves) return pointer + std::size_t{index.value};
    pointer.address = assembly->moving(pointer.address, size * index.value);
    return pointer;
  }
  friend Derived& operator+=(Derived& pointer, std::size_t count) { return pointer = pointer + count; }
};

struct Floats;

/// In the place of Lanes.
struct Number {
  Local local;

  Number() = default;
  template <class Constant>
    requires std::is_arithmetic_v<Constant>
  Number(Constant everywhere) : Number(everywhereOf(static_cast<float>(everywhere))) {}
  /// One float of memory, in every lane.
  explicit Number(Floats from);

  static Number in(Local local) {
    Number number;
    number.local = local;
    return number;
  }
  static Number everywhereOf(float value);
  static Number of(Assembly::Operation operation, Number a, Number b);
  static Number load(Floats from);
  void store(Floats to) const;

  Number& operator+=(Number b) { return *this = of(Assembly::add, *this, b); }

  /// As kernels::inBlocks. A few blocks are written out, more are a loop.
  template <std::size_t J, class Work>
  static void repeat(std::size_t count, Work work) {
    constexpr std::size_t few = 2;
    const std::size_t blocks = count / J;
    const auto one = [&]<std::size_t size>(std::size_t j) {
      work.template operator()<size>(Index{static_cast<std::uint32_t>(j), false});
    };
    if (blocks > few) {
      assembly->beginLoop();
      work.template operator()<J>(Index{J, true});
      assembly->endLoop(static_cast<std::uint32_t>(blocks));
    } else {
      for (std::size_t j = 0; j < blocks * J; j += J) one.template operator()<J>(j);
    }
    if constexpr (J > 1)
      for (std::size_t j = blocks * J; j < count; ++j) one.template operator()<1>(j);
  }
};

inline Number operator+(Number a, Number b) { return Number::of(Assembly::add, a, b); }
inline Number operator-(Number a, Number b) { return Number::of(Assembly::subtract, a, b); }
inline Number operator*(Number a, Number b) { return Number::of(Assembly::multiply, a, b); }
inline Number operator/(Number a, Number b) { return Number::of(Assembly::divide, a, b); }
inline Number operator-(Number a) { return Number::in(assembly->result(Assembly::negate, {a.local})); }

/// In the place of a pointer to floats.
struct Floats : Pointer<Floats, sizeof(float)> {
  Floats operator[](std::size_t i) const { return *this + i; }
};
inline Number::Number(Floats from) : local(assembly->loaded(Assembly::loadSplat, from.address)) {}
inline Number Number::load(Floats from) { return in(assembly->loaded(Assembly::load, from.address)); }
inline void Number::store(Floats to) const { assembly->stored(to.address, local); }

/// What Rows point to.
struct Cell {
  Address address;
  operator Number() const;
  void operator=(Number value) const;
};

/// In the place of a pointer to Lanes.
struct Rows : Pointer<Rows, sizeof(Lanes)> {
  using Element = Number;
  Cell operator[](std::size_t r) const { return {(*this + r).address}; }
};

/// The bits of a Number.
struct Bits {
  Local local;
};
inline Bits bitsOf(Number value) { return {value.local}; }
inline Number fromBits(Bits bits) { return Number::in(bits.local); }
inline Bits operator|(Bits a, Bits b) { return bitsOf(Number::of(Assembly::bitOr, fromBits(a), fromBits(b))); }
inline Bits operator^(Bits a, Bits b) { return bitsOf(Number::of(Assembly::bitXor, fromBits(a), fromBits(b))); }
inline Bits operator<<(Bits a, int places) { return {assembly->shifted(a.local, places)}; }
/// The sign alone or all but the sign.
Bits operator&(Bits a, std::uint32_t mask);

/// A comparison that is still to be made: to take the one or the other of what it compares is a single instruction.
struct Mask {
  Assembly::Operation comparison;
  Number a, b;
};
inline Mask operator<(Number a, Number b) { return {Assembly::lessThan, a, b}; }
inline Mask operator>(Number a, Number b) { return {Assembly::greaterThan, a, b}; }
Number select(Mask condition, Number yes, Number no);

/// Four lanes out of the eight of a and b.
Number shuffle(Number a, Number b, const Assembly::Lanes& lanes);

/// As those of Lanes.
Number sums(Number a, Number b, Number c, Number d);

/// As that of kernels, all at once.
template <class Next>
void putLastSums(std::size_t count, Next next, Floats to, bool) {
  std::array<Number, Lanes::count> some;
  for (std::size_t i = 0; i < some.size(); ++i) some[i] = i < count ? next() : some[0];
  const Number all = sums(some[0], some[1], some[2], some[3]);
  for (std::size_t i = 0; i < count; ++i) assembly->storedLane((to + i).address, all.local, static_cast<std::uint8_t>(i));
}

/// o = φ(net) and φ'(net)
Activated<Number> activated(Activation activation, Number net);

/// As that of kernels, but activations follow their net inputs at once, and two half-filled registers go through as one.
template <std::size_t K>
void forwardLayer(const Layer& layer, Floats parameters, Rows x, Rows output, Rows slope) {
  const Floats weights = parameters + layer.weights, biases = parameters + layer.biases;
  Number::repeat<kernels::blockRows>(layer.units, [&]<std::size_t J>(Index j) {
    const auto net = kernels::netInputs<J, K>(weights + j * layer.inputs, biases + j, layer.inputs, x);
    const Rows outputs = output + j * K, slopes = slope + j * K;
    const auto put = [&](std::size_t r, Number o, Number itsSlope) {
      outputs[r] = o;
      slopes[r] = itsSlope;
    };
    const bool inPairs = J == 2 && lastIsHalf;
    for (std::size_t r = 0; r < J * K; ++r) {
      if (inPairs && r % K == K - 1) continue;
      const auto o = activated(layer.activation, net[r / K][r % K]);
      put(r, o.output, o.slope);
    }
    if (!inPairs) return;
    const auto both = activated(layer.activation, shuffle(net[0][K - 1], net[J - 1][K - 1], {0, 1, 4, 5}));
    put(K - 1, shuffle(both.output, both.output, {0, 1, 0, 1}), shuffle(both.slope, both.slope, {0, 1, 0, 1}));
    put(2 * K - 1, shuffle(both.output, both.output, {2, 3, 2, 3}), shuffle(both.slope, both.slope, {2, 3, 2, 3}));
  });
}

}  // namespace backprop::recorder

namespace backprop {
template <>
struct Precision<recorder::Number> : Precision<float> {};
}  // namespace backprop
