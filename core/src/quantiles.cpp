#include "quantiles.h"

#include <algorithm>

namespace backprop {

// By heap: a fraction of the bytes of std::sort, and NaN, as after a divergence, may come out anywhere but leads nowhere else
std::vector<double> quantiles(std::vector<double> sample, std::span<const double> shares) {
  std::make_heap(sample.begin(), sample.end());
  std::sort_heap(sample.begin(), sample.end());
  std::vector<double> result;
  for (double share : shares) {
    const double place = share * static_cast<double>(sample.size() - 1);
    const auto below = static_cast<std::size_t>(place), above = std::min(below + 1, sample.size() - 1);
    result.push_back(sample[below] + (place - static_cast<double>(below)) * (sample[above] - sample[below]));
  }
  return result;
}

}  // namespace backprop
