// The source of all chance. Own generator and own distributions: the standard library's differ between implementations.
#pragma once

#include <cstdint>
#include <span>

namespace backprop {

/// PCG32 (XSH RR 64/32), M. E. O'Neill 2014, https://www.pcg-random.org. One seed serves several independent streams.
class Random {
 public:
  /// What a stream is for; a new epoch shuffles with stream `shuffle + epoch`, a step leaves units
  /// out with `dropout + step`. Any distinct numbers do: with these, seed 1 gives
  /// the default networks a good start.
  enum Stream : std::uint64_t {
    data = 1,
    split = 2,
    imbalance = 3,
    labelNoise = 4,
    initializer = 12,
    shuffle = 1024,
    dropout = std::uint64_t(1) << 62
  };

  explicit Random(std::uint64_t seed, std::uint64_t stream = data);

  std::uint32_t next() {
    const std::uint64_t old = state_;
    state_ = old * 6364136223846793005u + increment_;
    const auto bits = static_cast<std::uint32_t>(((old >> 18) ^ old) >> 27), turn = static_cast<std::uint32_t>(old >> 59);
    return bits >> turn | bits << (-turn & 31);  // std::rotr asks first whether turn is 0
  }

  /// Uniform in 0 … bound − 1. `bound` > 0. (Multiplication instead of division, D. Lemire 2019; the bias is below bound/2³².)
  std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(next()) * bound) >> 32);
  }

  /// Uniform in [0, 1), 53 bits.
  double uniform();

  /// Uniform in [min, max).
  double uniform(double min, double max);

  /// Normal (Gaussian) with the given mean and standard deviation; Marsaglia's polar method.
  double normal(double mean, double standardDeviation);

  /// Puts `items` in random order (Fisher and Yates).
  void shuffleItems(std::span<std::uint32_t> items);

 private:
  std::uint64_t state_ = 0;
  std::uint64_t increment_;
};

}  // namespace backprop
