#include "backprop/random.h"

#include <utility>

#include "backprop/elementary.h"

namespace backprop {

Random::Random(std::uint64_t seed, std::uint64_t stream) : increment_((stream << 1) | 1) {
  next();
  state_ += seed;
  next();
}

double Random::uniform() {
  const std::uint64_t high = next() >> 5, low = next() >> 6;
  return static_cast<double>((high << 26) | low) * 0x1p-53;
}

double Random::uniform(double min, double max) { return min + (max - min) * uniform(); }

double Random::normal(double mean, double standardDeviation) {
  double u, v, square;
  do {
    u = uniform(-1, 1);
    v = uniform(-1, 1);
    square = u * u + v * v;
  } while (square >= 1 || square == 0);
  return mean + standardDeviation * (u * sqrt(-2 * log(square) / square));
}

void Random::shuffleItems(std::span<std::uint32_t> items) {
  for (std::size_t left = items.size(); left > 1; --left)
    std::swap(items[left - 1], items[below(static_cast<std::uint32_t>(left))]);
}

}  // namespace backprop
