#include "assembly.h"

#include <algorithm>

namespace backprop {
namespace {

enum : std::uint8_t {
  loop = 0x03,
  end = 0x0b,
  branchIf = 0x0d,
  localGet = 0x20,
  localSet = 0x21,
  integerLoad = 0x28,
  integerConstant = 0x41,
  integerIsZero = 0x45,
  integerNotEqual = 0x47,
  integerAdd = 0x6a,
  integerMultiply = 0x6c,
  vectorPrefix = 0xfd,
  noResult = 0x40,
  functionType = 0x60,
  vectorType = 0x7b,
  floatType = 0x7d,
  integerType = 0x7f
};

/// LEB128: seven bits a byte, the lowest first.
void putUnsigned(Bytes& to, std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) to.push_back(static_cast<std::uint8_t>(value | 0x80));
  to.push_back(static_cast<std::uint8_t>(value));
}

void putSigned(Bytes& to, std::int32_t value) {
  for (; value < -64 || value >= 64; value >>= 7) to.push_back(static_cast<std::uint8_t>(value | 0x80));
  to.push_back(static_cast<std::uint8_t>(value & 0x7f));
}

void append(Bytes& to, const Bytes& more) { to.insert(to.end(), more.begin(), more.end()); }

/// With its length before it.
void putSized(Bytes& to, const Bytes& content) {
  putUnsigned(to, static_cast<std::uint32_t>(content.size()));
  append(to, content);
}

void putSection(Bytes& to, std::uint8_t number, const Bytes& content) {
  to.push_back(number);
  putSized(to, content);
}

void putConstants(Bytes& to, const std::vector<std::pair<Assembly::Lanes, Local>>& constants) {
  for (const auto& [bits, local] : constants) {
    to.push_back(vectorPrefix);
    putUnsigned(to, Assembly::constant);
    for (std::uint32_t lane : bits)
      for (int byte = 0; byte < 4; ++byte) to.push_back(static_cast<std::uint8_t>(lane >> 8 * byte));
    to.push_back(localSet);
    putUnsigned(to, local);
  }
}

}  // namespace

void Assembly::emit(Operation operation) {
  emit({vectorPrefix});
  putUnsigned(now_.code, operation);
}

void Assembly::get(Local local) {
  emit({localGet});
  putUnsigned(now_.code, local);
}

Local Assembly::set() {
  const Local local = integers + vectors_++;
  setAgain(local);
  return local;
}

void Assembly::setAgain(Local local) {
  emit({localSet});
  putUnsigned(now_.code, local);
}

void Assembly::integer(std::int32_t value) {
  emit({integerConstant});
  putSigned(now_.code, value);
}

/// Goes before the operands of an access to memory …
void Assembly::base(Address address) {
  if (address.base == Address::nowhere)
    integer(0);
  else
    get(address.base);
}

/// … and this after the instruction, with the alignment that is promised: 2², that of a float.
void Assembly::at(Address address) {
  emit({2});
  putUnsigned(now_.code, address.offset);
}

Local Assembly::known(const Lanes& bits) {
  auto& constants = now_.constants;
  const auto found = std::find_if(constants.begin(), constants.end(), [&](const auto& other) { return other.first == bits; });
  if (found != constants.end()) return found->second;
  constants.push_back({bits, integers + vectors_++});
  return constants.back().second;
}

Local Assembly::result(Operation operation, std::initializer_list<Local> operands) {
  for (Local operand : operands) get(operand);
  emit(operation);
  return set();
}

Local Assembly::shifted(Local value, int left) {
  get(value);
  integer(left);
  emit(shiftLeft);
  return set();
}

Local Assembly::shuffle(Local a, Local b, const Lanes& lanes) {
  get(a);
  get(b);
  emit(shuffled);
  for (std::uint32_t lane : lanes)
    for (std::uint32_t byte = 0; byte < 4; ++byte) emit({static_cast<std::uint8_t>(4 * lane + byte)});
  return set();
}

Local Assembly::loaded(Operation loading, Address from) {
  base(from);
  emit(loading);
  at(from);
  return set();
}

Local Assembly::withLane(Local value, std::uint8_t lane, Address from) {
  base(from);
  get(value);
  emit(loadLane);
  at(from);
  emit({lane});
  return set();
}

void Assembly::stored(Address to, Local value) {
  base(to);
  get(value);
  emit(store);
  at(to);
}

void Assembly::storedLane(Address to, Local value, std::uint8_t lane) {
  base(to);
  get(value);
  emit(storeLane);
  at(to);
  emit({lane});
}

Address Assembly::indexed(Local from, std::uint32_t stride, Address number, std::uint32_t slot) {
  const Local address = turn + 1 + slot;
  base(number);
  emit({integerLoad});
  at(number);
  integer(static_cast<std::int32_t>(stride));
  emit({integerMultiply});
  get(from);
  emit({integerAdd});
  setAgain(address);
  return {0, address};
}

void Assembly::beginLoop() {
  moving_ = turn;
  outside_ = std::exchange(now_, {});
}

Address Assembly::moving(Address from, std::uint32_t stride) {
  get(turn);
  integer(static_cast<std::int32_t>(stride));
  emit({integerMultiply});
  setAgain(++moving_);
  return {from.offset, moving_};
}

void Assembly::endLoop(std::uint32_t turns) {
  get(turn);
  integer(1);
  emit({integerAdd});
  setAgain(turn);
  get(turn);
  integer(static_cast<std::int32_t>(turns));
  emit({integerNotEqual, branchIf, 0, end});
  const Block inside = std::exchange(now_, std::move(outside_));
  putConstants(now_.code, inside.constants);
  integer(0);
  setAgain(turn);
  emit({loop, noResult});
  append(now_.code, inside.code);
}

void Assembly::collect(Local bits, Local value) {
  get(bits);
  get(value);
  emit(bitOr);
  setAgain(bits);
}

void Assembly::answerNone(Local bits) {
  get(bits);
  emit(anyBit);
  emit({integerIsZero});
}

Bytes Assembly::module() const {
  Bytes body{2, integers - parameters, integerType};  // two kinds of locals
  putUnsigned(body, vectors_);
  body.push_back(vectorType);
  putConstants(body, now_.constants);
  append(body, now_.code);
  body.push_back(end);

  Bytes function{1};
  putSized(function, body);
  Bytes module{0, 'a', 's', 'm', 1, 0, 0, 0};
  putSection(module, 1, {1, functionType, parameters, integerType, integerType, integerType, floatType, 1, integerType});
  putSection(module, 2, {1, 1, 'm', 1, 'm', 2, 0, 0});  // imports: a memory of any size
  putSection(module, 3, {1, 0});                        // functions: one, of the first type
  putSection(module, 7, {1, 1, 'f', 0, 0});             // exports: it
  putSection(module, 10, function);
  return module;
}

}  // namespace backprop
