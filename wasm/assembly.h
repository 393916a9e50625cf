// Writes a WebAssembly module with one function, instruction by instruction. The function is exported as `f`; it takes three
// addresses and a float, says yes or no, and works on the memory that the module imports as `m.m`.
// (WebAssembly Core Specification 2.0, chapter 5, Binary Format)
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace backprop {

using Bytes = std::vector<std::uint8_t>;

/// A local variable of the function. The parameters are the first ones.
using Local = std::uint32_t;

/// A place in memory: `offset`, further on by what the local `base` holds.
struct Address {
  static constexpr Local nowhere = ~Local(0);
  std::uint32_t offset;
  Local base = nowhere;
};

/// Every result is a vector of four floats, in a local of its own.
class Assembly {
 public:
  /// Instructions on vectors, by the number that follows their prefix.
  enum Operation : std::uint32_t {
    load = 0x00,
    loadSplat = 0x09,
    store = 0x0b,
    constant = 0x0c,
    shuffled = 0x0d,
    splat = 0x13,
    lessThan = 0x43,
    greaterThan = 0x44,
    bitAnd = 0x4e,
    bitAndNot = 0x4f,
    bitOr = 0x50,
    bitXor = 0x51,
    bitSelect = 0x52,
    anyBit = 0x53,
    loadLane = 0x56,
    storeLane = 0x5a,
    shiftLeft = 0xab,
    negate = 0xe1,
    add = 0xe4,
    subtract = 0xe5,
    multiply = 0xe6,
    divide = 0xe7,
    lesser = 0xea,
    greater = 0xeb
  };
  /// Bits of the four lanes.
  using Lanes = std::array<std::uint32_t, 4>;

  Local known(const Lanes& bits);
  Local result(Operation operation, std::initializer_list<Local> operands);
  Local shifted(Local value, int left);
  /// Four lanes out of the eight of a and b.
  Local shuffle(Local a, Local b, const Lanes& lanes);

  /// From memory: by `load` a whole vector, by `loadSplat` one float for every lane.
  Local loaded(Operation loading, Address from);
  /// `value` with one lane from there.
  Local withLane(Local value, std::uint8_t lane, Address from);
  void stored(Address to, Local value);
  void storedLane(Address to, Local value, std::uint8_t lane);
  /// The address in `base`, further on by `stride` bytes times the whole number that lies at `number`. There are four, by slot.
  Address indexed(Local base, std::uint32_t stride, Address number, std::uint32_t slot);

  /// What is written until endLoop() runs so many times. Loops do not nest.
  void beginLoop();
  /// In a loop: a place that is further on by `stride` bytes at each turn. There are seven.
  Address moving(Address from, std::uint32_t stride);
  void endLoop(std::uint32_t turns);

  /// A vector that begins as zeros, and to which collect() adds the bits of others.
  Local collected() { return integers + vectors_++; }
  void collect(Local bits, Local value);
  /// The function's result: whether none has been collected.
  void answerNone(Local bits);

  Bytes module() const;

 private:
  /// After the parameters come whole numbers: the turn of the loop, then addresses. Then the vectors.
  static constexpr Local parameters = 4, turn = parameters, integers = turn + 8;

  /// Instructions, and the constants that are to be there before them: by those of a loop V8 keeps registers for its length.
  struct Block {
    Bytes code;
    std::vector<std::pair<Lanes, Local>> constants;
  };

  void emit(std::initializer_list<std::uint8_t> bytes) { now_.code.insert(now_.code.end(), bytes); }
  void emit(Operation operation);
  void get(Local local);
  Local set();
  void setAgain(Local local);
  void integer(std::int32_t value);
  void base(Address address);
  void at(Address address);

  Block now_, outside_;
  Local vectors_ = 0, moving_ = turn;
};

}  // namespace backprop
