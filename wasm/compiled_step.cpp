#include "compiled_step.h"

#include <algorithm>
#include <array>
#include <bit>

#include "recorder.h"

namespace backprop {
namespace recorder {
namespace {

Number everywhere(std::uint32_t bits) { return Number::in(assembly->known({bits, bits, bits, bits})); }

}  // namespace

// These are called in so many places that they are not written out there
[[gnu::noinline]] Number Number::of(Assembly::Operation operation, Number a, Number b) {
  return in(assembly->result(operation, {a.local, b.local}));
}
[[gnu::noinline]] Number Number::everywhereOf(float value) { return everywhere(std::bit_cast<std::uint32_t>(value)); }
[[gnu::noinline]] Cell::operator Number() const { return Number::in(assembly->loaded(Assembly::load, address)); }
[[gnu::noinline]] void Cell::operator=(Number value) const { assembly->stored(address, value.local); }
[[gnu::noinline]] Number shuffle(Number a, Number b, const Assembly::Lanes& lanes) {
  return Number::in(assembly->shuffle(a.local, b.local, lanes));
}

// One constant does for both masks
Bits operator&(Bits a, std::uint32_t mask) {
  const bool isSign = mask >> 31;
  const Number sign = everywhere(isSign ? mask : ~mask);
  return bitsOf(Number::of(isSign ? Assembly::bitAnd : Assembly::bitAndNot, fromBits(a), sign));
}

// f32x4.pmax(a, b) is a < b ? b : a, and pmin(a, b) is b < a ? b : a
Number select(Mask condition, Number yes, Number no) {
  const auto& [comparison, a, b] = condition;
  if (yes.local == b.local && no.local == a.local)
    return Number::of(comparison == Assembly::lessThan ? Assembly::greater : Assembly::lesser, a, b);
  const Local mask = assembly->result(comparison, {a.local, b.local});
  return Number::in(assembly->result(Assembly::bitSelect, {yes.local, no.local, mask}));
}

Number sums(Number a, Number b, Number c, Number d) {
  const Number ab = shuffle(a, b, {0, 4, 1, 5}) + shuffle(a, b, {2, 6, 3, 7});
  const Number cd = shuffle(c, d, {0, 4, 1, 5}) + shuffle(c, d, {2, 6, 3, 7});
  return shuffle(ab, cd, {0, 1, 4, 5}) + shuffle(ab, cd, {2, 3, 6, 7});
}

Activated<Number> activated(Activation activation, Number net) {
  return withActivation(activation, [&](auto phi) { return phi.activate(net); });
}

}  // namespace recorder

namespace {

using recorder::assembly, recorder::Floats, recorder::Index, recorder::Number, recorder::Rows;

constexpr std::size_t lanes = Lanes::count, registers = Trainer::passRegisters, widest = 16;
/// Parameters of the function, in their order.
enum : Local { rowNumbers, features, targets, rate };

template <class Pointer>
Pointer placeOf(const void* memory) {
  return {{{static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(memory))}}};
}

/// Brings the columns of the batch's rows into lanes, (columns, registers), as Trainer::load does.
void gather(std::size_t batchSize, Local from, std::size_t columns, Rows to) {
  const auto stride = static_cast<std::uint32_t>(columns * sizeof(float));
  for (std::size_t k = 0; k < registers; ++k) {
    std::array<Address, lanes> rows;
    for (std::uint32_t lane = 0; lane < lanes; ++lane) {
      const auto example = static_cast<std::uint32_t>(std::min(k * lanes + lane, batchSize - 1));
      rows[lane] = assembly->indexed(from, stride, {example * 4, rowNumbers}, lane);
    }
    for (std::size_t column = 0; column < columns; ++column) {
      for (Address& row : rows) row.offset = static_cast<std::uint32_t>(column * sizeof(float));
      Local vector = assembly->loaded(Assembly::loadSplat, rows[0]);
      for (std::uint8_t lane = 1; lane < lanes; ++lane) vector = assembly->withLane(vector, lane, rows[lane]);
      to[column * registers + k] = Number::in(vector);
    }
  }
}

/// One over their number for the examples, 0 for padding.
void weigh(std::size_t batchSize, Rows weights) {
  const auto weight = std::bit_cast<std::uint32_t>(1.0f / static_cast<float>(batchSize));
  for (std::size_t k = 0; k < registers; ++k) {
    Assembly::Lanes bits;
    for (std::size_t lane = 0; lane < lanes; ++lane) bits[lane] = k * lanes + lane < batchSize ? weight : 0;
    weights[k] = Number::in(assembly->known(bits));
  }
}

/// As Trainer::descend. The function's answer is whether all parameters are finite.
void descend(std::size_t parameterCount, Floats parameters, Floats gradient) {
  const Number eta = Number::in(assembly->result(Assembly::splat, {rate}));
  const Local notFinite = assembly->collected();
  Number::repeat<4>((parameterCount + lanes - 1) / lanes, [&]<std::size_t J>(Index j) {
    const Floats w = parameters + j * lanes, g = gradient + j * lanes;
    for (std::size_t i = 0; i < J; ++i) assembly->collect(notFinite, kernels::descend(w + i * lanes, g + i * lanes, eta).local);
  });
  assembly->answerNone(notFinite);
}

bool isPlain(const TrainingConfig& training) {
  return training.optimizer.name == Optimizer::sgd && training.regularization.name == Regularization::none &&
         training.clipping.name == Clipping::none && training.dropout == 0 && training.frozen.empty();
}

bool isNarrow(const Network& network) {
  return std::all_of(network.layers().begin(), network.layers().end(), [](const Layer& layer) {
    return std::max(layer.inputs, layer.units) <= widest && layer.activation != Activation::softmax;
  });
}

}  // namespace

Bytes compileStep(Trainer& trainer, const TrainingConfig& training) {
  const Network& network = trainer.network();
  const std::size_t batchSize = training.batchSize;
  if (!isNarrow(network) || !isPlain(training) || batchSize > registers * lanes) return {};
  Assembly written;
  assembly = &written;
  recorder::lastIsHalf = batchSize <= registers * lanes - lanes / 2;
  const auto at = trainer.workspace();
  const kernels::Workspace<Floats, Rows> places{
      placeOf<Floats>(at.parameters), placeOf<Floats>(at.gradient), placeOf<Rows>(at.outputs), placeOf<Rows>(at.slopes),
      placeOf<Rows>(at.deltas),       placeOf<Rows>(at.masks),      placeOf<Rows>(at.targets), placeOf<Rows>(at.weights)};
  gather(batchSize, features, network.inputs(), places.outputs);
  gather(batchSize, targets, network.outputs(), places.targets);
  weigh(batchSize, places.weights);
  kernels::pass<registers>(network, trainer.loss(), places, false, true);
  descend(network.parameterCount(), places.parameters, places.gradient);
  assembly = nullptr;
  return written.module();
}

}  // namespace backprop
